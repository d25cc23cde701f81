"""What the templates get: the same shape for a published edition and for a draft's preview."""

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import unquote

from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from home.models import BoardSettings
from reviews.content import PublishedFile, ReportText, ReviewContent
from reviews.models import FileKind, Publication
from reviews.report_pages import reading_minutes

# Addresses stay as they are; putting together the hundred of a list takes as long as finding it.
KEPT = 10_000
# What every reader comes for; action plans and letters stand below.
MAIN_KINDS = (FileKind.EXECUTIVE_SUMMARY, FileKind.OVERVIEW_REPORT)


@dataclass(frozen=True)
class FileLink:
    kind: str
    label: str
    url: str
    pages: int
    size: int
    sha256: str
    read_url: str | None = None
    reading_minutes: int = 0


@dataclass(frozen=True)
class ReviewLink:
    title: str
    url: str


@dataclass(frozen=True)
class Record:
    """The publication record: who let this edition out, when, and how to check it."""

    edition_number: int
    published_on: date
    approved_by: str
    approved_on: date
    signed_off_on: date
    digest: str
    content_url: str


@dataclass(frozen=True)
class ReviewForTemplate:
    content: ReviewContent
    scheme_label: str
    files: list[FileLink]
    related: list[ReviewLink]

    def __getattr__(self, name: str) -> object:
        return getattr(self.content, name)

    @property
    def summary(self) -> SafeString:
        # Written with the editor's restricted features, frozen and signed off as it stands.
        return mark_safe(self.content.summary)

    @property
    def date_of_death(self) -> str:
        """Month and year at most: a day would point at one case."""
        month = self.content.month_of_death
        return f"{calendar.month_name[month] if month else ''} {self.content.year_of_death}".strip()

    @property
    def report_date(self) -> date | None:
        return date.fromisoformat(self.content.report_date) if self.content.report_date else None

    @property
    def main_files(self) -> list[FileLink]:
        return [file for file in self.files if file.kind in MAIN_KINDS]

    @property
    def other_files(self) -> list[FileLink]:
        return [file for file in self.files if file.kind not in MAIN_KINDS]

    @property
    def missing_parts(self) -> list[str]:
        return [
            f"{FileKind(report.kind).label}: {report.reason}" for report in self.content.withheld
        ]


@dataclass(frozen=True)
class ListedReview:
    """One review in a list, a feed or a search result."""

    title: str
    sentence: str
    url: str
    published_on: date
    public_from: datetime
    partnership: str
    area: str
    relationship: str
    year_of_death: int
    files: list[FileLink]
    edition_number: int


def file_links(
    files: Iterable[PublishedFile],
    address: Callable[[PublishedFile], str],
    reports: Iterable[ReportText] = (),
    read_address: Callable[[PublishedFile], str] | None = None,
) -> list[FileLink]:
    """``reports`` are those that can be read online, at ``read_address``."""
    texts = {report.kind: report.html for report in reports} if read_address else {}
    return [
        FileLink(
            kind=file.kind,
            label=str(FileKind(file.kind).label),
            url=address(file),
            pages=file.pages,
            size=file.size,
            sha256=file.sha256,
            read_url=read_address(file) if read_address and file.kind in texts else None,
            reading_minutes=reading_minutes(texts[file.kind]) if file.kind in texts else 0,
        )
        for file in files
    ]


@lru_cache(KEPT)
def review_url(slug: str) -> str:
    return reverse("review", args=[slug])


@lru_cache(KEPT)
def report_url(slug: str, kind: str) -> str:
    """Where a report can be read online."""
    return reverse("review_report", args=[slug, kind])


@lru_cache(KEPT)
def file_url(slug: str, kind: str) -> str:
    return reverse("review_file", args=[slug, kind])


def is_address_of_review(slug: str) -> bool:
    """Whether a review of this slug would be found at its address: “feed” is the feed's."""
    try:
        return resolve(unquote(review_url(slug))).view_name == "review"
    except NoReverseMatch:
        return False


def public_file_links(content: ReviewContent) -> list[FileLink]:
    return file_links(
        content.files,
        lambda file: file_url(content.slug, file.kind),
        content.reports,
        lambda file: report_url(content.slug, file.kind),
    )


def listed(publication: Publication) -> ListedReview:
    content = publication.content
    return ListedReview(
        title=content.title,
        sentence=content.sentence,
        url=review_url(content.slug),
        published_on=timezone.localdate(publication.public_from),
        public_from=publication.public_from,
        partnership=content.partnership,
        area=content.area,
        relationship=content.relationship,
        year_of_death=content.year_of_death,
        files=public_file_links(content),
        edition_number=publication.edition.number,
    )


def record_of(publication: Publication) -> Record:
    return Record(
        edition_number=publication.edition.number,
        published_on=timezone.localdate(publication.public_from),
        approved_by=publication.approval.body_name,
        approved_on=publication.approval.letter_date,
        signed_off_on=timezone.localdate(publication.sign_off.signed_at),
        digest=publication.edition.digest,
        content_url=reverse("review_content", args=[publication.content.slug]),
    )


def published_review(publication: Publication, board: BoardSettings) -> ReviewForTemplate:
    content = publication.content
    related = Publication.objects.current().filter(edition__review__in=content.related)
    return ReviewForTemplate(
        content=content,
        scheme_label=board.scheme_label(content.scheme),
        files=public_file_links(content),
        related=[
            ReviewLink(other.content.title, review_url(other.content.slug))
            for other in related.intact()
        ],
    )
