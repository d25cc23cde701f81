"""From the authoring tables to the content that would be published: the one crossing point."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wagtail.models import PageLogEntry, Revision
from wagtail.rich_text import expand_db_html

from reviews.content import PublishedFile, ReportText, ReviewContent, WithheldReport
from reviews.models.anonymisation import NamingDecision
from reviews.models.files import FileKind, FilePreparation, PreparationState, ReportFile
from reviews.models.report_drafts import ReportDraft, ReportDraftState

if TYPE_CHECKING:
    from reviews.models import ReviewPage

NAMING = "Where a real name is used in this review, the family asked for it."
REPORT_TEXT_ACTION = "reviews.report_text"
WRITING_ACTIONS = (
    "wagtail.create",
    "wagtail.edit",
    "wagtail.revert",
    "wagtail.rename",
    "wagtail.copy",
    REPORT_TEXT_ACTION,
)


def content_of_draft(review: "ReviewPage") -> ReviewContent:
    """What would be frozen if this draft were submitted as it is."""
    files = published_files_of_draft(review)
    return ReviewContent(
        slug=review.slug,
        title=review.title,
        sentence=review.sentence,
        summary=expand_db_html(review.summary),
        content_note=review.content_note,
        scheme=review.scheme,
        partnership=review.partnership.name,
        area=review.area.name,
        year_of_death=review.year_of_death,
        month_of_death=review.month_of_death,
        death_type=review.death_type.name,
        relationship=review.relationship_group.name,
        chair=review.chair,
        author=review.author,
        report_date=review.report_date.isoformat() if review.report_date else None,
        themes=tuple(theme.name for theme in review.themes.all()),
        files=tuple(
            PublishedFile(kind=str(kind), sha256=row.sha256, size=row.size, pages=row.pages)
            for kind, row in files.items()
        ),
        withheld=tuple(_withheld(review)),
        naming=_naming(review),
        reports=tuple(_reports(review, files)),
        related=tuple(sorted(page.pk for page in review.related_reviews.all())),
    )


def files_of_draft(review: "ReviewPage") -> dict[FileKind, ReportFile]:
    found = {kind: getattr(review, name) for kind, name in review.FILE_FIELDS.items()}
    return {kind: row for kind, row in found.items() if row is not None}


def published_files_of_draft(review: "ReviewPage") -> dict[FileKind, ReportFile]:
    """What the public would get: the copies that the site made of the uploads.

    An upload that has no copy (yet) stands for itself; ``submit`` refuses it.
    """
    uploads = files_of_draft(review)
    prepared = FilePreparation.objects.filter(
        upload__in=uploads.values(), state=PreparationState.READY
    ).select_related("copy")
    copies = {preparation.upload_id: preparation.copy for preparation in prepared}
    return {kind: copies.get(row.pk) or row for kind, row in uploads.items()}


def latest_draft(review: "ReviewPage") -> "ReviewPage":
    """The newest text of the review, whether or not Wagtail has copied it to the page's table."""
    # A page in hand may be older than its newest revision.
    return type(review).objects.get(pk=review.pk).get_latest_revision_as_object()


def writers_of(review: "ReviewPage") -> list[int]:
    """Everybody who ever wrote any of the review or uploaded a file of it.

    Both revisions and the audit log are asked, as revisions can be purged.
    """
    writers = {review.owner_id}
    writers |= set(Revision.objects.for_instance(review).values_list("user_id", flat=True))
    writers |= set(
        PageLogEntry.objects.filter(page_id=review.pk, action__in=WRITING_ACTIONS).values_list(
            "user_id", flat=True
        )
    )
    writers |= {row.uploaded_by_id for row in files_of_draft(review).values()}
    for draft in ReportDraft.objects.filter(review=review.pk):
        writers |= {draft.brought_in_by_id, draft.changed_by_id, draft.accepted_by_id}
    return sorted(key for key in writers if key is not None)


def _reports(review: "ReviewPage", files: dict[FileKind, ReportFile]) -> Iterator[ReportText]:
    """Texts that were accepted for exactly the files that are published beside them."""
    accepted = ReportDraft.objects.filter(review=review.pk, state=ReportDraftState.ACCEPTED)
    by_kind = {draft.kind: draft for draft in accepted}
    for kind, row in files.items():
        draft = by_kind.get(str(kind))
        if draft is not None and draft.accepted_for == row.sha256:
            yield ReportText(kind=str(kind), html=draft.html)


def _naming(review: "ReviewPage") -> str:
    decisions = NamingDecision.objects.filter(review=review.pk, ended_at=None)
    return NAMING if decisions.exclude(confirmed_at=None).exists() else ""


def _withheld(review: "ReviewPage") -> list[WithheldReport]:
    reports = []
    for kind in (FileKind.EXECUTIVE_SUMMARY, FileKind.OVERVIEW_REPORT):
        name = f"{review.FILE_FIELDS[kind]}_withheld"
        if getattr(review, name):
            reason = getattr(review, f"get_{name}_display")()
            reports.append(WithheldReport(kind=str(kind), reason=reason))
    return reports
