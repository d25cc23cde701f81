"""How far a review has come, line by line: what the editor's panel and the moderation page show."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reviews import checks
from reviews.drafts import latest_draft
from reviews.models import Edition, Publication, ReviewPage
from reviews.requirements import has, missing_from_draft

if TYPE_CHECKING:
    from setdab.accounts.models import User


@dataclass(frozen=True)
class Requirement:
    """One line of the editor's panel."""

    name: str
    met: bool
    by: str = ""
    at: datetime | None = None
    next_step: str = ""


def standing(review: ReviewPage, user: "User") -> dict[str, Any]:
    """Where a review stands, for the panel in the editor."""
    edition = review.editions.order_by("-number").first()
    return {
        "edition": edition,
        "review": review,
        "requirements": requirements_of(review, edition),
        "current": intact_publication_of(review),
    }


def intact_publication_of(review: ReviewPage) -> Publication | None:
    publication = Publication.objects.current().filter(edition__review=review.pk).first()
    return publication if publication is not None and publication.is_intact else None


def requirements_of(review: ReviewPage, edition: Edition | None) -> list[Requirement]:
    draft_missing = missing_from_draft(latest_draft(review))
    decision = review.decisions.first()
    lines = [
        Requirement("The draft is complete", not draft_missing, next_step=" ".join(draft_missing)),
        Requirement(
            "Submitted for moderation",
            edition is not None,
            str(edition.submitted_by) if edition else "",
            edition.submitted_at if edition else None,
            "Save the draft, then choose “Submit”.",
        ),
        _automatic_check(edition),
        _step(
            edition,
            "clearance",
            "Anonymisation check cleared",
            "cleared_by",
            "cleared_at",
            "Waits for information governance.",
        ),
        Requirement(
            "The Home Office’s decision allows publication",
            bool(decision) and not decision.reasons_against_publication(),
            str(decision.recorded_by) if decision else "",
            decision.recorded_at if decision else None,
            " ".join(decision.reasons_against_publication())
            if decision
            else "Home Office liaison records the decision under Reviews, Home Office decisions.",
        ),
        _step(
            edition,
            "approval",
            "Home Office approval confirmed for this edition",
            "confirmed_by",
            "confirmed_at",
            "Waits for Home Office liaison.",
        ),
        _step(
            edition,
            "sign_off",
            "Board sign-off",
            "signed_by",
            "signed_at",
            "Waits for a Board moderator who did not write or submit it.",
        ),
    ]
    return lines


def _automatic_check(edition: Edition | None) -> Requirement:
    words = "The automatic check passed"
    if edition is None:
        return Requirement(words, False, next_step="It starts when the review is submitted.")
    missing = checks.missing(edition)
    return Requirement(words, not missing, next_step=" ".join(missing))


def _step(
    edition: Edition | None, name: str, words: str, by: str, at: str, next_step: str
) -> Requirement:
    if edition is None or not has(edition, name):
        return Requirement(words, False, next_step=next_step)
    row = getattr(edition, name)
    return Requirement(words, True, str(getattr(row, by)), getattr(row, at))
