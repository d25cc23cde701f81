"""Signatures as a table for a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import TYPE_STRING

from protocols.models.signatures import Signature
from protocols.signing.queue import rows_of

HEADINGS = (
    "Reference",
    "State",
    "Organisation as signed",
    "Organisation in the register",
    "Agreement",
    "Version",
    "Role",
    "Approver",
    "Job title",
    "E-mail address",
    "Name published",
    "Parent agreement signed",
    "Parent agreement signed on",
    "ICO registration number",
    "Date of agreement",
    "Submitted",
    "Confirmed",
    "Accepted",
    "Flags",
    "Evidence",
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
WIDEST = 60


def safe_cell(value: str) -> str:
    """Text that no spreadsheet takes for a formula: what starts like one gets an apostrophe."""
    value = CONTROL.sub(" ", value)
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA_STARTS) else value


def table_of(signatures: Iterable[Signature]) -> Iterator[list[str]]:
    yield list(HEADINGS)
    for row in rows_of(list(signatures)):
        one = row.signature
        cells = [
            one.reference,
            one.get_state_display(),
            one.signed_name,
            one.organisation.name if one.organisation else "",
            one.version.title,
            one.version.number,
            one.get_role_display(),
            one.approver_name,
            one.job_title,
            one.email,
            "yes" if one.name_public else "no",
            "yes" if one.parent_signed else "no",
            _date(one.parent_signed_on),
            one.ico_number,
            _date(one.agreed_on),
            _date(one.submitted_at),
            _date(one.confirmed_at),
            _date(one.accepted_at),
            "; ".join(flag.label for flag in row.flags),
            one.evidence,
        ]
        yield [safe_cell(cell) for cell in cells]


def as_csv(signatures: Iterable[Signature]) -> bytes:
    """With a byte order mark, without which Excel takes it for another encoding."""
    out = io.StringIO()
    csv.writer(out).writerows(table_of(signatures))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(signatures: Iterable[Signature]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Signatures"
    for number, cells in enumerate(table_of(signatures), start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(row=number, column=column, value=value)
            cell.data_type = TYPE_STRING
    sheet.freeze_panes = "A2"
    for column in sheet.columns:
        longest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(longest + 2, WIDEST)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _date(value: object) -> str:
    if value is None:
        return ""
    if hasattr(value, "hour"):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")  # type: ignore[arg-type]
    return str(value)
