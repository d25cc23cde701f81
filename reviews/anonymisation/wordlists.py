"""Lists of names, places and organisations, read from ``lists`` once."""

import functools
import re
from collections.abc import Iterable
from pathlib import Path

_FIRST_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_FOLDER = Path(__file__).parent / "lists"
_SPACES = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\f": " ", "\v": " ", "-": " "})


@functools.cache
def lines(name: str) -> tuple[str, ...]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(
        line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")
    )


@functools.cache
def words(name: str) -> frozenset[str]:
    return frozenset(word for line in lines(name) for word in line.split())


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def level(text: str) -> str:
    """As long as ``text``: line breaks and hyphens made spaces, so that phrases are found in it."""
    return text.translate(_SPACES)


class Phrases:
    """Phrases by their first word, to be looked up where a capitalised word begins."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._longest_first: dict[str, list[str]] = {}
        for phrase in sorted(set(phrases), key=len, reverse=True):
            levelled = level(phrase.replace("’", "'")).lower()
            first = _FIRST_WORD.match(phrase)
            if first is None:
                continue
            self._longest_first.setdefault(first[0].lower(), []).append(levelled)

    def end(self, levelled: str, start: int, word: str) -> int | None:
        """Where the longest phrase that begins at ``start`` ends in the levelled text."""
        for phrase in self._longest_first.get(word.lower(), ()):
            end = start + len(phrase)
            if levelled[start:end].lower() == phrase and not levelled[end : end + 1].isalpha():
                return end
        return None


@functools.cache
def phrases(name: str) -> Phrases:
    return Phrases(lines(name))
