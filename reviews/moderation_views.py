"""The admin screens where one edition is judged, published and withdrawn."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from setdab.accounts.models import User
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import TaskState

from home.context_processors import board_settings
from reviews import moderation, permissions, publication
from reviews.content import DigestMismatch
from reviews.models import (
    Edition,
    EditionContent,
    HomeOfficeDecision,
    Publication,
    ReportFile,
    ReviewPage,
)
from reviews.models.tasks import HomeOfficeApprovalTask
from reviews.moderation_forms import ReasonForm, ReturnForm, form_for
from reviews.presentation import ReviewForTemplate, file_links
from reviews.progress import intact_publication_of, requirements_of
from reviews.refusals import PublicationRefused
from reviews.requirements import approval_to_carry


@never_cache
def review_list(request: HttpRequest) -> HttpResponse:
    """Every review and what it waits for: the way in for those who do not edit pages."""
    if not permissions.user_can_read_drafts(request.user):
        raise Http404
    public = dict(Publication.objects.current().values_list("edition__review", "edition__number"))
    rows = []
    for review in ReviewPage.objects.order_by("working_reference"):
        state = moderation.task_state_of(review)
        rows.append(
            {
                "review": review,
                "edition": review.editions.order_by("-number").first(),
                "task": state.task if state else None,
                "public": f"edition {public[review.pk]}" if review.pk in public else "no",
            }
        )
    return render(request, "reviews/admin/list.html", {"rows": rows})


@method_decorator(never_cache, name="dispatch")
class ModerationView(View):
    """The frozen edition, where it stands, and the form of the task it waits for."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.user_can_read_drafts(request.user):
            raise Http404
        self.review = get_object_or_404(ReviewPage, pk=kwargs["review_id"])
        self.edition = self.review.editions.order_by("-number").first()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, review_id: int) -> HttpResponse:
        return self._page(request)

    def post(self, request: HttpRequest, review_id: int) -> HttpResponseBase:
        """The edition is named in the form: a stale tab must not act on a newer one."""
        state = moderation.task_state_of(self.review)
        stale = self.edition is None or request.POST.get("edition") != str(self.edition.number)
        if state is None or stale or request.POST.get("task") != str(state.task_id):
            messages.error(
                request,
                "This review has moved on since you opened the page. Nothing was recorded; "
                "look at where it stands now.",
            )
            return redirect("review_moderation", review_id)
        action = request.POST.get("action", "")
        task = state.task.specific
        returning = action == moderation.RETURN
        form = ReturnForm(request.POST) if returning else form_for(task, self.edition, request.POST)
        if form.is_valid():
            try:
                task.on_action(state, request.user, action, **form.cleaned_data)
            except PublicationRefused as refusal:
                if not self._shows_form(state, request.user):
                    for sentence in refusal.missing:
                        messages.error(request, sentence)
                    return redirect("review_moderation", review_id)
                for sentence in refusal.missing:
                    form.add_error(None, sentence)
            else:
                words = "returned to its editor" if returning else f"done: {task.name}"
                messages.success(request, f"{self.review.working_reference} {words}.")
                return redirect("review_moderation", review_id)
        forms_by_name = {"return_form" if returning else "task_form": form}
        return self._page(request, status=422, **forms_by_name)

    def _shows_form(self, state: TaskState, user: permissions.AnyUser) -> bool:
        """Not once somebody else dealt with the task, or where this user may not."""
        now = moderation.task_state_of(self.review)
        return now == state and state.task.specific.user_can_act(user, self.edition)

    def _page(self, request: HttpRequest, status: int = 200, **given: forms.Form) -> HttpResponse:
        edition, state = self.edition, moderation.task_state_of(self.review)
        task = state.task.specific if state else None
        may_act = bool(edition and task and task.user_can_act(request.user, edition))
        context = {
            "page_title": f"Moderation of {self.review.working_reference}",
            "review_page": self.review,
            "edition": edition,
            "frozen": _frozen(request, edition) if edition else None,
            "requirements": requirements_of(self.review, edition),
            "task": task,
            "may_act": may_act,
            "is_writer": bool(edition and permissions.user_wrote(request.user, edition)),
            "task_form": form_for(task, edition) if may_act and task and edition else None,
            "return_form": ReturnForm() if may_act else None,
            "decision": self.review.decisions.first(),
            "carries": isinstance(task, HomeOfficeApprovalTask)
            and edition is not None
            and approval_to_carry(edition) is not None,
            "standing_publications": Publication.objects.not_withdrawn()
            .filter(edition__review=self.review)
            .select_related("edition"),
            "current": intact_publication_of(self.review),
            "may_withdraw": permissions.user_can_withdraw(request.user),
            "may_revoke": permissions.user_can_revoke_approval(request.user),
            "history": self.review.editions.select_related(
                "submitted_by", "publication__withdrawal", "publication__published_by"
            ),
            **given,
        }
        return render(request, "reviews/admin/moderation.html", context, status=status)


class ReasonView(View):
    """One action that needs nothing but a reason."""

    heading: str
    warning: str
    button: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.user_can_read_drafts(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def review(self) -> ReviewPage:
        raise TypeError("Each action names its review.")

    def act(self, request: HttpRequest, reason: str) -> str:
        raise TypeError("Each action does its own thing.")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(request, ReasonForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = ReasonForm(request.POST)
        if form.is_valid():
            try:
                done = self.act(request, form.cleaned_data["reason"])
            except PublicationRefused as refusal:
                for sentence in refusal.missing:
                    form.add_error(None, sentence)
            else:
                messages.success(request, done)
                return redirect("review_moderation", self.review().pk)
        return self._page(request, form, status=422)

    def _page(self, request: HttpRequest, form: forms.Form, status: int = 200) -> HttpResponse:
        review = self.review()
        context = {
            "page_title": f"{self.heading} {review.working_reference}",
            "review_page": review,
            "form": form,
            "warning": self.warning,
            "button": self.button,
        }
        return render(request, "reviews/admin/reason.html", context, status=status)


class WithdrawView(ReasonView):
    heading = "Withdraw"
    warning = (
        "Readers will be told that the review was withdrawn, from the next request on. It can come "
        "back only as a new edition that passes every check again."
    )
    button = "Withdraw it now"

    @property
    def publication(self) -> Publication:
        return get_object_or_404(Publication, pk=self.kwargs["edition_id"])

    def review(self) -> ReviewPage:
        return self.publication.edition.review

    def act(self, request: HttpRequest, reason: str) -> str:
        publication.withdraw(
            publication=self.publication, user=cast(User, request.user), reason=reason
        )
        _show_as_draft(self.review(), request)
        return f"{self.review().working_reference} is withdrawn."


class RevokeView(ReasonView):
    heading = "Revoke the Home Office approval of"
    warning = (
        "Everything that was published on this approval is withdrawn at once, and no edition can "
        "be published on it again."
    )
    button = "Revoke it now"

    @property
    def decision(self) -> HomeOfficeDecision:
        return get_object_or_404(HomeOfficeDecision, pk=self.kwargs["decision_id"])

    def review(self) -> ReviewPage:
        return self.decision.review

    def act(self, request: HttpRequest, reason: str) -> str:
        publication.revoke_approval(
            decision=self.decision, user=cast(User, request.user), reason=reason
        )
        _show_as_draft(self.review(), request)
        return f"The Home Office approval of {self.review().working_reference} is revoked."


def _frozen(request: HttpRequest, edition: Edition) -> ReviewForTemplate | None:
    """The edition as readers would see it; ``None`` once erased, or where it was tampered with."""
    try:
        content = edition.content.read()
    except (EditionContent.DoesNotExist, DigestMismatch):
        return None
    rows = {
        r.sha256: r for r in ReportFile.objects.filter(sha256__in=edition.file_digests.values())
    }
    return ReviewForTemplate(
        content=content,
        scheme_label=board_settings(request).scheme_label(content.scheme),
        files=file_links(
            [file for file in content.files if file.sha256 in rows],
            lambda file: reverse("report_file", args=[rows[file.sha256].pk]),
        ),
        related=[],
    )


def _show_as_draft(review: ReviewPage, request: HttpRequest) -> None:
    """Wagtail’s page tree should not go on saying “live”, whoever ended the publication."""
    if review.live and not Publication.objects.current().filter(edition__review=review).exists():
        UnpublishPageAction(review, user=request.user).execute(skip_permission_checks=True)
