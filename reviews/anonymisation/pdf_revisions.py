"""Earlier states of a PDF that programs leave in it when they save only what changed."""

import io
import re
import warnings

import pikepdf

from reviews.anonymisation.pdf_streams import (
    MAX_DECODED_BYTES,
    TOO_LARGE,
    UNREADABLE,
    open_pdf,
)
from reviews.anonymisation.surfaces import Collector, Embedded, Refusal

REVISION = "earlier revision"
MAX_REVISIONS = 50
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF[ \t]*(?:\r\n|\r|\n)?")


def read(data: bytes, into: Collector) -> None:
    """Each earlier state becomes a file of its own, with the pages that changed since.

    What an earlier state holds beside its pages is read with the objects that the file forgot.
    Raises `Refusal`.
    """
    ends = [found.end() for found in _END.finditer(data)]
    if len(ends) > MAX_REVISIONS:
        raise Refusal("too-large", TOO_LARGE)
    later = open_pdf(data)
    total = 0
    for end in reversed(ends[:-1]):
        earlier = _opened(data[:end])
        if earlier is None:
            continue
        into.fault(REVISION.replace(" ", "-"), REVISION)
        changed = _changed(earlier, later)
        if changed:
            total += len(changed)
            if total > MAX_DECODED_BYTES:
                raise Refusal("too-large", TOO_LARGE)
            into.embedded.append(Embedded(REVISION, changed))
        later = earlier


def _opened(data: bytes) -> pikepdf.Pdf | None:
    """The first part of a file made for viewing over a network is no state of its own."""
    try:
        return open_pdf(data)
    except Refusal as refusal:
        if refusal.rule in ("password", "too-large"):
            raise
        return None


def _changed(earlier: pikepdf.Pdf, later: pikepdf.Pdf) -> bytes:
    """A PDF of the pages that are not the same in the later state; empty where all are."""
    try:
        now = _places(later)
        same = {key for key, place in _places(earlier).items() if now.get(key) == place}
        kept = {page.obj.objgen for page in later.pages}
        unchanged = [
            number
            for number, page in enumerate(earlier.pages)
            if page.obj.objgen in kept and _reach(page.obj) <= same
        ]
        if len(unchanged) == len(earlier.pages):
            return b""
        # Another copy: the state itself is still compared with the one before it.
        copy = pikepdf.Pdf.new()
        numbers = set(unchanged)
        with warnings.catch_warnings():
            # Fields come without their form, which is read with the forgotten objects.
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
            for number, page in enumerate(earlier.pages):
                if number not in numbers:
                    copy.pages.append(page)
        written = io.BytesIO()
        copy.save(written)
    except UNREADABLE as error:
        raise Refusal("damaged", "It can’t be read as it is. Make the PDF again.") from error
    return written.getvalue()


def _places(pdf: pikepdf.Pdf) -> dict[tuple[int, int], tuple[int, int, int]]:
    return {
        key: (int(entry.type), entry.offset or 0, entry.obj_stream_number or 0)
        for key, entry in pdf.get_xref_table().items()
    }


def _reach(page: pikepdf.Object) -> set[tuple[int, int]]:
    """The objects that the page's looks depend on."""
    reached: set[tuple[int, int]] = set()
    pending = [(0, page)]
    while pending:
        depth, one = pending.pop()
        if one.is_indirect:
            if one.objgen in reached:
                continue
            reached.add(one.objgen)
        if isinstance(one, pikepdf.Array):
            parts = list(one)
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            parts = [value for key, value in one.items() if key not in ("/Parent", "/P", "/Popup")]
        else:
            continue
        pending.extend((depth + 1, part) for part in parts if isinstance(part, pikepdf.Object))
    return reached
