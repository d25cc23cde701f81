"""The library, or the part of it that was asked for, as a file: sent while it is read."""

import csv
import json
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from ninja.responses import NinjaJSONEncoder
from setdab.addresses import absolute

from reviews.models import FileKind, Publication
from reviews.models.ledger import PublicationQuerySet
from reviews.open_data.answers import open_data
from reviews.open_data.asked import asked_for
from reviews.open_data.records import ReviewRecord, record

CHUNK = 200
BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, in its half-width and full-width forms.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

PLAIN_COLUMNS = (
    *("id", "title", "sentence", "scheme", "partnership", "area", "chair"),
    *("author", "report_date", "published", "themes", "url", "api_url", "sha256", "edition_url"),
)
FILE_COLUMNS = tuple(
    (kind, part, f"{kind.replace('-', '_')}_{part}")
    for kind in FileKind.values
    for part in ("url", "sha256")
)
COLUMNS = (*PLAIN_COLUMNS, *(name for _, _, name in FILE_COLUMNS))


@open_data
def export_csv(request: HttpRequest) -> HttpResponseBase:
    return _file("reviews.csv", "text/csv; charset=utf-8", csv_lines(_asked(request)))


@open_data
def export_json(request: HttpRequest) -> HttpResponseBase:
    source = absolute(request.get_full_path())
    return _file("reviews.json", "application/json", json_parts(_asked(request), source))


def csv_lines(records: Iterator[ReviewRecord]) -> Iterator[str]:
    """RFC 4180, with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Returned())
    yield BYTE_ORDER_MARK + writer.writerow(COLUMNS)
    for one in records:
        yield writer.writerow([harmless(cell) for cell in cells(one)])


def json_parts(records: Iterator[ReviewRecord], source: str) -> Iterator[str]:
    """One object, whose ``reviews`` are those of the API's list."""
    yield f'{{"version":"1","source":{json.dumps(source)},"reviews":['
    separator = "\n"
    for one in records:
        yield separator + json.dumps(one.model_dump(), cls=NinjaJSONEncoder)
        separator = ",\n"
    yield "\n]}\n"


def cells(one: ReviewRecord) -> list[str]:
    values = one.model_dump(mode="json")
    values["themes"] = "; ".join(one.themes)
    files = {file["kind"]: file for file in values["files"]}
    plain = ["" if values[name] is None else str(values[name]) for name in PLAIN_COLUMNS]
    return [*plain, *(str(files.get(kind, {}).get(part, "")) for kind, part, _ in FILE_COLUMNS)]


def harmless(cell: str) -> str:
    """An apostrophe before what would run in a spreadsheet, also behind spaces."""
    return f"'{cell}" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell


def _asked(request: HttpRequest) -> Iterator[ReviewRecord]:
    """The question is judged before the answer begins."""
    return _records(asked_for(request.GET.copy()))


def _records(publications: PublicationQuerySet) -> Iterator[ReviewRecord]:
    found: Iterator[Publication] = publications.iterator(chunk_size=CHUNK)
    return (record(one) for one in found if one.is_intact)


def _file(name: str, content_type: str, parts: Iterator[str]) -> HttpResponseBase:
    response = StreamingHttpResponse(parts, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Returned:
    """A file for ``csv.writer`` whose ``write`` gives the line back."""

    def write(self, line: str) -> str:
        return line
