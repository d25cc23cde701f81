"""Erasing what an edition said, while the record that it existed stays.

For a name that slipped into a submission, or a court's order. The ledger's rows, with digests,
people and dates, are never erased; the text, the files and Wagtail's own copies of the text are.
"""

import json
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from wagtail.models import Revision

from reviews.library import entries as library
from reviews.locks import lock_review
from reviews.models import (
    Edition,
    EditionContent,
    FilePreparation,
    HomeOfficeDecision,
    Publication,
    ReportDraft,
    ReportFile,
    ReviewPage,
)
from reviews.refusals import PublicationRefused


@dataclass(frozen=True)
class Erased:
    files: int
    revisions: int
    draft_is_left: bool


@transaction.atomic
def erase_edition(edition: Edition) -> Erased:
    """Raises ``PublicationRefused`` while the edition is public or still to become public."""
    lock_review(edition.review_id)
    _refuse_public(edition)
    if not EditionContent.objects.filter(edition=edition).exists():
        raise PublicationRefused([f"Edition {edition.number} was erased before."])
    library.remove([edition.pk])
    _forget_report_drafts(edition)
    EditionContent.objects.filter(edition=edition).delete()
    rows = _files_of_no_other_edition(edition)
    for name in ReviewPage.FILE_FIELDS.values():
        ReviewPage.objects.filter(**{f"{name}__in": rows}).update(**{name: None})
    HomeOfficeDecision.objects.filter(letter__in=rows).update(letter=None)
    stored = [row.file for row in rows]
    FilePreparation.objects.filter(upload__in=rows).delete()
    ReportFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    revisions = _older_revisions(edition)
    count = revisions.count()
    revisions.delete()
    transaction.on_commit(lambda: _delete_bytes(stored))
    review = ReviewPage.objects.get(pk=edition.review_id)
    return Erased(
        files=len(stored),
        revisions=count,
        draft_is_left=edition.revision_id is not None
        and review.latest_revision_id == edition.revision_id,
    )


def _delete_bytes(stored: list[FieldFile]) -> None:
    for file in stored:
        if file.name:
            file.storage.delete(file.name)


def _refuse_public(edition: Edition) -> None:
    """As the database's own trigger has it, in words."""
    publication = Publication.objects.not_withdrawn().filter(pk=edition.pk).first()
    if publication is None:
        return
    if publication.is_to_come or Publication.objects.current().filter(pk=edition.pk).exists():
        raise PublicationRefused(
            [f"Edition {edition.number} is public or will be. Withdraw it first."]
        )


def _files_of_no_other_edition(edition: Edition) -> list[ReportFile]:
    kept: set[str] = set()
    for other in Edition.objects.exclude(pk=edition.pk).filter(content__isnull=False):
        kept |= set(other.file_digests.values())
    wanted = set(edition.file_digests.values()) - kept
    published = ReportFile.objects.filter(sha256__in=wanted)
    uploads = ReportFile.objects.filter(preparation__copy__in=published)
    return list({row.pk: row for row in (*published, *uploads)}.values())


def _forget_report_drafts(edition: Edition) -> None:
    """The texts of reports as this edition froze them, unless another edition keeps them."""
    kept = set()
    for other in edition.review.editions.exclude(pk=edition.pk).filter(content__isnull=False):
        kept |= _report_texts(other)
    for draft in ReportDraft.objects.filter(review=edition.review_id):
        if draft.html in _report_texts(edition) - kept:
            if draft.source:
                draft.source.delete(save=False)
            draft.delete()


def _report_texts(edition: Edition) -> set[str]:
    """Also of an edition that is not what was submitted: what must go has to go."""
    reports = json.loads(edition.content.body).get("reports", [])
    return {report["html"] for report in reports}


def _older_revisions(edition: Edition) -> QuerySet[Revision]:
    """Wagtail's copies of this and every earlier draft, but not the draft being worked on."""
    review = ReviewPage.objects.get(pk=edition.review_id)
    if edition.revision_id is None:
        return Revision.objects.none()
    return (
        Revision.objects.for_instance(review)
        .filter(pk__lte=edition.revision_id)
        .exclude(pk__in=[key for key in (review.latest_revision_id,) if key])
    )
