"""Texts to look through: of every surface, over the breaks between them, and what is encoded."""

import base64
import binascii
import html
import re
import urllib.parse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviews.anonymisation.confusables import SPELLED_OUT
from reviews.anonymisation.folding import find_words, plain, spell_out
from reviews.anonymisation.number_words import spoken_digits
from reviews.anonymisation.surfaces import PROSE, Surface

_BREAK_WORDS = 8
_FURNITURE_LINES = 4
_AROUND = 48
_LONGEST_RUN = 200_000

_ESCAPE = re.compile(
    r"(?:%[0-9A-Fa-f]{2})+|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});|(?:=[0-9A-F]{2})+|=\r?\n"
    r"|(?:\\x[0-9A-Fa-f]{2})+|(?:\\u[0-9A-Fa-f]{4})+|(?:\\[0-7]{3})+|<[/!?A-Za-z][^<>]{0,300}>|(?<=\w)\+(?=\w)"
)
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{8,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}")
_HEX = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[\s:]?){5,}(?![0-9A-Fa-f])")
_LEET = str.maketrans("013457892@$!|€+", "oieastbgzasilet")
_LEET_L = str.maketrans("1|", "ll")
_MIXED = re.compile(r"(?=\S*[A-Za-z])(?=\S*[0-9@$!|€+])[A-Za-z0-9@$!|€+]{4,40}")
_SPELLED = re.compile(
    f"[{''.join(SPELLED_OUT)}{''.join(SPELLED_OUT).upper()}]|[aouAOU]\u0308|[aA]\u030a"
)
_HIDDEN_TAGS = re.compile("[\U000e0020-\U000e007e]{2,}")


@dataclass(frozen=True)
class Part:
    """``starts[i]`` and ``ends[i]``: where sign ``i`` of the part stands in its surface."""

    index: int
    length: int
    shift: int = 0
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        if self.starts is None:
            return start + self.shift, end + self.shift
        last = self.starts[end - 1] + 1 if self.ends is None else self.ends[end - 1]
        return self.starts[start], last


@dataclass(frozen=True)
class Strand:
    """``crossing``: only what reaches over this place counts. ``doubtful``: read a second way."""

    text: str
    parts: tuple[Part, ...]
    prose: bool
    crossing: int | None = None
    doubtful: bool = False

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Surface, start and end of what stands here from ``start`` to ``end``."""
        at = 0
        for part in self.parts:
            first, last = max(start - at, 0), min(end - at, part.length)
            if first < last:
                yield (part.index, *part.span(first, last))
            at += part.length + 1


def strands_of(surfaces: Sequence[Surface]) -> list[Strand]:
    strands: list[Strand] = []
    for index, surface in enumerate(surfaces):
        written = plain(surface.text)
        part = Part(index, len(written.text), starts=written.where)
        prose = surface.name in PROSE
        strands.append(Strand(written.text, (part,), prose))
        strands.extend(_read_otherwise(index, surface.text, prose))
    return strands + list(_over_breaks(surfaces, strands))


def _read_otherwise(index: int, text: str, prose: bool) -> Iterator[Strand]:
    for decoded, starts, ends in (*_without_escapes(text), *_decoded_runs(text), *_told(text)):
        yield _strand(index, decoded, starts, ends, prose)
    for start, end, spelled in _spelled_out(text):
        # The signs of a spelling with more letters can't be told apart: the window stands for all.
        length = len(spelled)
        yield _strand(index, spelled, [start] * length, [end] * length, prose)
    for found in _MIXED.finditer(text):
        for table in (_LEET, {**_LEET, **_LEET_L}):
            begin, end = max(0, found.start() - _AROUND), found.end() + _AROUND
            window = (
                text[begin : found.start()] + found[0].translate(table) + text[found.end() : end]
            )
            places = range(begin, begin + len(window) + 1)
            yield _strand(index, window, places[:-1], places[1:], prose, doubtful=True)


def _strand(
    index: int,
    text: str,
    starts: Sequence[int],
    ends: Sequence[int],
    prose: bool,
    *,
    doubtful: bool = False,
) -> Strand:
    written = plain(text)
    if written.where is not None:
        places = written.where[: len(written.text)]
        starts, ends = [starts[at] for at in places], [ends[at] for at in places]
    part = Part(index, len(written.text), starts=starts, ends=ends)
    return Strand(written.text, (part,), prose, doubtful=doubtful)


def _without_escapes(text: str) -> Iterator[tuple[str, list[int], list[int]]]:
    """Of web addresses, markup, mail and source code."""
    if not re.search(r"[%&=\\<+]", text):
        return
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    for found in _ESCAPE.finditer(text):
        pieces.append(text[last : found.start()])
        starts += range(last, found.start())
        ends += range(last + 1, found.start() + 1)
        signs = _unescape(found[0])
        pieces.append(signs)
        starts += [found.start()] * len(signs)
        ends += [found.end()] * len(signs)
        last = found.end()
    if last:
        yield (
            "".join(pieces) + text[last:],
            [*starts, *range(last, len(text))],
            [*ends, *range(last + 1, len(text) + 1)],
        )


def _unescape(escape: str) -> str:
    if escape[0] == "%":
        return urllib.parse.unquote(escape)
    if escape[0] == "&":
        return html.unescape(escape)
    if escape[0] == "=":
        return (
            _read(bytes.fromhex(escape.replace("=", "")))
            if len(escape) > 2 and escape[1] != "\r"
            else ""
        )
    if escape[0] == "<":
        return ""
    if escape[0] == "+":
        return " "
    if escape[1] == "u":
        units = bytes.fromhex(escape.replace("\\u", ""))
        return units.decode("utf-16-be", "replace")
    if escape[1] == "x":
        return _read(bytes.fromhex(escape.replace("\\x", "")))
    return _read(bytes(int(one, 8) & 255 for one in escape.split("\\")[1:]))


def _read(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _decoded_runs(text: str) -> Iterator[tuple[str, list[int], list[int]]]:
    for found in _BASE64.finditer(text):
        run = re.sub(r"\s", "", found[0]).rstrip("=").translate(str.maketrans("-_", "+/"))
        if len(run) > _LONGEST_RUN or (run.isalpha() and (run.islower() or run.istitle())):
            continue
        try:
            data = base64.b64decode(run + "=" * (-len(run) % 4))
        except (binascii.Error, ValueError):
            continue
        yield from _if_text(data, found)
    for found in _HEX.finditer(text):
        digits = re.sub(r"[\s:]", "", found[0])
        if len(digits) <= _LONGEST_RUN and re.search("[4-7]", digits):
            yield from _if_text(bytes.fromhex(digits), found)
    for found in _HIDDEN_TAGS.finditer(text):
        yield from _if_text(bytes(ord(sign) - 0xE0000 for sign in found[0]), found)


def _if_text(data: bytes, found: re.Match[str]) -> Iterator[tuple[str, list[int], list[int]]]:
    signs = None
    if data.count(0) * 3 > len(data):
        code = "utf-16-be" if data[0] == 0 or data[:2] == b"\xfe\xff" else "utf-16-le"
        signs = data.decode(code, "ignore")
    else:
        try:
            signs = data.decode()
        except UnicodeDecodeError:
            return
    if sum(sign.isprintable() or sign.isspace() for sign in signs) >= 0.9 * len(signs):
        yield signs, [found.start()] * len(signs), [found.end()] * len(signs)


def _told(text: str) -> Iterator[tuple[str, list[int], list[int]]]:
    for start, end, digits in spoken_digits(text):
        yield digits, [start] * len(digits), [end] * len(digits)


def _spelled_out(text: str) -> Iterator[tuple[int, int, str]]:
    if text.isascii():
        return
    last = -1
    for found in _SPELLED.finditer(text):
        if found.start() < last:
            continue
        start = _word_start(text, max(0, found.start() - _AROUND // 2))
        last = min(len(text), found.end() + _AROUND // 2)
        yield start, last, spell_out(text[start:last])


def _word_start(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _over_breaks(surfaces: Sequence[Surface], strands: Sequence[Strand]) -> Iterator[Strand]:
    """The end of a page and the begin of the next, also without the lines that may be furniture."""
    whole = {strand.parts[0].index: strand for strand in reversed(strands) if not strand.doubtful}
    last: dict[str, int] = {}
    for index, surface in enumerate(surfaces):
        before = last.get(surface.name)
        last[surface.name] = index
        if before is None:
            continue
        ends = _tails(whole[before].text, surface.page is not None)
        starts = _heads(whole[index].text, surface.page is not None)
        for end_from, end_to in ends:
            for start_from, start_to in starts:
                tail = whole[before].text[end_from:end_to]
                head = whole[index].text[start_from:start_to]
                parts = (
                    _cut(whole[before].parts[0], end_from, end_to),
                    _cut(whole[index].parts[0], start_from, start_to),
                )
                yield Strand(f"{tail}\n{head}", parts, surface.name in PROSE, len(tail))


def _cut(part: Part, start: int, end: int) -> Part:
    if part.starts is None:
        return Part(part.index, end - start, start)
    return Part(part.index, end - start, 0, part.starts[start:end])


def _tails(text: str, paged: bool) -> list[tuple[int, int]]:
    ends = [len(text.rstrip())]
    end = ends[0]
    while paged and len(ends) < _FURNITURE_LINES and (end := text.rfind("\n", 0, end)) > 0:
        if text[:end].rstrip() and len(text[:end].rstrip()) != ends[-1]:
            ends.append(len(text[:end].rstrip()))
    spans = []
    for end in ends:
        begin = max(0, end - 120)
        words = find_words(text[begin:end])[-_BREAK_WORDS:]
        spans.append((begin + words[0].start() if words else end, end))
    return [span for span in spans if span[0] < span[1]]


def _heads(text: str, paged: bool) -> list[tuple[int, int]]:
    starts = [len(text) - len(text.lstrip())]
    start = starts[0]
    while paged and len(starts) < _FURNITURE_LINES:
        start = text.find("\n", start)
        if start < 0:
            break
        start += len(text[start:]) - len(text[start:].lstrip())
        if start < len(text):
            starts.append(start)
    spans = []
    for start in starts:
        words = find_words(text[start : start + 120])[:_BREAK_WORDS]
        spans.append((start, start + words[-1].end() if words else start))
    return [span for span in spans if span[0] < span[1]]
