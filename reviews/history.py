"""What has changed in a review since readers could first read it, told from the ledger.

Nothing is told of an edition that was withdrawn, nor of any before it: where two editions differ is
where somebody would look for what had to go. See docs/decisions/0012.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from reviews.content import DigestMismatch, ReviewContent
from reviews.models import EditionContent, FileKind, Publication

FIRST = "First published."
PUBLISHED = "Published."
NEW_EDITION = "A new edition was published."
# Fields of the content that are told of together, and how.
WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("title",), "The title was changed."),
    (("sentence",), "The sentence about the person was changed."),
    (("content_note", "naming"), "The notes before the text were changed."),
    (("summary",), "The summary was changed."),
    (
        (
            "scheme",
            "partnership",
            "area",
            "year_of_death",
            "month_of_death",
            "death_type",
            "relationship",
            "chair",
            "author",
            "report_date",
            "themes",
        ),
        "The key facts were changed.",
    ),
)


@dataclass(frozen=True)
class Change:
    on: date
    sentences: tuple[str, ...]


def changes_of(publication: Publication) -> list[Change]:
    """The newest first. The differences of two editions never change, so each is found out once."""
    came = Publication.objects.were_public().filter(
        edition__review=publication.edition.review_id,
        edition__number__lte=publication.edition.number,
    )
    rows = list(
        came.select_related("edition", "withdrawal")
        .annotate(has_content=Exists(EditionContent.objects.filter(edition=OuterRef("edition"))))
        .order_by("edition__number")
    )
    withdrawn = [index for index, row in enumerate(rows) if _is_withdrawn(row)]
    told = rows[withdrawn[-1] + 1 :] if withdrawn else rows
    changes = [
        Change(timezone.localdate(row.public_from), (PUBLISHED if withdrawn else FIRST,))
        for row in told[:1]
    ]
    for earlier, later in pairwise(told):
        changes.append(Change(timezone.localdate(later.public_from), _between(earlier, later)))
    return changes[::-1]


def differences(earlier: ReviewContent, later: ReviewContent) -> tuple[str, ...]:
    """What a reader of the earlier edition should know of the later one, as sentences."""
    said = [
        words
        for fields, words in WORDS
        if any(getattr(earlier, name) != getattr(later, name) for name in fields)
    ]
    for kind in FileKind:
        said += _of_file(kind, earlier, later)
        said += _of_report(kind, earlier, later)
    if earlier.withheld != later.withheld:
        said.append("What is said about a report that is not published was changed.")
    return tuple(said) or (NEW_EDITION,)


def _of_file(kind: FileKind, earlier: ReviewContent, later: ReviewContent) -> Iterator[str]:
    before, after = earlier.file(kind), later.file(kind)
    if before is None and after is not None:
        yield f"{kind.label}: added."
    elif before is not None and after is None:
        yield f"{kind.label}: taken out."
    elif before is not None and after is not None and before.sha256 != after.sha256:
        yield f"{kind.label}: a new file."


def _of_report(kind: FileKind, earlier: ReviewContent, later: ReviewContent) -> Iterator[str]:
    before, after = earlier.report(kind), later.report(kind)
    if before is None and after is not None:
        yield f"{kind.label}: can now be read online."
    elif before is not None and after is None:
        yield f"{kind.label}: can no longer be read online."
    elif before is not None and after is not None and before.html != after.html:
        yield f"{kind.label}: the text to read online was changed."


def _is_withdrawn(publication: Publication) -> bool:
    return hasattr(publication, "withdrawal")


def _between(earlier: Any, later: Any) -> tuple[str, ...]:
    if not (earlier.has_content and later.has_content):
        return (NEW_EDITION,)
    try:
        return _known_between(earlier.edition.digest, later.edition.digest, earlier.pk, later.pk)
    except DigestMismatch:
        return (NEW_EDITION,)


@lru_cache(maxsize=1024)
def _known_between(
    earlier_digest: str, later_digest: str, earlier_id: int, later_id: int
) -> tuple[str, ...]:
    """Found by the digests, too, so that what is remembered is of these very bytes."""
    rows = EditionContent.objects.select_related("edition").in_bulk([earlier_id, later_id])
    return differences(rows[earlier_id].read(), rows[later_id].read())
