"""Facts that are harmless alone and point to one person when they are read together."""

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviews.anonymisation.capitals import Capital, Kind
from reviews.anonymisation.dated import FURNITURE
from reviews.anonymisation.known import Known
from reviews.anonymisation.occupations import WORKPLACE
from reviews.anonymisation.passages import Hit, Passage
from reviews.anonymisation.surfaces import Finding

_WHEN, _AGE, _WORK, _WHERE = "exact date", "exact age", "occupation", "place"
_KINDS = {
    "full-date": _WHEN,
    "date-of-birth": _WHEN,
    "exact-age": _AGE,
    "occupation": _WORK,
    "place": _WHERE,
    "postcode": _WHERE,
    "street-address": _WHERE,
    "school": _WHERE,
    "surgery": _WHERE,
}
_ORDER = (_WHEN, _AGE, _WORK, _WHERE)
_GAP = 350
_REACH = 1200
_BACK, _AHEAD = 320, 90
_ROLE = re.compile(
    r"\b(?:[Tt]he (?P<role>victim|perpetrator|deceased)|(?P<letter>(?:Adult|Person|Subject|Mr|Mrs"
    r"|Ms) [A-Z])\b(?![a-z]))"
)


@dataclass(frozen=True)
class Fact:
    passage: Passage
    hit: Hit
    kind: str

    @property
    def text(self) -> str:
        return " ".join(self.passage.text[self.hit.start : self.hit.end].split())


def find(
    prose: Sequence[Passage],
    words_of: Mapping[int, list[Capital]],
    hits: Mapping[int, list[Hit]],
    known: Known,
) -> list[Finding]:
    """One finding for each place where facts stand together, then for each person."""
    found: list[Finding] = []
    told: set[str] = set()
    of_person: dict[str, list[Fact]] = {}
    for passage in prose:
        facts = [
            Fact(passage, hit, _KINDS[hit.rule])
            for hit in hits[passage.index]
            if hit.rule in _KINDS and hit.note not in _WEAK
        ]
        if not facts:
            continue
        people = list(_people(passage, words_of[passage.index], known))
        for group in _groups(facts):
            text = _together(group)
            if _is_jigsaw(group) and text not in told:
                told.add(text)
                found.append(_finding(group))
                told.update(_person_of(fact, people) for fact in group if fact.kind == _AGE)
        for fact in facts:
            person = _person_of(fact, people)
            if person and (fact.kind != _WHEN or fact.hit.note or fact.hit.rule != "full-date"):
                of_person.setdefault(person, []).append(fact)
    for person, facts in of_person.items():
        if person not in told and _is_jigsaw(facts):
            found.append(_finding(facts))
    return found


_WEAK = frozenset({FURNITURE, WORKPLACE, "only the year", "the first half"})


def _groups(facts: list[Fact]) -> Iterator[list[Fact]]:
    """Runs of facts with little text between them."""
    group: list[Fact] = []
    for fact in facts:
        if group and (
            fact.hit.start - group[-1].hit.end > _GAP or fact.hit.end - group[0].hit.start > _REACH
        ):
            yield group
            group = []
        group.append(fact)
    if group:
        yield group


def _is_jigsaw(facts: Sequence[Fact]) -> bool:
    kinds = {fact.kind for fact in facts}
    return {_WHEN, _AGE} <= kinds and bool(kinds & {_WORK, _WHERE})


def _strings(facts: Sequence[Fact]) -> list[str]:
    return list(dict.fromkeys(fact.text for fact in facts))


def _together(facts: Sequence[Fact]) -> str:
    return " · ".join(_strings(facts))


def _finding(facts: Sequence[Fact]) -> Finding:
    """``start`` and ``end`` reach over what stands on the first fact's surface."""
    first = facts[0]
    beside = [fact for fact in facts if fact.passage.index == first.passage.index]
    whole = first.passage.finding(
        Hit("jigsaw", first.hit.start, max(fact.hit.end for fact in beside))
    )
    kinds = {fact.kind for fact in facts}
    return Finding(
        rule="jigsaw",
        surface=whole.surface,
        page=whole.page,
        index=whole.index,
        start=whole.start,
        end=whole.end,
        text=_together(facts),
        note=", ".join(kind for kind in _ORDER if kind in kinds),
    )


def _people(
    passage: Passage, capitals: Sequence[Capital], known: Known
) -> Iterator[tuple[int, str]]:
    """Where the passage speaks of whom."""
    mentions = [
        (capital.start, capital.word)
        for capital in capitals
        if capital.word in known.single_words or (capital.kind is Kind.GIVEN and not capital.masked)
    ]
    mentions += [
        (match.start(), match["role"] or match["letter"]) for match in _ROLE.finditer(passage.text)
    ]
    return iter(sorted(mentions))


def _person_of(fact: Fact, people: Sequence[tuple[int, str]]) -> str:
    """Whoever was named last before the fact, or else soon after it; "" if nobody."""
    at = bisect.bisect_right(people, fact.hit.start, key=lambda mention: mention[0])
    if at and fact.hit.start - people[at - 1][0] <= _BACK:
        return people[at - 1][1]
    if at < len(people) and people[at][0] - fact.hit.end <= _AHEAD:
        return people[at][1]
    return ""
