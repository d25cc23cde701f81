"""Reports to be read online, on the pages that show where a review stands."""

from typing import Any

from django import template

from reviews.content import DigestMismatch
from reviews.drafts import files_of_draft, latest_draft
from reviews.models import Edition, EditionContent, FileKind, ReviewPage
from reviews.report_drafts import of_review

register = template.Library()


@register.inclusion_tag("reviews/admin/_report_panel.html")
def report_panel(review: ReviewPage, edition: Edition | None) -> dict[str, Any]:
    """What was frozen, with what the comparison said of exactly that text and that file."""
    rows = []
    drafts = of_review(review.pk)
    try:
        content = edition.content.read() if edition else None
    except (EditionContent.DoesNotExist, DigestMismatch):
        content = None
    for report in content.reports if content else ():
        draft, file = drafts.get(report.kind), content.file(report.kind) if content else None
        is_same = draft is not None and draft.html == report.html and draft.is_accepted
        rows.append(
            {
                "kind": report.kind,
                "label": FileKind(report.kind).label,
                "draft": draft if is_same else None,
                "is_compared": bool(draft and file and draft.is_compared_with(file.sha256)),
            }
        )
    return {"rows": rows, "edition": edition, "review_page": review}


@register.inclusion_tag("reviews/admin/_report_links.html")
def report_links(review: ReviewPage) -> dict[str, Any]:
    drafts = of_review(review.pk)
    return {
        "review": review,
        "rows": [
            {
                "kind": str(kind),
                "label": kind.label,
                "state": drafts[kind].get_state_display() if kind in drafts else "not brought in",
            }
            for kind in files_of_draft(latest_draft(review))
        ],
    }
