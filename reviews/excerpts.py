"""The words around a finding, read again from the part for an officer who looks at it.

They are never stored. What is kept between requests are a few readings, in this process's memory.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from reviews import parts, protected
from reviews.anonymisation.checker import examine
from reviews.anonymisation.known import Known
from reviews.anonymisation.register import fingerprint
from reviews.anonymisation.surfaces import Reading
from reviews.anonymisation.wording import wording_of
from reviews.content import ReviewContent
from reviews.models import AnonymisationCheck, CheckFinding, ReportFile

CONTEXT = 70
LONGEST = 300
READINGS_KEPT = 4

JOINING = "jigsaw"

_kept: OrderedDict[str, Reading] = OrderedDict()
_joined: OrderedDict[tuple[int, str], dict[str, str]] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True)
class Excerpt:
    found: str
    before: str = ""
    after: str = ""


class Excerpts:
    """Of one check. ``None`` wherever the words can't be had or are not those that were found."""

    def __init__(self, check: AnonymisationCheck, content: ReviewContent | None) -> None:
        self.check = check
        self.content = content
        self.key = protected.key_of(check.review_id)
        self._readings: dict[str, Reading | None] = {}
        self._rows: dict[str, ReportFile] | None = None

    def of(self, place: CheckFinding) -> Excerpt | None:
        reading = self._reading(place.part)
        if reading is None:
            return None
        if place.rule == JOINING:
            found = self._joined().get(place.fingerprint)
            return Excerpt(found=found) if found else None
        return self._in_text(reading, place) or self._of_fault(reading, place)

    def _in_text(self, reading: Reading, place: CheckFinding) -> Excerpt | None:
        if not 0 <= place.index < len(reading.surfaces):
            return None
        text = reading.surfaces[place.index].text
        found = text[place.start : place.end]
        if not found or fingerprint(self.key, place.rule, found) != place.fingerprint:
            return None
        before = text[max(0, place.start - CONTEXT) : place.start]
        return Excerpt(
            found=_one_line(found)[:LONGEST],
            before=_from_a_word(_one_line(before), cut=place.start > CONTEXT),
            after=_to_a_word(
                _one_line(text[place.end : place.end + CONTEXT]),
                cut=place.end + CONTEXT < len(text),
            ),
        )

    def _of_fault(self, reading: Reading, place: CheckFinding) -> Excerpt | None:
        """Hidden text and the like: the reader itself says what it was."""
        for fault in reading.faults:
            if not fault.text or (fault.rule, fault.surface) != (place.rule, place.surface):
                continue
            decided = f"{place.part} {fault.surface} {fault.page or 0} {fault.text}"
            if fingerprint(self.key, place.rule, decided) == place.fingerprint:
                return Excerpt(found=_one_line(fault.text)[:LONGEST])
        return None

    def _joined(self) -> dict[str, str]:
        """What stands in several places and is one finding: put together once more."""
        key = self.check.review_id, self.check.digest
        with _lock:
            if key in _joined:
                return _joined[key]
        content = self.content
        everywhere = {
            part: reading
            for part in (parts.CONTENT, *self.check.file_digests)
            if (reading := self._reading(part)) is not None
        }
        known = Known(chair=content.chair, author=content.author) if content else Known()
        found = examine(everywhere, register=None, known=known)
        texts = {
            fingerprint(self.key, one.rule, one.text): one.text[:LONGEST]
            for some in found.values()
            for one in some
            if one.rule == JOINING
        }
        with _lock:
            _joined[key] = texts
            while len(_joined) > READINGS_KEPT:
                _joined.popitem(last=False)
        return texts

    def _reading(self, part: str) -> Reading | None:
        if part not in self._readings:
            reading = self._read(part)
            self._readings[part] = None if reading is None or reading.refusal else reading
        return self._readings[part]

    def _read(self, part: str) -> Reading | None:
        if part == parts.CONTENT:
            return parts.content_reading(self.content) if self.content else None
        sha256 = self.check.file_digests.get(part)
        if sha256 is None:
            return None
        with _lock:
            if sha256 in _kept:
                _kept.move_to_end(sha256)
                return _kept[sha256]
        if self._rows is None:
            rows = ReportFile.objects.filter(sha256__in=self.check.file_digests.values())
            self._rows = {row.sha256: row for row in rows}
        row = self._rows.get(sha256)
        if row is None:
            return None
        try:
            with parts.local_copy(row) as path:
                reading = wording_of(path, path.name)
        except FileNotFoundError:
            return None
        # One that can't be read is remembered too: it took its time to find out.
        with _lock:
            _kept[sha256] = reading
            while len(_kept) > READINGS_KEPT:
                _kept.popitem(last=False)
        return reading


def forget_readings() -> None:
    with _lock:
        _kept.clear()
        _joined.clear()


def _one_line(text: str) -> str:
    """Keeps a space at either end: the words beside it may be parted from it or not."""
    squeezed = " ".join(text.split())
    if not squeezed:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + squeezed + (" " if text[-1].isspace() else "")


def _from_a_word(text: str, *, cut: bool) -> str:
    if not cut:
        return text.lstrip()
    _, space, rest = text.lstrip().partition(" ")
    return f"… {rest}" if space else text


def _to_a_word(text: str, *, cut: bool) -> str:
    if not cut:
        return text.rstrip()
    rest, space, _ = text.rstrip().rpartition(" ")
    return f"{rest} …" if space else text
