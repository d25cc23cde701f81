"""Where officers read what readers wrote, and say what was done about it."""

from abc import ABC, abstractmethod
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from setdab.accounts.models import User

from reviews.models import Concern, ConcernKind, FormatRequest, Publication
from reviews.permissions import (
    WITHDRAW,
    user_can_handle_concerns,
    user_can_handle_format_requests,
    user_can_withdraw,
    users_who_hold,
)
from reviews.retention import CONCERN_DAYS, FORMAT_REQUEST_DAYS

PAGE_SIZE = 50


class HandledForm(forms.Form):
    note = forms.CharField(
        label="What was done about it",
        help_text="Write no name and no contact detail. It is erased with the message.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what was done about it."},
    )


@method_decorator(never_cache, name="dispatch")
class MessageView(ABC, View):
    """What the list and the page of one message have in common."""

    model: type[Any]
    heading: str
    list_name: str
    detail_name: str

    @abstractmethod
    def may_read(self, user: Any) -> bool:
        """A page that does not say who may read it can't be made, so nobody reads it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class MessageList(MessageView):
    def get(self, request: HttpRequest) -> HttpResponse:
        shown = "all" if request.GET.get("show") == "all" else "new"
        rows = self.model.objects.select_related("edition__review", "handled_by")
        rows = rows if shown == "all" else rows.new()
        context = {
            "page_title": self.heading,
            "page": Paginator(self.ordered(rows), PAGE_SIZE).get_page(request.GET.get("p")),
            "shown": shown,
            "list_name": self.list_name,
            "detail_name": self.detail_name,
        }
        return render(request, "reviews/admin/messages.html", context)

    def ordered(self, rows: Any) -> Any:
        return rows.order_by("-pk")


class MessageDetail(MessageView):
    template: str

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page(request, self.message(pk), HandledForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        message, form = self.message(pk), HandledForm(request.POST)
        if message.is_new and not form.is_valid():
            return self.page(request, message, form, status=422)
        # One conditional update: of two officers who answer at once, one is told.
        changed = message.is_new and self.model.objects.new().filter(pk=pk).update(
            handled_at=timezone.now(),
            handled_by=cast(User, request.user),
            note=form.cleaned_data["note"],
        )
        if not changed:
            words = "Somebody has dealt with this since you opened the page. Nothing was recorded."
            messages.error(request, words)
            return redirect(self.detail_name, pk)
        messages.success(request, f"{message}: recorded as dealt with.")
        return redirect(self.list_name)

    def message(self, pk: int) -> Any:
        return get_object_or_404(
            self.model.objects.select_related("edition__review", "handled_by"), pk=pk
        )

    def page(
        self, request: HttpRequest, message: Any, form: HandledForm, status: int = 200
    ) -> HttpResponse:
        context = {
            "page_title": str(message),
            "message": message,
            "form": form,
            "list_name": self.list_name,
            "heading": self.heading,
            **self.more(request, message),
        }
        return render(request, self.template, context, status=status)

    def more(self, request: HttpRequest, message: Any) -> dict[str, Any]:
        return {}


class OfConcerns:
    model = Concern
    heading = "Concerns of readers"
    list_name, detail_name = "concern_list", "concern_detail"

    def may_read(self, user: Any) -> bool:
        return user_can_handle_concerns(user)


class ConcernList(OfConcerns, MessageList):
    def ordered(self, rows: Any) -> Any:
        """What is urgent and waits stands first."""
        urgent = When(kind=ConcernKind.IDENTIFIES, handled_at=None, then=Value(0))
        return rows.order_by(Case(urgent, default=Value(1), output_field=IntegerField()), "-pk")


class ConcernDetail(OfConcerns, MessageDetail):
    template = "reviews/admin/concern.html"

    def more(self, request: HttpRequest, message: Concern) -> dict[str, Any]:
        public = Publication.objects.current().filter(edition__review=message.edition.review_id)
        return {
            "public": public.first(),
            "can_withdraw": user_can_withdraw(request.user),
            "who_can_withdraw": users_who_hold(WITHDRAW),
            "days": CONCERN_DAYS,
        }


class OfFormatRequests:
    model = FormatRequest
    heading = "Requests for other formats"
    list_name, detail_name = "format_request_list", "format_request_detail"

    def may_read(self, user: Any) -> bool:
        return user_can_handle_format_requests(user)


class FormatRequestList(OfFormatRequests, MessageList):
    pass


class FormatRequestDetail(OfFormatRequests, MessageDetail):
    template = "reviews/admin/format_request.html"

    def more(self, request: HttpRequest, message: FormatRequest) -> dict[str, Any]:
        return {"days": FORMAT_REQUEST_DAYS}
