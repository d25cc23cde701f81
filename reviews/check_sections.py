"""The findings of a check as people work through them: by what there is to do about them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from reviews.anonymisation.rules import RULES, Level
from reviews.excerpts import Excerpt, Excerpts
from reviews.findings import Group, needs_two
from reviews.models import CheckFinding, FileKind, Verdict
from reviews.parts import CONTENT

PLACES_SHOWN = 20

TOGETHER = ("jigsaw",)
DATES = ("date-of-birth", "full-date", "exact-age")
NUMBERS = ("phone", "email", "nhs-number", "ni-number", "vehicle", "reference")
PLACES = ("postcode", "street-address", "school", "surgery", "place")

TITLES = {
    "refused": "Can’t be checked",
    "mend": "To be mended in the file",
    "change": "To be changed",
    "second": "Waiting for a second person",
    "register": "Protected identifiers",
    "people": "Names and people",
    "together": "Facts that point to somebody together",
    "dates": "Dates and ages",
    "numbers": "Numbers and references",
    "places": "Places",
    "file": "Things in the file",
    "access": "Accessibility",
    "decided": "Already decided",
}
INTRODUCTIONS = {
    "refused": "A file that can’t be read can’t be published. Mend it and upload it again.",
    "mend": "Nobody can let these stand. Change the original, make the PDF again and upload it.",
    "change": "Somebody decided that these must be changed. Change the original and upload it "
    "again.",
    "second": "One person let these stand. A protected identifier needs a second person who agrees.",
    "register": "Somebody in the register may be named here. To let one stand takes two people and "
    "a reason.",
    "together": "None of these facts says who it is. Together they do: take out one or more, or make "
    "them less exact.",
    "access": "A look at what screen readers need. It is not a PDF/UA validation.",
    "dates": "Give the month and the year, or a range of ages, wherever the exact one is not "
    "needed.",
}


@dataclass(frozen=True)
class Place:
    finding: CheckFinding
    excerpt: Excerpt | None = None

    @property
    def part(self) -> str:
        return part_label(self.finding.part)

    @property
    def words(self) -> str:
        """Where it is, for people."""
        words = [self.part]
        if self.finding.page:
            words.append(f"page {self.finding.page}")
        if self.finding.surface not in ("page", "content", "file", ""):
            words.append(self.finding.surface)
        return ", ".join(words)

    @property
    def has_picture(self) -> bool:
        return self.finding.page is not None and self.finding.part != CONTENT


@dataclass(frozen=True)
class Row:
    """One string, with all its places."""

    group: Group
    places: list[Place]
    count: int
    pages: str
    number: int = 0

    @property
    def excerpt(self) -> Excerpt | None:
        return next((place.excerpt for place in self.places if place.excerpt), None)

    @property
    def title(self) -> str:
        """Tells it from the others of its rule where the words may not be shown."""
        title = self.group.rule.title
        return f"{title} ({self.number})" if self.number else title

    @property
    def key(self) -> str:
        return self.group.fingerprint

    @property
    def note(self) -> str:
        return next((place.finding.note for place in self.places if place.finding.note), "")

    @property
    def needs_two(self) -> bool:
        return needs_two(self.group.rule)

    @property
    def can_be_decided(self) -> bool:
        return self.group.rule.clearable

    @property
    def hidden_count(self) -> int:
        return self.count - len(self.places)


@dataclass
class Section:
    key: str
    rows: list[Row] = field(default_factory=list)

    @property
    def title(self) -> str:
        return TITLES[self.key]

    @property
    def introduction(self) -> str:
        return INTRODUCTIONS.get(self.key, "")

    @property
    def is_table(self) -> bool:
        return self.key == "dates"

    @property
    def can_be_decided(self) -> bool:
        return any(row.can_be_decided for row in self.rows)


def sections_of(
    groups: Iterable[Group], excerpts: Excerpts | None, *, part: str = "", key: str = ""
) -> list[Section]:
    """In the order of ``TITLES``; only those that hold something of ``part`` and are ``key``."""
    sections = {name: Section(name) for name in TITLES}
    for group in groups:
        section = section_of(group)
        places = [place for place in group.places if not part or place.part == part]
        if places and (not key or section == key):
            sections[section].rows.append(_row(group, places, excerpts))
    for one in sections.values():
        one.rows = _numbered(one.rows)
    return [section for section in sections.values() if section.rows]


def section_of(group: Group) -> str:
    rule = group.rule
    if rule.level == Level.REFUSE:
        return "refused"
    if not rule.clearable:
        return "mend"
    if group.decision is not None and group.decision.verdict == Verdict.MUST_CHANGE:
        return "change"
    if group.waits_for_second:
        return "second"
    if not group.is_open:
        return "decided"
    for name, rules in (
        ("together", TOGETHER),
        ("dates", DATES),
        ("numbers", NUMBERS),
        ("places", PLACES),
    ):
        if rule.name in rules:
            return name
    return rule.group if rule.group in TITLES else "people"


def part_label(part: str) -> str:
    if part == CONTENT:
        return "The page’s own text"
    return str(FileKind(part).label) if part in FileKind.values else part


def rule_title(name: str) -> str:
    """For records: a rule of an earlier engine may be gone."""
    return RULES[name].title if name in RULES else name


def _row(group: Group, places: list[CheckFinding], excerpts: Excerpts | None) -> Row:
    shown = [
        Place(place, excerpts.of(place) if excerpts else None) for place in places[:PLACES_SHOWN]
    ]
    return Row(group, shown, len(places), _pages(places))


def _numbered(rows: list[Row]) -> list[Row]:
    """Those of one rule get numbers, unless there is but one of them."""
    of_rule = Counter(row.group.rule.name for row in rows)
    numbers: Counter[str] = Counter()
    numbered = []
    for row in rows:
        name = row.group.rule.name
        numbers[name] += 1
        numbered.append(replace(row, number=numbers[name] if of_rule[name] > 1 else 0))
    return numbered


def _pages(places: list[CheckFinding]) -> str:
    """“Overview report, pages 4, 7 and 12; Action plan, page 1”."""
    pages: dict[str, list[int]] = {}
    for place in places:
        of_part = pages.setdefault(place.part, [])
        if place.page and place.page not in of_part:
            of_part.append(place.page)
    return "; ".join(_pages_of(part, sorted(numbers)) for part, numbers in pages.items())


def _pages_of(part: str, numbers: list[int]) -> str:
    label = part_label(part)
    if not numbers:
        return label
    if len(numbers) == 1:
        return f"{label}, page {numbers[0]}"
    shown, more = numbers[:12], len(numbers) - 12
    if more > 0:
        return f"{label}, pages {', '.join(map(str, shown))} and {more} more"
    return f"{label}, pages {', '.join(map(str, shown[:-1]))} and {shown[-1]}"
