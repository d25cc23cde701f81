"""The screens of the register of protected identifiers and of naming decisions.

Nothing typed here is stored, logged or mailed: an error that nobody thought of is answered with a
new one that knows nothing of the request.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from setdab.accounts.models import User

from reviews import checks, permissions, protected
from reviews.models import NamingDecision, ProtectedPerson, ReviewPage
from reviews.protected_forms import NamingForm, PersonForm, RemovalForm
from reviews.refusals import PublicationRefused

Done = TypeVar("Done")
KINDS = {
    "name": ("name", "names"),
    "date_of_birth": ("date of birth", "dates of birth"),
    "address": ("address", "addresses"),
    "phone": ("telephone number", "telephone numbers"),
    "email": ("e-mail address", "e-mail addresses"),
    "nhs": ("NHS number", "NHS numbers"),
    "other": ("other identifier", "other identifiers"),
}


class EntryFailed(Exception):
    """Stands for an error whose own words and values may hold what was typed."""


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SecretiveView(View):
    """What is posted here may be somebody's name."""

    @sensitive_variables()
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_see(request.user):
            raise Http404
        self.review = get_object_or_404(ReviewPage, pk=self.kwargs["review_id"])
        return without_traces(lambda: super(SecretiveView, self).dispatch(request, *args, **kwargs))

    def may_see(self, user: permissions.AnyUser) -> bool:
        return permissions.user_can_protect(user)


class RegisterView(SecretiveView):
    """Who may not appear in a review: entered one person at a time, shown as counts."""

    def get(self, request: HttpRequest, review_id: int) -> HttpResponse:
        return self._page(request, PersonForm(review_id=review_id))

    @sensitive_variables()
    def post(self, request: HttpRequest, review_id: int) -> HttpResponseBase:
        if unusable():
            return self._page(request, None, status=422)
        form = PersonForm(request.POST, review_id=review_id)
        if form.is_valid():
            try:
                person = protected.add_person(
                    review=self.review,
                    role=form.cleaned_data["role"],
                    identifiers=form.identifiers,
                    user=cast(User, request.user),
                )
            except PublicationRefused as refusal:
                _add_errors(form, refusal)
            else:
                checks.ask_again(self.review, cast(User, request.user))
                messages.success(request, f"{person}: {_counted(person)}.")
                return redirect("review_identifiers", review_id)
        return self._page(request, form, status=422)

    @sensitive_variables()
    def _page(
        self, request: HttpRequest, form: PersonForm | None, status: int = 200
    ) -> HttpResponse:
        people = ProtectedPerson.objects.filter(review=self.review).select_related(
            "added_by", "removed_by"
        )
        standing = [person for person in people if person.removed_at is None]
        problem = unusable()
        context = {
            "page_title": f"Protected identifiers of {self.review.working_reference}",
            "review_page": self.review,
            "people": [(person, entered(person), is_foreign(person)) for person in standing],
            "removed": [person for person in people if person.removed_at],
            "tags": sum(person.tag_count for person in standing),
            "problem": problem,
            "is_foreign": not problem and any(map(is_foreign, standing)),
            "form": None if problem else form,
            "namings": protected.namings_of(self.review.pk),
        }
        return render(request, "reviews/admin/identifiers.html", context, status=status)


class RemovePersonView(SecretiveView):
    """A page of its own, so that nobody is taken out by a slip."""

    def get(self, request: HttpRequest, review_id: int, pk: int) -> HttpResponse:
        return self._page(request, RemovalForm(review_id=review_id))

    @sensitive_variables()
    def post(self, request: HttpRequest, review_id: int, pk: int) -> HttpResponseBase:
        person = self._person()
        form = RemovalForm(request.POST, review_id=review_id)
        if form.is_valid():
            user = cast(User, request.user)
            try:
                protected.remove_person(
                    person=person, user=user, reason=form.cleaned_data["reason"]
                )
            except PublicationRefused as refusal:
                _add_errors(form, refusal)
            else:
                checks.ask_again(self.review, user)
                messages.success(request, f"{person} was taken out of the register.")
                return redirect("review_identifiers", review_id)
        return self._page(request, form, status=422)

    def _person(self) -> ProtectedPerson:
        return get_object_or_404(
            ProtectedPerson, pk=self.kwargs["pk"], review=self.review, removed_at=None
        )

    @sensitive_variables()
    def _page(self, request: HttpRequest, form: RemovalForm, status: int = 200) -> HttpResponse:
        person = self._person()
        context = {
            "page_title": f"Take {person} out of the register",
            "review_page": self.review,
            "person": person,
            "entered": entered(person),
            "form": form,
        }
        return render(request, "reviews/admin/identifiers_remove.html", context, status=status)


class NamingsView(SecretiveView):
    """Names that stay at the family's request. The second person may be a Board moderator."""

    def may_see(self, user: permissions.AnyUser) -> bool:
        return permissions.user_can_second(user)

    def get(self, request: HttpRequest, review_id: int) -> HttpResponse:
        return self._page(request, self._empty_form(request))

    @sensitive_variables()
    def post(self, request: HttpRequest, review_id: int) -> HttpResponseBase:
        if "confirm" in request.POST or "end" in request.POST:
            return self._act(request)
        if not permissions.user_can_protect(request.user):
            raise Http404
        if unusable():
            return self._page(request, None, status=422)
        form = NamingForm(request.POST, review_id=review_id)
        if form.is_valid():
            try:
                protected.record_naming(
                    review=self.review,
                    names=[identifier.value for identifier in form.identifiers],
                    asked_by=form.cleaned_data["asked_by"],
                    asked_on=form.cleaned_data["asked_on"],
                    evidence=form.cleaned_data["evidence"],
                    user=cast(User, request.user),
                )
            except PublicationRefused as refusal:
                _add_errors(form, refusal)
            else:
                messages.success(
                    request,
                    "The naming decision is recorded. It holds once somebody else confirms.",
                )
                return redirect("review_namings", review_id)
        return self._page(request, form, status=422)

    def _act(self, request: HttpRequest) -> HttpResponseBase:
        user = cast(User, request.user)
        name = "confirm" if "confirm" in request.POST else "end"
        key = request.POST[name]
        naming = get_object_or_404(
            NamingDecision, pk=key if key.isascii() and key.isdigit() else 0, review=self.review
        )
        try:
            if name == "confirm":
                protected.confirm_naming(naming=naming, user=user)
                done = "The naming decision holds. Readers will see that the family asked for it."
            else:
                protected.end_naming(naming=naming, user=user)
                done = "The naming decision is ended."
        except PublicationRefused as refusal:
            for sentence in refusal.missing:
                messages.error(request, sentence)
        else:
            checks.ask_again(self.review, user)
            messages.success(request, done)
        return redirect("review_namings", self.review.pk)

    def _empty_form(self, request: HttpRequest) -> NamingForm | None:
        if not permissions.user_can_protect(request.user):
            return None
        return NamingForm(review_id=self.review.pk)

    @sensitive_variables()
    def _page(
        self, request: HttpRequest, form: NamingForm | None, status: int = 200
    ) -> HttpResponse:
        problem = unusable()
        namings = NamingDecision.objects.filter(review=self.review).select_related(
            "recorded_by", "confirmed_by", "ended_by"
        )
        context = {
            "page_title": f"Names that stay in {self.review.working_reference}",
            "review_page": self.review,
            "namings": namings,
            "problem": problem,
            "form": None if problem else form,
            "may_protect": permissions.user_can_protect(request.user),
        }
        return render(request, "reviews/admin/namings.html", context, status=status)


@sensitive_variables()
def without_traces(act: Callable[[], Done]) -> Done:
    """Do it; of an error that nobody expected only the kind goes on, to logs and to error reports.

    The error itself may hold what was typed: in its words, in its arguments, in its frames.
    """
    try:
        return act()
    except Http404:
        raise
    except PublicationRefused:
        raise
    except Exception as error:
        kind = type(error).__name__
    raise EntryFailed(f"Nothing was recorded, or only a part of it ({kind}).")


def unusable() -> str:
    """Why nothing can be entered on this server; empty where it can."""
    try:
        protected.secret()
    except protected.RegisterUnusable as problem:
        return str(problem)
    return ""


def is_foreign(person: ProtectedPerson) -> bool:
    return not unusable() and person.key_id != protected.key_id()


def entered(person: ProtectedPerson) -> str:
    """“2 names, 1 date of birth”: all that the site can say of what was typed."""
    return ", ".join(
        f"{person.kinds[kind]} {words[person.kinds[kind] != 1]}"
        for kind, words in KINDS.items()
        if kind in person.kinds
    )


def _counted(person: ProtectedPerson) -> str:
    count = sum(person.kinds.values())
    return f"{count} identifier{'' if count == 1 else 's'}, {person.tag_count} tags"


def _add_errors(form: forms.Form, refusal: PublicationRefused) -> None:
    for sentence in refusal.missing:
        form.add_error(None, sentence)
