"""The passages that answer a query, cut short, with the words that were found set apart.

Text is split and never joined with markup: what a file says stays text.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from reviews.content import ReviewContent
from reviews.library.matching import all_of, any_of
from reviews.library.passages import is_sealed
from reviews.library.query import Query
from reviews.library.words import WORD, spelled, stem
from reviews.models import FileKind, LibraryPassage, Publication
from reviews.presentation import file_url, report_url, review_url

SHOWN = 2
LOOKED_AT = 5
WORDS_AROUND = 32


@dataclass(frozen=True)
class Fragment:
    text: str
    is_found: bool = False


@dataclass(frozen=True)
class MarkedPassage:
    """``place`` says where it stands, empty for the edition's own words."""

    place: str
    url: str
    fragments: list[Fragment]


def marked(
    text: str, query: Query, words: int = WORDS_AROUND, stems: list[str] | None = None
) -> list[Fragment]:
    """The part of the text with the most of the words, whole where it is short.

    ``stems`` are those of the text, where they are known.
    """
    found = list(WORD.finditer(text))
    if stems is None or len(stems) != len(found):
        stems = [stem(spelled(one[0])) for one in found]
    hits = _hits(stems, query)
    first = _best_window(hits, words)
    last = min(first + words, len(found))
    start = found[first].start() if first else 0
    end = found[last - 1].end() if last < len(found) else len(text)
    fragments = [Fragment("… ")] if first else []
    position = start
    for one, is_hit in zip(found[first:last], hits[first:last], strict=True):
        if is_hit:
            fragments.append(Fragment(text[position : one.start()]))
            fragments.append(Fragment(one[0], is_found=True))
            position = one.end()
    fragments.append(Fragment(text[position:end]))
    if end < len(text):
        fragments.append(Fragment(" …"))
    return [fragment for fragment in fragments if fragment.text]


def best_passages(
    publications: Iterable[Publication], query: Query
) -> dict[int, list[MarkedPassage]]:
    """For each of the publications (a page of them) the passages to show, in one query or none."""
    by_key = {one.pk: one.content for one in publications}
    if not by_key or not query.terms:
        return {}
    rows: dict[int, dict[int, LibraryPassage]] = defaultdict(dict)
    for row in passages_of(list(by_key), query):
        rows[row.publication_id][row.pk] = row
    return {key: _best_of(by_key[key], list(found.values()), query) for key, found in rows.items()}


def _best_of(
    content: ReviewContent, rows: list[LibraryPassage], query: Query
) -> list[MarkedPassage]:
    def score(row: LibraryPassage) -> tuple[int, int, bool, int]:
        words = row.stems.split()
        present = set(words)
        terms = sum(any(present.issuperset(way) for way in term.ways) for term in query.terms)
        phrases = sum(
            term.quoted and f" {' '.join(term.ways[0])} " in f" {row.stems} "
            for term in query.terms
        )
        return (terms + 10 * phrases, len(query.stems & present), not row.kind, -row.pk)

    # A report online and its PDF say the same.
    online = {row.kind for row in rows if row.kind and not row.page}
    chosen: list[MarkedPassage] = []
    for row in sorted(rows, key=score, reverse=True):
        if len(chosen) == SHOWN:
            break
        # The title and the sentence stand in the list anyway.
        if row.text in (content.title, content.sentence) or not is_sealed(row):
            continue
        if row.page and row.kind in online:
            continue
        place, url = place_of(row, content)
        chosen.append(MarkedPassage(place, url, marked(row.text, query, stems=row.stems.split())))
    return chosen


def place_of(row: LibraryPassage, content: ReviewContent) -> tuple[str, str]:
    if not row.kind:
        return "", f"{review_url(content.slug)}#{row.anchor or 'key-facts'}"
    label = str(FileKind(row.kind).label)
    if row.page:
        return f"{label}, page {row.page}", f"{file_url(content.slug, row.kind)}#page={row.page}"
    return f"{label}, read online", f"{report_url(content.slug, row.kind)}#{row.anchor}"


def passages_of(keys: list[int], query: Query) -> Iterable[LibraryPassage]:
    """Those with every term, and some of those with any: a word may stand on every page."""
    marks = ", ".join(["%s"] * len(keys))
    parts: list[str] = []
    parameters: list[Any] = []
    for tier, expression in enumerate((all_of(query.terms), any_of(query.terms))):
        if connection.vendor == "sqlite":
            among = " OR ".join(f'"{key}"' for key in keys)
            source = (
                "library_passage_index i JOIN reviews_librarypassage p ON p.id = i.rowid "
                "WHERE library_passage_index MATCH %s"
            )
            parameters.append(f"publication_id : ({among}) AND stems : ({expression})")
        else:
            source = (
                f"reviews_librarypassage p WHERE p.publication_id IN ({marks}) "
                "AND p.vector @@ %s::tsquery"
            )
            parameters += [*keys, expression]
        parts.append(
            f"SELECT p.id AS id, {tier} AS tier, ROW_NUMBER() OVER "  # noqa: S608
            f"(PARTITION BY p.publication_id ORDER BY p.id) AS place FROM {source}"
        )
    union = " UNION ALL ".join(parts)
    sql = (
        "SELECT p.* FROM reviews_librarypassage p WHERE p.id IN "  # noqa: S608
        f"(SELECT id FROM ({union}) found WHERE place <= {LOOKED_AT})"
    )
    return LibraryPassage.objects.raw(sql, parameters)


def _hits(stems: list[str], query: Query) -> list[str]:
    """The stems that were asked for, each at its place, and nothing between them."""
    wanted = query.stems
    hits = [one if one in wanted else "" for one in stems]
    for run in query.runs:
        for at, one in enumerate(stems):
            if one == run[0] and tuple(stems[at : at + len(run)]) == run:
                hits[at : at + len(run)] = run
    return hits


def _best_window(hits: list[str], size: int) -> int:
    """Where a window of ``size`` words begins that has the most of the words, a little before them."""
    if len(hits) <= size:
        return 0
    places = [place for place, one in enumerate(hits) if one]
    best, best_score = 0, (-1, 0)
    for place in places[:200]:
        within = [hits[at] for at in places if place <= at < place + size - 6]
        score = (len(set(within)), len(within))
        if score > best_score:
            best, best_score = place, score
    return max(0, min(best - 5, len(hits) - size))
