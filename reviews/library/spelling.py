"""“Did you mean …”, from words that are public now: each suggestion is asked of the ledger."""

from collections.abc import Iterable

from django.db.models import Q

from reviews.library.marking import passages_of
from reviews.library.matching import matching
from reviews.library.passages import is_sealed
from reviews.library.query import Query, parse
from reviews.library.words import stems_in
from reviews.models import LibraryWord, Publication

SHORTEST = 4
MOST_CANDIDATES = 6_000
TRIED = 4
MOST_WORDS = 3
# Publications in which a passage is looked for.
LOOKED_AT = 5


def meant(query: Query) -> str:
    """The words as they may have been meant, or nothing. Each of them is public."""
    unknown = [word for word in query.words if len(word) >= SHORTEST and not _is_public(word)]
    text = query.typed.casefold()
    changed = False
    for word in unknown[:MOST_WORDS]:
        for candidate in nearest(word):
            if _is_public(candidate):
                text = _replaced(text, word, candidate)
                changed = True
                break
    return text if changed else ""


def nearest(word: str) -> list[str]:
    """Words of the vocabulary one or two letters away, the most likely first."""
    far = 1 if len(word) < 5 else 2
    ends = Q(word__startswith=word[0]) | Q(word__endswith=word[-2:])
    swapped = Q(word__startswith=word[1])
    near = LibraryWord.objects.filter(length__range=(len(word) - far, len(word) + far))
    rows = near.filter(ends | swapped).order_by("-uses", "word")
    scored = []
    letters = set(word)
    for candidate, uses in rows.values_list("word", "uses")[:MOST_CANDIDATES]:
        if candidate == word or len(letters ^ set(candidate)) > 2 * far:
            continue
        distance = slips(word, candidate, far)
        if distance <= far:
            scored.append((distance, candidate[0] != word[0], -uses, candidate))
    return [candidate for *_, candidate in sorted(scored)[:TRIED]]


def slips(first: str, second: str, most: int) -> int:
    """Letters added, lost, changed or swapped with the next; more than ``most`` is ``most + 1``."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, one in enumerate(first, 1):
        earlier, before, row = before, row, [i, *([0] * len(second))]
        for j, other in enumerate(second, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one != other))
            if i > 1 and j > 1 and one == second[j - 2] and first[i - 2] == other:
                row[j] = min(row[j], earlier[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return row[-1]


def _is_public(word: str) -> bool:
    """In a passage with its seal: a row of the index that somebody forged suggests nothing."""
    query: Query = parse(word)
    found = matching(Publication.objects.current(), query).order_by()
    keys = list(found.values_list("pk", flat=True)[:LOOKED_AT])
    return any(
        is_sealed(row) and not query.stems.isdisjoint(stems_in(row.text))
        for row in (passages_of(keys, query) if keys else ())
    )


def _replaced(text: str, word: str, candidate: str) -> str:
    parts: Iterable[str] = text.split(" ")
    return " ".join(candidate if word == _letters(part) else part for part in parts)


def _letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum())
