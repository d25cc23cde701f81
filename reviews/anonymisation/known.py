"""Whom and what a review names on purpose: its chair, author, agencies and pseudonyms."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from reviews.anonymisation.folding import fold, plain
from reviews.anonymisation.surfaces import PROSE, Surface
from reviews.anonymisation.wordlists import Phrases, word_set, words

TITLES = r"(?:Mrs?|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Cllr|Councillor|Rev(?:erend)?|Judge|HHJ|DCI|DI|DS)"
_TITLE = re.compile(rf"^{TITLES}\.?\s+", re.IGNORECASE)
_NAME = r"[A-Z][A-Za-z'-]{1,30}"
_PERSON = rf"(?:{TITLES}\.?[ ]+)?(?:{_NAME}[ ]+|[A-Z]\.?[ ]?){{1,3}}{_NAME}"
_ROLE = re.compile(
    rf"(?P<role>[Cc]hair(?:person|man|woman)?(?:[ ](?:and|&|/)[ ](?:[Rr]eport[ ])?[Aa]uthor)?"
    rf"|[Aa]uthor(?:[ ](?:and|&|/)[ ][Cc]hair)?)"
    rf"(?:[ ]of[ ]the[ ](?:Review|Panel|Report|review|panel|report))?"
    rf"[ ]*(?:[:\-|]|\t|\n|[ ])\s{{0,4}}(?P<person>{_PERSON})"
)
_KEY = re.compile(
    r"pseudonym|stand in for|used in this report|following names|names? (?:has|have) been changed"
    r"|name used|fictitious name|known in this (?:report|review) as|to protect (?:the"
    r"|their) identit",
    re.IGNORECASE,
)
_ROW = re.compile(
    rf"^[ \t•*-]*[\"']?(?P<name>{_NAME}[ ](?:[A-Z]|\d{{1,2}}|One|Two|Three|Four)(?![A-Za-z])"
    rf"|{_NAME})[\"']?"
    r"(?:[ ]{2,}|[ ]?\t|[ ]*[|:][ ]*|[ ]+[-–=][ ]+|[ ]*$|[ ](?=(?:The|Her|His|Their|Adult|Former"
    r"|Ex)\b)"
    r"|[ ](?=(?:[A-Z][a-z]+[ ])?(?:Victim|Perpetrator|Husband|Wife|Partner|Daughter|Son|Sister"
    r"|Brother|Mother|Father|Neighbour|Friend|Deceased|Subject)\b))",
    re.MULTILINE,
)
_QUOTED = re.compile(
    rf"(?:\bdeath of|pseudonym|referred to (?:\w+ )?as|known (?:\w+ )?as|called"
    rf"|name)[ \n](?:of )?[\"'](?P<name>{_NAME})[\"']"
    rf"|[\"']?(?P<before>{_NAME})[\"']?[ \n]?\((?:an? )?(?:pseudonym|not (?:her|his"
    rf"|their) real name)\)"
    rf"|(?:referred to (?:\w+ )?as|the pseudonym)[ \n](?P<bare>{_NAME})"
)
_RELATION = re.compile(
    r"victim|perpetrator|husband|wife|partner|daughter|son\b|sister|brother|mother|father|neighbour"
    r"|friend|deceased|subject|woman|man\b|child|girl|boy|aunt|uncle|cousin|carer|killed|died"
    r"|colleague|niece|nephew|grand|couple|person|who\b|suspect|witness|relative|lodger"
    r"|relationship",
    re.IGNORECASE,
)
_INLINE = re.compile(
    rf"(?<![A-Za-z])[\"']?(?P<name>{_NAME})[\"']?[ ]?(?:\(|[-:][ ])(?P<relation>(?:the|her|his"
    rf"|their)[ ](?:[a-z]+[ ]|victim's[ ])?"
    r"(?:victim|perpetrator|deceased|husband|wife|partner|daughter|son|sister|brother|mother"
    r"|father|friend|neighbour))(?![A-Za-z'])"
)
# The end of a full name, or a name after a title, is no pseudonym.
_CAPITAL_BEFORE = re.compile(r"[A-Z][A-Za-z'.-]*[ ]\Z")
_ROLE_NAME = re.compile(
    r"(?:Adult|Child|Daughter|Son|Sister|Brother|Neighbour|Friend|Colleague|Witness|Person|Subject"
    r"|Professional|Partner|Male|Female) (?:[A-Z]|\d{1,2})(?![A-Za-z0-9])"
)
# One of these is where a pseudonym is declared.
_HINTS = (
    *(
        "pseudonym",
        "stand in for",
        "used in this report",
        "following names",
        "been changed",
        "name used",
    ),
    *("fictitious", "known in this", "to protect the", "referred to", "death of", "real name"),
    *("called '", 'called "', "name '", 'name "', "known as '", 'known as "'),
)
_KEY_REACH = 2500
# So that a hostile text can't make the comparisons of names with names endless.
_MOST = 100


def _folds(names: Iterable[str]) -> frozenset[str]:
    return frozenset(folded for name in names if (folded := fold(name)))


@dataclass(frozen=True)
class Known:
    """``chair`` and ``author`` may name several people, with commas or "and" between them."""

    chair: str = ""
    author: str = ""
    agencies: tuple[str, ...] = ()
    pseudonyms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def merge(self, other: "Known") -> "Known":
        return Known(
            chair=_joined(self.chair, other.chair),
            author=_joined(self.author, other.author),
            agencies=tuple(dict.fromkeys(self.agencies + other.agencies)),
            pseudonyms=tuple(dict.fromkeys(self.pseudonyms + other.pseudonyms)),
            places=tuple(dict.fromkeys(self.places + other.places)),
        )

    @cached_property
    def people(self) -> tuple[str, ...]:
        return tuple(
            _TITLE.sub("", name) for text in (self.chair, self.author) for name in people_in(text)
        )

    @cached_property
    def public(self) -> Phrases:
        return Phrases((*self.agencies, *self.places))

    @cached_property
    def single_words(self) -> frozenset[str]:
        return frozenset(plain(name).text for name in self.pseudonyms if " " not in name.strip())

    @cached_property
    def _people(self) -> frozenset[str]:
        return _folds(self.people)

    @cached_property
    def _pseudonyms(self) -> frozenset[str]:
        return _folds(self.pseudonyms)

    @cached_property
    def _answers(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _surnames(self) -> frozenset[str]:
        return _folds(name.split()[-1] for name in self.people if name.split())

    def has(self, name: str) -> bool:
        """Whether it is a pseudonym, or the chair or author in full or by the surname."""
        answer = self._answers.get(name)
        if answer is None:
            bare = _TITLE.sub("", plain(name).text.strip())
            folded = fold(bare)
            answer = (
                fold(name) in self._pseudonyms
                or folded in self._people
                or folded in self._surnames
                or self._initialled(bare)
            )
            self._answers[name] = answer
        return answer

    def _initialled(self, name: str) -> bool:
        first, _, last = name.replace(".", " ").partition(" ")
        return len(first) == 1 and any(
            fold(person.split()[-1]) == fold(last) and person[:1] == first
            for person in self.people
            if " " in person
        )

    def all_known(self, parts: Sequence[str]) -> bool:
        """Pseudonyms that only stand beside one another, as in a table."""
        return all(fold(part) in self._pseudonyms for part in parts)


def people_in(text: str) -> list[str]:
    return [one.strip() for one in re.split(r",|;|/|&|\band\b|\n", text) if one.strip()]


def _joined(first: str, second: str) -> str:
    names = people_in(first)
    held = _folds(_TITLE.sub("", name) for name in names)
    names += [name for name in people_in(second) if fold(_TITLE.sub("", name)) not in held]
    return ", ".join(names)


def offices_in(text: str) -> dict[str, list[str]]:
    """Names by "chair" and "author", as the labels of a title page give them."""
    found: dict[str, list[str]] = {"chair": [], "author": []}
    for match in _ROLE.finditer(text):
        if match["role"][0].islower() and ":" not in match[0]:
            continue
        person = _trimmed(match["person"])
        if person:
            for role, names in found.items():
                if role in match["role"].lower() and person not in names and len(names) < _MOST:
                    names.append(person)
    return found


def _trimmed(person: str) -> str:
    """Without words that follow the name on the line, as extractors glue lines together."""
    person = re.sub(r"(?<=[a-z])(?=[A-Z])(?<!Mc)(?<!Mac).*", "", person)
    kept: list[str] = []
    for word in person.split():
        if len(kept) > 0 and word.capitalize() in words("ordinary_words"):
            break
        kept.append(word)
    first = kept[0] if kept else ""
    if len(kept) < 2 or (first in words("ordinary_words") and not _TITLE.match(person)):
        return ""
    return " ".join(kept)


def pseudonyms_in(text: str) -> list[tuple[str, str]]:
    """Each with the person's relation, where the text gives it, in small letters."""
    found: dict[str, str] = {}
    lower = text.lower()
    if not any(hint in lower for hint in _HINTS):
        return []
    for match in _QUOTED.finditer(text):
        name = match["name"] or match["before"] or match["bare"]
        if name not in words("ordinary_words"):
            found[name] = ""
    last = 0
    for key in _KEY.finditer(text):
        if key.start() < last:
            continue
        last = min(len(text), key.end() + _KEY_REACH)
        for name, relation in _rows(text[key.end() : last]):
            found[name] = found.get(name) or relation
    return list(found.items())[:_MOST]


def _rows(text: str) -> list[tuple[str, str]]:
    """Names in the first column of the table that follows; prose after it ends the table."""
    names: list[tuple[str, str]] = []
    misses = 0
    lines = [line for line in text.splitlines() if line.strip()]
    for at, line in enumerate(lines):
        row = _ROW.match(line)
        relation = line[row.end("name") :] if row else ""
        if row and not relation.strip(" \"'\t|:") and at + 1 < len(lines):
            relation = lines[at + 1]
        if row and row["name"].split()[0] not in _NO_NAMES and _RELATION.search(relation):
            names.append((" ".join(row["name"].split()), relation.strip().lower()))
            names += [(match[0], "") for match in _ROLE_NAME.finditer(line)]
            misses = 0
            continue
        if names or _RELATION.search(line):
            names += [(match[0], "") for match in _ROLE_NAME.finditer(line)]
        inline = [
            (match["name"], match["relation"].lower())
            for match in _INLINE.finditer(line)
            if not _CAPITAL_BEFORE.search(line, max(0, match.start() - 32), match.start())
        ]
        names += [one for one in inline if one[0] not in words("ordinary_words")]
        misses = 0 if inline else misses + 1
        if misses > (12 if not names else 3):
            break
    return names


_NO_NAMES = word_set("Name Names Page The This In Relationship Pseudonym Role")


def declared_in(surfaces: Iterable[Surface]) -> Known:
    """What the document itself says: offices by their labels, pseudonyms by its table of names."""
    chairs: list[str] = []
    authors: list[str] = []
    pseudonyms: list[str] = []
    for surface in surfaces:
        if surface.name in PROSE and max(len(chairs), len(authors), len(pseudonyms)) < _MOST:
            text = plain(surface.text).text
            offices = offices_in(text)
            chairs += offices["chair"]
            authors += offices["author"]
            pseudonyms += [name for name, _ in pseudonyms_in(text)]
    return Known(
        chair=_joined("", ", ".join(dict.fromkeys(chairs))),
        author=_joined("", ", ".join(dict.fromkeys(authors))),
        pseudonyms=tuple(dict.fromkeys(pseudonyms)),
    )
