"""What a text says when it is decoded, spelled the other way or read with digits as letters."""

import base64
import binascii
import html
import itertools
import re
import urllib.parse
from collections.abc import Iterator, Sequence

from reviews.anonymisation.confusables import SPELLED_OUT
from reviews.anonymisation.folding import plain, spell_out
from reviews.anonymisation.number_words import spoken_digits
from reviews.anonymisation.strands import Part, Strand

_AROUND = 24
_MOST_WINDOWS = 2000
_LONGEST_RUN = 200_000

_ESCAPE = re.compile(
    r"(?:%[0-9A-Fa-f]{2})+|&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});|(?:=[0-9A-F]{2})+|=\r?\n"
    r"|(?:\\x[0-9A-Fa-f]{2})+|(?:\\u[0-9A-Fa-f]{4})+|(?:\\[0-7]{3})+|<[/!?A-Za-z][^<>]{0,300}>|(?:#[0-9A-Fa-f]{2})+|_x[0-9A-Fa-f]{4}_|(?<=\w)\+(?=\w)"
)
_BASE64 = re.compile(
    r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/]{60,}(?:\r?\n[A-Za-z0-9+/]+)+|[A-Za-z0-9+/_-]{8,})={0,2}"
)
_HEX = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[\s:]?){5,}(?![0-9A-Fa-f])")
_LEET = str.maketrans("013457892@$!|€+", "oieastbgzasilet")
_LEET_L = str.maketrans("1|", "ll")
_LONG_RUN = 300
_DATA = re.compile(r"(?:[A-Za-z0-9+/_-]{60,}={0,2}\s{0,2}){5,}[A-Za-z0-9+/_-]*={0,2}")
_ONLY_HEX = re.compile(r"[0-9A-Fa-f\s]+")
_NEXT_TO_A_LETTER = re.compile(r"[A-Za-z][0-9@$!|€+]|[0-9@$!|€+][A-Za-z]")
_MIXED = re.compile(
    r"(?<![A-Za-z0-9@$!|€+])(?=[^\sA-Za-z]{0,23}[A-Za-z])(?=[A-Za-z]{0,23}[0-9@$!|€+])[A-Za-z0-9@$!|€+]{4,24}(?![A-Za-z0-9@$!|€+])"
)
_SPELLED = re.compile(
    f"[{''.join(SPELLED_OUT)}{''.join(SPELLED_OUT).upper()}]|[aouAOU]\u0308|[aA]\u030a"
)
_HIDDEN_TAGS = re.compile("[\U000e0020-\U000e007e]{2,}")


def second_readings(index: int, text: str, prose: bool) -> Iterator[Strand]:
    runs = list(_decoded_runs(text))
    text = without_data(text)
    for decoded, starts, ends in (*_without_escapes(text), *runs, *_told(text)):
        yield _strand(index, decoded, starts, ends, prose)
    for start, end, spelled in _spelled_out(text):
        # The signs of a spelling with more letters can't be told apart: the window stands for all.
        length = len(spelled)
        yield _strand(index, spelled, [start] * length, [end] * length, prose)
    mixed = _MIXED.finditer(text) if _NEXT_TO_A_LETTER.search(text) else iter(())
    for found in itertools.islice(mixed, _MOST_WINDOWS):
        for table in (_LEET, {**_LEET, **_LEET_L}):
            begin, end = max(0, found.start() - _AROUND), found.end() + _AROUND
            window = (
                text[begin : found.start()] + found[0].translate(table) + text[found.end() : end]
            )
            places = range(begin, begin + len(window) + 1)
            yield _strand(index, window, places[:-1], places[1:], prose, doubtful=True)


def without_data(text: str) -> str:
    """Spaces for long runs of encoded bytes, whose signs spell short names by chance.

    What they say when decoded is read apart.
    """
    if len(text) < _LONG_RUN:
        return text
    return _DATA.sub(lambda run: " " * len(run[0]) if _is_data(run[0]) else run[0], text)


def _is_data(run: str) -> bool:
    digits = sum(map(str.isdigit, run))
    upper = sum(map(str.isupper, run))
    lower = sum(map(str.islower, run))
    mixed = min(digits * 5, upper, lower) > len(run) / 8
    return mixed or (digits > len(run) / 3 and _ONLY_HEX.fullmatch(run) is not None)


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
    if not re.search(r"[%&=\\<+#]|_x", text):
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
    if escape[0] == "#":
        return _read(bytes.fromhex(escape.replace("#", "")))
    if escape[0] == "_":
        return chr(int(escape[2:6], 16))
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
        start = _word_start(text, max(0, found.start() - _AROUND))
        last = min(len(text), found.end() + _AROUND)
        yield start, last, spell_out(text[start:last])


def _word_start(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at
