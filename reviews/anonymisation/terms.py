"""What is looked for: letters without separators, and what a hit of them is worth."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from reviews.anonymisation.folding import fold
from reviews.anonymisation.wordlists import words

KINDS = ("name", "date_of_birth", "address", "phone", "email", "nhs", "other")

FUZZY_FROM = 6
EMBEDDED_FROM = 6


class Strength(IntEnum):
    """How sure a hit is; the strongest counts where one term comes from two identifiers.

    INITIALS stand alone, in capitals. CLOSE asks always. WORD and PAIR are made of ordinary words
    or of two or three letters, so that they have to be written like names. FIRM always blocks.
    """

    INITIALS = 0
    CLOSE = 1
    WORD = 2
    PAIR = 3
    FIRM = 4


@dataclass(frozen=True)
class Term:
    """``many``: of several words, so that it may be cut anywhere. ``fuzzy``: also with a slip."""

    letters: str
    strength: Strength
    many: bool = False
    fuzzy: bool = False


def is_ordinary(word: str) -> bool:
    """An English word, or so short that it turns up inside abbreviations."""
    return len(word) < 4 or word in words("common_words")


def is_plain_english(word: str) -> bool:
    return word in words("common_words")


def single(word: str, *, weakest: bool = False) -> Term | None:
    letters = fold(word)
    if len(letters) < 2:
        return None
    if weakest:
        return Term(letters, Strength.CLOSE)
    strength = Strength.WORD if is_ordinary(letters) else Strength.FIRM
    return Term(letters, strength, fuzzy=len(letters) >= FUZZY_FROM)


def several(parts: Iterable[str], *, fuzzy: bool = False) -> Term | None:
    """A phrase: weak only if each of its parts is, or if it reads like a word when joined."""
    folded = [letters for part in parts if (letters := fold(part))]
    joined = "".join(folded)
    if len(folded) < 2:
        return single(joined) if len(joined) > 1 else None
    weak = all(is_ordinary(letters) for letters in folded) or len(joined) < 6
    strength = Strength.PAIR if weak or is_plain_english(joined) else Strength.FIRM
    return Term(joined, strength, many=True, fuzzy=fuzzy and len(joined) >= FUZZY_FROM)


def close(text: str) -> Term | None:
    letters = fold(text)
    return Term(letters, Strength.CLOSE, many=True) if len(letters) > 1 else None


def firm(text: str, *, fuzzy: bool = False) -> Term | None:
    letters = fold(text)
    if len(letters) < 4:
        return None
    return Term(letters, Strength.FIRM, many=True, fuzzy=fuzzy and len(letters) >= FUZZY_FROM)
