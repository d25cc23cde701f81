"""The letters and digits of a text, freed from the ways in which the same letters can be written."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from reviews.anonymisation.confusables import INVISIBLE, LOOK_ALIKES, SPELLED_OUT

_DASHES = frozenset("‐‑‒–—―−﹘﹣－⁃")
_APOSTROPHES = frozenset("‘’‛ʼʹ′´`＇")
_QUOTES = frozenset("“”„‟«»″")
_WORD = re.compile(
    r"(?<=[A-Z])[A-Z](?=[a-z])|[A-Z]?[a-z]+|[A-Z]+(?=[A-Z][a-z])|[A-Z]+|[0-9]+|[^\W_A-Za-z0-9]+"
)
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Plain:
    """``where[i]`` is the place in the original of ``text[i]``; None where nothing was moved."""

    text: str
    where: Sequence[int] | None = None

    def place(self, at: int) -> int:
        return at if self.where is None else self.where[at]

    def end_of(self, end: int) -> int:
        """The end, in the original, of what ends before ``end`` here."""
        return end if self.where is None else self.where[end - 1] + 1


@dataclass(frozen=True)
class Token:
    folded: str
    start: int
    end: int
    written: str


class _Signs(dict[int, str]):
    """Every sign as ASCII where a reader would read it so: in its case, without marks."""

    def __missing__(self, code: int) -> str:
        self[code] = value = _plain_sign(chr(code))
        return value


def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign in LOOK_ALIKES:
        return LOOK_ALIKES[sign]
    category = unicodedata.category(sign)
    if category in {"Cf", "Mn", "Me", "Cs"} or sign in INVISIBLE:
        return ""
    for signs, plain in ((_DASHES, "-"), (_APOSTROPHES, "'"), (_QUOTES, '"')):
        if sign in signs:
            return plain
    if category == "Zs":
        return " "
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        # A raised or circled digit is a note beside a word or a number, never part of it.
        return f" {digit}" if category == "No" else str(digit)
    parts = unicodedata.normalize("NFKD", sign)
    if parts == sign:
        parts = sign.casefold()
    return sign if parts == sign else "".join(_SIGNS[ord(part)] for part in parts)


_SIGNS = _Signs()


def plain(text: str) -> Plain:
    if text.isascii():
        return Plain(text)
    moved = [sign for sign in set(text) if len(_SIGNS[ord(sign)]) != 1]
    if not moved:
        return Plain(text.translate(_SIGNS))
    where: list[int] = []
    last = 0
    for found in re.finditer(f"[{re.escape(''.join(sorted(moved)))}]", text):
        where.extend(range(last, found.start()))
        where.extend([found.start()] * len(_SIGNS[ord(found[0])]))
        last = found.end()
    where.extend(range(last, len(text) + 1))
    return Plain(text.translate(_SIGNS), where)


def fold(text: str) -> str:
    return _NO_LETTER.sub("", plain(text).text).lower()


def words_of(text: str) -> list[str]:
    """The folded words between spaces and stops, camel case and digits kept together."""
    return [word.lower() for word in re.split(r"[\W_]+", plain(text).text) if word]


def tokens(text: str) -> list[Token]:
    """Words, split where the case or the kind of sign changes; places are those of ``text``."""
    written = plain(text)
    return [
        Token(found[0].lower(), written.place(found.start()), written.end_of(found.end()), found[0])
        for found in find_words(written.text)
    ]


def find_words(text: str) -> list[re.Match[str]]:
    """``text`` is plain already."""
    return list(_WORD.finditer(text))


def spell_out(text: str) -> str:
    """With ö as oe and the like, the other way in which such names are written."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        (longer.title() if sign.isupper() else longer)
        if (longer := SPELLED_OUT.get(sign.lower()))
        else sign
        for sign in composed
    )
