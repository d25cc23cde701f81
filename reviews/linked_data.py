"""What search engines are told of reviews, in the words of schema.org.

The relationship and the type of death are not among them: see ``reviews.open_data.records``.
"""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from setdab.addresses import absolute

from home.models import BoardSettings
from reviews.content import ReviewContent
from reviews.models import FileKind, Publication
from reviews.presentation import FileLink, public_file_links, report_url, review_url

LANGUAGE = "en-GB"


def report_data(publication: Publication, board: BoardSettings) -> dict[str, Any]:
    content = publication.content
    address = absolute(review_url(content.slug))
    published = _day(publication.public_from)
    authors = dict.fromkeys(name for name in (content.author, content.chair) if name)
    return {
        "@type": "Report",
        "@id": address,
        "url": address,
        "name": content.title,
        "description": content.sentence,
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "author": [{"@type": "Person", "name": name} for name in authors],
        "publisher": _publisher(board),
        "datePublished": published,
        "dateModified": published,
        "keywords": list(content.themes),
        "identifier": _sha256(publication.edition.digest),
        "isPartOf": {"@type": "Dataset", "@id": _library()},
        "hasPart": [
            *(_page(content, report.kind, published) for report in content.reports),
            *(_document(file, content.title, published) for file in public_file_links(content)),
        ],
    }


def library_data(board: BoardSettings) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "@id": _library(),
        "url": _library(),
        "name": f"{board.review_label_plural.capitalize()}: {board.name}",
        "description": f"The {board.review_label_plural} that {board.name} "
        f"({board.place}) has published, with their documents. Names are not the real ones.",
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "creator": _publisher(board),
        "publisher": _publisher(board),
        "spatialCoverage": board.place,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": encoding, "contentUrl": absolute(path)}
            for encoding, path in (
                ("text/csv", reverse("export_csv")),
                ("application/json", reverse("export_json")),
                ("application/json", reverse("api-1:reviews")),
                ("application/atom+xml", reverse("review_feed")),
            )
        ],
    }


def _page(content: ReviewContent, kind: str, published: str) -> dict[str, Any]:
    """A report that can be read online, beside its PDF."""
    address = absolute(report_url(content.slug, kind))
    return {
        "@type": "DigitalDocument",
        "@id": address,
        "url": address,
        "name": f"{content.title}: {FileKind(kind).label}",
        "encodingFormat": "text/html",
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "datePublished": published,
    }


def _document(file: FileLink, title: str, published: str) -> dict[str, Any]:
    return {
        "@type": "DigitalDocument",
        "@id": absolute(file.url),
        "url": absolute(file.url),
        "name": f"{title}: {file.label}",
        "encodingFormat": "application/pdf",
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "datePublished": published,
        "identifier": _sha256(file.sha256),
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": absolute(file.url),
            "encodingFormat": "application/pdf",
            "contentSize": f"{file.size} B",
            "sha256": file.sha256,
        },
    }


def _publisher(board: BoardSettings) -> dict[str, str]:
    return {"@type": "GovernmentOrganization", "name": board.name, "url": absolute("/")}


def _sha256(digest: str) -> dict[str, str]:
    return {"@type": "PropertyValue", "propertyID": "SHA-256", "value": digest}


def _library() -> str:
    return absolute(reverse("library"))


def _day(moment: datetime) -> str:
    return timezone.localdate(moment).isoformat()
