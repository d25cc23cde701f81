"""The parts of a review as the check reads them: the edition's own words, and each file."""

import tempfile
from html import unescape
from pathlib import Path

from django.utils.html import strip_tags

from reviews.anonymisation import reading
from reviews.anonymisation.surfaces import Reading, Surface
from reviews.content import ReviewContent
from reviews.models import ReportFile

CONTENT = "content"


def content_reading(content: ReviewContent) -> Reading:
    """The edition's own words as one more part, to the last field that readers get."""
    prose = (
        content.title,
        content.sentence,
        _text_of(content.summary),
        *(_text_of(report.html) for report in content.reports),
        content.content_note,
        content.slug.replace("-", " "),
        f"Panel chair: {content.chair}",
        f"Report author: {content.author}",
    )
    # Words of the Board's own lists name places and themes by custom; a name of the register in
    # them blocks all the same. In the summary as HTML are link targets, and what a tag may hide.
    lists = (
        content.partnership,
        content.area,
        content.death_type,
        content.relationship,
        *content.themes,
        *(report.reason for report in content.withheld),
        content.naming,
    )
    surfaces = [
        *(Surface(CONTENT, text) for text in prose if text),
        *(Surface("vocabulary", text) for text in lists if text),
        Surface("link", content.summary),
        *(Surface("link", report.html) for report in content.reports),
    ]
    return Reading(type="content", surfaces=tuple(surfaces))


def _text_of(html: str) -> str:
    spaced = html.replace("</p>", "</p>\n").replace("</li>", "</li>\n").replace("<br", "\n<br")
    # The number of a note must not become the end of the name that it stands at.
    spaced = spaced.replace("<sup", " <sup")
    return unescape(strip_tags(spaced))


def read_report(row: ReportFile, *, ocr: bool = True) -> Reading:
    with local_copy(row) as path:
        return reading.read_file(path, path.name, ocr=ocr)


class local_copy:
    """The file's bytes on this machine for as long as the block lasts, wherever they are stored."""

    def __init__(self, row: ReportFile) -> None:
        self.row = row

    def __enter__(self) -> Path:
        self.folder = tempfile.TemporaryDirectory(prefix="check-")
        path = Path(self.folder.name) / f"{self.row.kind}.pdf"
        with self.row.storage.open(self.row.stored_as, "rb") as stored, path.open("wb") as local:
            for chunk in stored.chunks():
                local.write(chunk)
        return path

    def __exit__(self, *error: object) -> None:
        self.folder.cleanup()
