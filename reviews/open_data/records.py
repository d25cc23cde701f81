"""What machines may read of a review, field by field: the API, the downloads and their documentation.

What the library calls personal (year and type of death, relationship) is left out on purpose: a
table of it is a tool for finding out who somebody was. It is on the page of each review.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from ninja import Field, Schema
from setdab.addresses import absolute

from reviews.models import FileKind, Publication
from reviews.open_data.identities import identified, identity_of
from reviews.presentation import listed, review_url

PDF = "application/pdf"


class FileRecord(Schema):
    kind: str = Field(description="One of: " + ", ".join(FileKind.values) + ".")
    label: str = Field(description="The kind in words.")
    url: str = Field(description="Where the file is, while this edition is the current one.")
    media_type: str = Field(description="The format of the file.")
    pages: int = Field(description="Number of pages.")
    size: int = Field(description="Number of bytes.")
    sha256: str = Field(description="SHA-256 of the bytes, in lower-case hex.")


class ReviewRecord(Schema):
    id: UUID = Field(description="Stays the same in every edition, and when the address changes.")
    url: str = Field(description="The review's page for people.")
    api_url: str = Field(description="This review in the API.")
    title: str = Field(description="The title. Names in it are not the real ones.")
    sentence: str = Field(description="One sentence about the person.")
    scheme: str = Field(
        description="The law it was made under: DHR (2004 Act) or DARDR (2024 Act)."
    )
    partnership: str = Field(description="The community safety partnership that commissioned it.")
    area: str = Field(description="The area it is about.")
    chair: str = Field(description="The independent chair.")
    author: str = Field(description="Who wrote the report.")
    report_date: date | None = Field(description="The date on the report, if it has one.")
    published: datetime = Field(description="When this edition became public.")
    themes: list[str] = Field(description="What the learning is about.")
    files: list[FileRecord] = Field(description="The documents, as PDF.")
    sha256: str = Field(description="SHA-256 of the whole edition: see edition_url.")
    edition_url: str = Field(description="The bytes that sha256 was made from.")


class WithheldRecord(Schema):
    kind: str = Field(description="The kind of document that is not published.")
    reason: str = Field(description="Why not.")


class RelatedRecord(Schema):
    id: UUID = Field(description="The identifier of the related review.")
    title: str = Field(description="Its title.")
    url: str = Field(description="Its page for people.")
    api_url: str = Field(description="The related review in the API.")


class FullReviewRecord(ReviewRecord):
    content_note: str = Field(description="Show this before the text: what may be hard to read.")
    naming: str = Field(description="Why a name is used, where it is used at the family's wish.")
    summary: str = Field(description="The summary, as HTML (p, h3, ul, ol, li, b, a).")
    withheld: list[WithheldRecord] = Field(description="Documents that are not published.")
    related: list[RelatedRecord] = Field(description="Related reviews that are public.")


def record(publication: Publication) -> ReviewRecord:
    return ReviewRecord(**_values(publication))


def full_record(publication: Publication) -> FullReviewRecord:
    content = publication.content
    related = identified(
        Publication.objects.current().filter(edition__review__in=content.related)
    ).intact()
    return FullReviewRecord(
        **_values(publication),
        content_note=content.content_note,
        naming=content.naming,
        summary=content.summary,
        withheld=[WithheldRecord(kind=one.kind, reason=one.reason) for one in content.withheld],
        related=[
            RelatedRecord(
                id=identity_of(other),
                title=other.content.title,
                url=absolute(review_url(other.content.slug)),
                api_url=api_url(identity_of(other)),
            )
            for other in related
        ],
    )


def api_url(stable_id: UUID) -> str:
    return absolute(reverse("api-1:review", args=[stable_id]))


def _values(publication: Publication) -> dict[str, Any]:
    content, item = publication.content, listed(publication)
    stable_id = identity_of(publication)
    return {
        "id": stable_id,
        "url": absolute(item.url),
        "api_url": api_url(stable_id),
        "title": content.title,
        "sentence": content.sentence,
        "scheme": content.scheme,
        "partnership": content.partnership,
        "area": content.area,
        "chair": content.chair,
        "author": content.author,
        "report_date": content.report_date,
        "published": publication.public_from,
        "themes": list(content.themes),
        "files": [
            FileRecord(
                kind=file.kind,
                label=file.label,
                url=absolute(file.url),
                media_type=PDF,
                pages=file.pages,
                size=file.size,
                sha256=file.sha256,
            )
            for file in item.files
        ],
        "sha256": publication.edition.digest,
        "edition_url": absolute(reverse("review_content", args=[content.slug])),
    }
