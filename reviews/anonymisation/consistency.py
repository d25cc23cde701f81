"""Whether names and dates are used the same way within a file, and in all parts of a review."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reviews.anonymisation.dates import MONTHS
from reviews.anonymisation.folding import fold
from reviews.anonymisation.known import Known, offices_in, pseudonyms_in
from reviews.anonymisation.passages import Hit, Passage, passages
from reviews.anonymisation.surfaces import Finding, Surface
from reviews.anonymisation.wordlists import words

_MONTH = "|".join(month.capitalize() for month in MONTHS)
_TITLE_DATE = re.compile(
    r"^[ \t]*(?:(?:Date|Dated|Report date|Date of (?:this )?report|Published|Completed|Final"
    r"|Version date)[ :]{1,3})?"
    rf"(?P<date>(?:\d{{1,2}}(?:st|nd|rd|th)?[ ])?(?P<month>{_MONTH})[ ](?P<year>20\d\d))[ \t]*$",
    re.MULTILINE,
)
_FOOTER_DATE = re.compile(
    r"\bPage[ ]\d{1,4}[ ](?:of[ ]\d{1,4})?[ |,–-]{0,4}"
    rf"(?P<date>\d{{1,2}}(?:st|nd|rd|th)?[ ](?P<month>{_MONTH})[ ](?P<year>20\d\d))"
)
_WORD = re.compile(r"(?<![A-Za-z'-])[A-Z][a-z]{2,}(?![a-z-])")
_ROLE = re.compile(
    r"(?<![A-Za-z])(?P<role>[A-Z][a-z]+) (?P<letter>[A-Z]|\d{1,2})(?![A-Za-z0-9.'-])"
)
_KIN = re.compile(r"\b(?:husband|wife|partner|mother|father|perpetrator)\b")
_KIN_AND_NAME = re.compile(
    r"(?:[Hh]er|[Hh]is|[Tt]he)[ \n](?P<kin>husband|wife|partner|mother|father"
    r"|perpetrator),?[ \n](?P<name>[A-Z][a-z]+)"
)
_GIVEN = words("given_names")
_FIRST_PAGES = 2
_UNUSED_FROM = 2000
_MOST_PEOPLE = 50

CLOSE = "close to a declared pseudonym"
UNDECLARED = "not in the list of names"
OTHER_NAME = "another name for one who has a pseudonym"
UNUSED = "in the list of names and not used"
OTHER_CHAIR = "another chair"
OTHER_AUTHOR = "another author"
OTHER_DATE = "another date"


def within(prose: Sequence[Passage], known: Known) -> list[Finding]:
    """What differs between places of one file."""
    found = list(_variants(prose, known))
    found += _undeclared_roles(prose, known)
    found += _other_names(prose, known)
    found += _unused(prose, known)
    found += _other_dates(prose)
    found += _other_people([prose])
    return found


def compare(parts: Mapping[str, Sequence[Surface]], known: Known) -> dict[str, list[Finding]]:
    """By part, what differs from a part before it. What differs within one part is not repeated."""
    read = {
        part: [passage for passage in passages(surfaces) if passage.is_prose]
        for part, surfaces in parts.items()
    }
    found: dict[str, list[Finding]] = {part: [] for part in parts}
    first_people: dict[str, str] = {}
    first_date: tuple[str, str] | None = None
    for part, prose in read.items():
        people = _people_of(prose)
        for role, (names, passage, at) in people.items():
            if role in first_people and not _same_people(first_people[role], names):
                found[part].append(passage.finding(Hit("parts-differ", *at, _OTHERS[role])))
            first_people.setdefault(role, names)
        if part in _WITH_THEIR_OWN_DATE:
            continue
        dated = _title_date(prose)
        if dated:
            passage, match = dated
            date = (match["month"], match["year"])
            if first_date and date != first_date:
                found[part].append(
                    passage.finding(Hit("parts-differ", *match.span("date"), OTHER_DATE))
                )
            first_date = first_date or date
    return found


_WITH_THEIR_OWN_DATE = frozenset({"action-plan", "home-office-letter"})
_OTHERS = {"chair": OTHER_CHAIR, "author": OTHER_AUTHOR}


def _variants(prose: Sequence[Passage], known: Known) -> Iterator[Finding]:
    declared = known.single_words
    if not declared:
        return
    people = frozenset(word for person in known.people for word in person.split())
    verdicts: dict[str, bool] = {}
    for passage in prose:
        for match in _WORD.finditer(passage.text):
            word = match[0]
            if word not in verdicts:
                verdicts[word] = (
                    word not in declared
                    and word not in people
                    and word.rstrip("s") not in declared
                    and any(_is_close(word, name) for name in declared)
                )
            if verdicts[word]:
                yield passage.finding(Hit("pseudonym", match.start(), match.end(), CLOSE))


def _is_close(word: str, name: str) -> bool:
    if word[0] != name[0] or min(len(word), len(name)) < 4 or word in words("ordinary_words"):
        return False
    if abs(len(word) - len(name)) <= 1 and _one_letter_apart(word, name):
        return word in words("given_names") or len(name) >= 5
    longer, shorter = sorted((word, name), key=len, reverse=True)
    if len(shorter) >= 5 and len(longer) - len(shorter) <= 3 and longer.startswith(shorter):
        return True
    stem = min(len(word), len(name)) - 1
    return stem >= 4 and word[:stem] == name[:stem] and word in words("given_names")


def _one_letter_apart(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) == len(other):
        swapped = one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
        return one[at + 1 :] == other[at + 1 :] or swapped == other[at:]
    return one[at:] == other[at + 1 :]


def _undeclared_roles(prose: Sequence[Passage], known: Known) -> Iterator[Finding]:
    """ "Adult B" where only "Adult A" is declared."""
    declared = {
        (match["role"], match["letter"])
        for name in known.pseudonyms
        if (match := _ROLE.fullmatch(name.strip()))
    }
    roles = {(role, letter.isdigit()) for role, letter in declared}
    if not roles:
        return
    for passage in prose:
        for match in _ROLE.finditer(passage.text):
            role, letter = match["role"], match["letter"]
            if (role, letter.isdigit()) in roles and (role, letter) not in declared:
                yield passage.finding(Hit("pseudonym", match.start(), match.end(), UNDECLARED))


def _other_names(prose: Sequence[Passage], known: Known) -> Iterator[Finding]:
    """ "Her husband Kevin" where the table of names calls the only husband Keith."""
    declared = [pair for passage in prose for pair in pseudonyms_in(passage.text)]
    of_relation: dict[str, set[str]] = {}
    for name, relation in declared:
        for kin in set(_KIN.findall(relation)):
            of_relation.setdefault(kin, set()).add(name)
    single = {kin for kin, names in of_relation.items() if len(names) == 1}
    if not single:
        return
    for passage in prose:
        for match in _KIN_AND_NAME.finditer(passage.text):
            name = match["name"]
            if match["kin"] in single and not known.has(name) and name in _GIVEN:
                yield passage.finding(Hit("pseudonym", *match.span("name"), OTHER_NAME))


def _unused(prose: Sequence[Passage], known: Known) -> Iterator[Finding]:
    """Only of a file long enough to be the report and not its first pages."""
    if sum(len(passage.text) for passage in prose) < _UNUSED_FROM:
        return
    for name in known.single_words:
        places = [
            (passage, match)
            for passage in prose
            if name in passage.text
            for match in re.finditer(rf"{re.escape(name)}(?![a-rt-z])", passage.text)
        ]
        if len(places) == 1 and name in dict(pseudonyms_in(places[0][0].text)):
            passage, match = places[0]
            yield passage.finding(Hit("pseudonym", match.start(), match.end(), UNUSED))


def _title_date(prose: Sequence[Passage]) -> tuple[Passage, re.Match[str]] | None:
    for passage in prose[:_FIRST_PAGES]:
        match = _TITLE_DATE.search(passage.text, 0, 4000)
        if match:
            return passage, match
    return None


def _other_dates(prose: Sequence[Passage]) -> Iterator[Finding]:
    """A footer that has another month than the title page: once for each such date."""
    title = _title_date(prose)
    if not title:
        return
    told = {(title[1]["month"], title[1]["year"])}
    for passage in prose:
        for match in _FOOTER_DATE.finditer(passage.text):
            date = (match["month"], match["year"])
            if date not in told:
                told.add(date)
                yield passage.finding(Hit("parts-differ", *match.span("date"), OTHER_DATE))


def _offices(prose: Iterable[Passage]) -> Iterator[tuple[str, str, Passage, tuple[int, int]]]:
    for passage in prose:
        for role, names in offices_in(passage.text).items():
            for name in names:
                at = passage.text.find(name)
                yield role, name, passage, (max(at, 0), max(at, 0) + len(name))


def _other_people(groups: Iterable[Sequence[Passage]]) -> Iterator[Finding]:
    """Two spellings of one person, as the same office elsewhere in the file gives them."""
    for prose in groups:
        seen: dict[str, list[str]] = {}
        for role, name, passage, at in _offices(prose):
            if len(seen.setdefault(role, [])) > _MOST_PEOPLE:
                continue
            if any(_nearly_same(name, other) for other in seen[role]):
                yield passage.finding(Hit("parts-differ", *at, _OTHERS[role]))
            if name not in seen[role]:
                seen[role].append(name)


def _nearly_same(name: str, other: str) -> bool:
    first, second = name.split(), other.split()
    return fold(name) != fold(other) and (
        (first[-1] == second[-1] and first[0] != second[0] and first[0][0] == second[0][0])
        or (first[0] == second[0] and first[-1] != second[-1])
    )


def _people_of(prose: Sequence[Passage]) -> dict[str, tuple[str, Passage, tuple[int, int]]]:
    found: dict[str, tuple[str, Passage, tuple[int, int]]] = {}
    for role, name, passage, at in _offices(prose):
        found.setdefault(role, (name, passage, at))
    return found


def _same_people(first: str, second: str) -> bool:
    """A title more or less is no difference."""
    one, other = fold(first), fold(second)
    return one == other or one.endswith(other) or other.endswith(one)
