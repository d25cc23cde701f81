"""What stays on paper of a check, and the note of who tried to find out whom it is about."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe
from setdab.accounts.models import User

from reviews import findings, permissions
from reviews.at_hand import at_hand
from reviews.check_forms import IntruderNoteForm
from reviews.check_sections import part_label, rule_title
from reviews.models import (
    AnonymisationCheck,
    CheckState,
    FindingDecision,
    MotivatedIntruderNote,
    NamingDecision,
    ProtectedPerson,
    ReviewPage,
)

REMEMBERED = ("searched_by", "where", "minutes", "result")


@dataclass(frozen=True)
class DecisionLine:
    decision: FindingDecision
    rule: str
    number: str


@dataclass(frozen=True)
class CountLine:
    rule: str
    strings: int
    places: int
    open: int


@require_safe
@never_cache
def record(request: HttpRequest, review_id: int) -> HttpResponse:
    """Everything but the words that were found, so that it can be printed and filed."""
    if not permissions.user_can_read_drafts(request.user):
        raise Http404
    review = get_object_or_404(ReviewPage, pk=review_id)
    now = at_hand(review)
    standing = now.standing()
    check = standing.check
    decisions = FindingDecision.objects.filter(review=review).select_related(
        "decided_by", "seconded_by", "undone_by"
    )
    people = ProtectedPerson.objects.filter(review=review).select_related("added_by", "removed_by")
    context = {
        "page_title": f"Record of the anonymisation check of {review.working_reference}",
        "review_page": review,
        "now": now,
        "standing": standing,
        "check": check,
        "files": [(part_label(kind), sha) for kind, sha in now.content.file_digests().items()],
        "counts": _counts(check) if check and check.state == CheckState.DONE else [],
        "decisions": [
            DecisionLine(one, rule_title(one.rule), one.fingerprint[:8]) for one in decisions
        ],
        "people": people,
        "namings": NamingDecision.objects.filter(review=review).select_related(
            "recorded_by", "confirmed_by", "ended_by"
        ),
        "notes": MotivatedIntruderNote.objects.filter(edition__review=review).select_related(
            "edition", "recorded_by"
        ),
    }
    return render(request, "reviews/admin/check_record.html", context)


def _counts(check: AnonymisationCheck) -> list[CountLine]:
    strings: Counter[str] = Counter()
    places: Counter[str] = Counter()
    still_open: Counter[str] = Counter()
    for group in findings.groups_of(check):
        strings[group.rule.name] += 1
        places[group.rule.name] += len(group.places)
        still_open[group.rule.name] += group.is_open
    return [
        CountLine(rule_title(name), count, places[name], still_open[name])
        for name, count in strings.items()
    ]


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class IntruderNoteView(View):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.user_can_protect(request.user):
            raise Http404
        self.review = get_object_or_404(ReviewPage, pk=kwargs["review_id"])
        self.edition = self.review.editions.order_by("-number").first()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, review_id: int) -> HttpResponse:
        last = self._last()
        initial = {name: getattr(last, name) for name in REMEMBERED} if last else {}
        return self._page(request, IntruderNoteForm(review_id=review_id, initial=initial))

    def post(self, request: HttpRequest, review_id: int) -> HttpResponseBase:
        form = IntruderNoteForm(request.POST, review_id=review_id)
        if self.edition is None or request.POST.get("edition") != str(self.edition.number):
            messages.error(
                request, "This review has moved on since you opened the page. Nothing was recorded."
            )
            return redirect("review_intruder_note", review_id)
        if form.is_valid():
            MotivatedIntruderNote.objects.create(
                edition=self.edition, recorded_by=cast(User, request.user), **form.cleaned_data
            )
            messages.success(request, f"The note is recorded for edition {self.edition.number}.")
            return redirect("review_check", review_id)
        return self._page(request, form, status=422)

    def _last(self) -> MotivatedIntruderNote | None:
        return MotivatedIntruderNote.objects.filter(edition__review=self.review).last()

    def _page(
        self, request: HttpRequest, form: IntruderNoteForm, status: int = 200
    ) -> HttpResponse:
        context = {
            "page_title": f"Motivated-intruder note of {self.review.working_reference}",
            "review_page": self.review,
            "edition": self.edition,
            "last": self._last(),
            "form": form if self.edition else None,
        }
        return render(request, "reviews/admin/intruder_note.html", context, status=status)
