"""The canonical content of an edition: every public field, as one text with one digest.

The format is public and documented in ``docs/ledger.md``; a change of it is a new ``FORMAT``.
"""

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = "setdab-edition/2"
# Without the keys “naming” and “reports”.
EARLIER_FORMATS = ("setdab-edition/1",)


class DigestMismatch(Exception):
    """The bytes are not those that were frozen."""


@dataclass(frozen=True)
class PublishedFile:
    kind: str
    sha256: str
    size: int
    pages: int


@dataclass(frozen=True)
class WithheldReport:
    kind: str
    reason: str


@dataclass(frozen=True)
class ReportText:
    """A report to be read online: the HTML of the file of the same kind."""

    kind: str
    html: str


@dataclass(frozen=True)
class ReviewContent:
    """What the public may know of a review. A field that is not here is not public."""

    slug: str
    title: str
    sentence: str
    summary: str
    content_note: str
    scheme: str
    partnership: str
    area: str
    year_of_death: int
    month_of_death: int | None
    death_type: str
    relationship: str
    chair: str
    author: str
    report_date: str | None
    themes: tuple[str, ...] = ()
    files: tuple[PublishedFile, ...] = ()
    withheld: tuple[WithheldReport, ...] = ()
    naming: str = ""
    reports: tuple[ReportText, ...] = ()
    related: tuple[int, ...] = field(default=(), metadata={"help": "Keys of related reviews"})

    def file(self, kind: str) -> PublishedFile | None:
        return next((file for file in self.files if file.kind == kind), None)

    def report(self, kind: str) -> ReportText | None:
        return next((report for report in self.reports if report.kind == kind), None)

    def file_digests(self) -> dict[str, str]:
        return {file.kind: file.sha256 for file in self.files}


def canonical_json(content: ReviewContent) -> str:
    """Keys in order, no spaces, NFC, and only what JSON must escape is escaped."""
    value = _normalised({"format": FORMAT, **asdict(content)})
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(body: str) -> str:
    """SHA-256 of the UTF-8 bytes, as lower-case hex."""
    return hashlib.sha256(body.encode()).hexdigest()


def read_content(body: str, *, digest: str, slug: str) -> ReviewContent:
    """Raises ``DigestMismatch`` where the text, or the slug kept beside it, is another."""
    if digest_of(body) != digest:
        raise DigestMismatch("content")
    value = json.loads(body)
    if value.pop("format") not in (FORMAT, *EARLIER_FORMATS) or value["slug"] != slug:
        raise DigestMismatch("format or slug")
    value["files"] = tuple(PublishedFile(**file) for file in value["files"])
    value["withheld"] = tuple(WithheldReport(**report) for report in value["withheld"])
    value["reports"] = tuple(ReportText(**report) for report in value.get("reports", ()))
    for name in ("themes", "related"):
        value[name] = tuple(value[name])
    return ReviewContent(**value)


def _normalised(value: Any) -> Any:
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value)
        return text.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, dict):
        return {name: _normalised(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_normalised(inner) for inner in value]
    return value
