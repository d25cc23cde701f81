"""Where the automatic check stands, for the pages that show a review's standing."""

from typing import Any

from django import template

from reviews import permissions
from reviews.anonymisation.rules import RULES, Level
from reviews.at_hand import at_hand
from reviews.models import FilePreparation, ReviewPage

register = template.Library()


@register.inclusion_tag("reviews/admin/_check_panel.html")
def check_panel(review: ReviewPage, user: permissions.AnyUser) -> dict[str, Any]:
    now = at_hand(review)
    return {
        "review_page": review,
        "now": now,
        "standing": now.standing(),
        "may_protect": permissions.user_can_protect(user),
        "may_second": permissions.user_can_second(user),
    }


@register.filter
def problems_in_words(preparation: FilePreparation) -> list[dict[str, str]]:
    """Each kind of problem once, with all its pages. What can't be read at all is one sentence."""
    pages: dict[str, list[int]] = {}
    for problem in preparation.problems:
        found = pages.setdefault(problem["rule"], [])
        if problem["page"] and problem["page"] not in found:
            found.append(problem["page"])
    return [
        {
            "title": RULES[rule].title,
            "what_to_do": RULES[rule].what_to_do,
            "where": _pages(sorted(numbers)),
        }
        for rule, numbers in pages.items()
        if rule in RULES and RULES[rule].level < Level.REFUSE
    ]


def _pages(numbers: list[int]) -> str:
    if not numbers:
        return "in the file as a whole"
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
