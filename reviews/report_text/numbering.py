"""The numbers that Word shows before paragraphs of a list: they stand nowhere in the text itself."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from reviews.anonymisation.markup import attribute, child, local
from reviews.anonymisation.word_looks import Styles, is_on

LEVELS = 9
ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True)
class Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str = ""
    all_decimal: bool = False


@dataclass(frozen=True)
class Mark:
    """What Word shows: ``text`` is empty for a bullet."""

    text: str
    level: int
    is_bullet: bool = False


@dataclass
class Numbering:
    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    uses: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: Any | None) -> "Numbering":
        numbering = cls()
        for element in root if root is not None else ():
            key = attribute(element, "abstractNumId") or attribute(element, "numId")
            if local(element) == "abstractNum":
                numbering.abstract[key] = dict(_levels(element))
                link = child(element, "numStyleLink")
                if link is not None:
                    numbering.linked[key] = attribute(link, "val")
            elif local(element) == "num":
                numbering._take_num(attribute(element, "numId"), element)
        return numbering

    def _take_num(self, key: str, element: Any) -> None:
        uses = child(element, "abstractNumId")
        self.uses[key] = attribute(uses, "val") if uses is not None else ""
        self.overrides[key], self.restarts[key] = {}, {}
        for override in element:
            if local(override) != "lvlOverride":
                continue
            level = _whole(attribute(override, "ilvl"), 0)
            start = child(override, "startOverride")
            if start is not None:
                self.restarts[key][level] = _whole(attribute(start, "val"), 1)
            self.overrides[key].update(_levels(override))

    def mark(self, paragraph: Any, style: str, styles: Styles) -> Mark | None:
        """Counts on: to be asked once for each paragraph, in order."""
        key, level = self._place(paragraph, style, styles)
        if key in ("", "0") or key not in self.uses:
            return None
        abstract = self._abstract(key, styles)
        forms = {**self.abstract.get(abstract, {}), **self.overrides.get(key, {})}
        own = forms.get(level)
        if own is None:
            return None
        self._count(key, abstract, level, forms)
        if own.form == "bullet":
            return Mark("", level, is_bullet=True)
        counts = self._counts[abstract]
        text = own.text
        for place in range(LEVELS):
            one = forms.get(place, Level())
            form = "decimal" if own.all_decimal else one.form
            shown = _written(counts.get(place, one.start), form)
            text = text.replace(f"%{place + 1}", shown)
        return Mark(text.strip(), level) if text.strip() else None

    def _count(self, key: str, abstract: str, level: int, forms: dict[int, Level]) -> None:
        counts = self._counts[abstract]
        if key not in self._begun:
            self._begun.add(key)
            for place, start in self.restarts.get(key, {}).items():
                counts[place] = start - 1
        for above in range(level):
            counts.setdefault(above, forms.get(above, Level()).start)
        counts[level] = counts.get(level, forms[level].start - 1) + 1
        for deeper in [place for place in counts if place > level]:
            del counts[deeper]

    def _place(self, paragraph: Any, style: str, styles: Styles) -> tuple[str, int]:
        own = _list_of(child(paragraph, "pPr"))
        if own is not None and child(own, "numId") is not None:
            level = child(own, "ilvl")
            number = attribute(child(own, "numId"), "val")
            return number, _whole(attribute(level, "val"), 0) if level is not None else 0
        found, level_of_style = self._of_style(style, styles)
        if own is not None and (level := child(own, "ilvl")) is not None:
            return found, _whole(attribute(level, "val"), 0)
        return found, level_of_style

    def _of_style(self, style: str, styles: Styles) -> tuple[str, int]:
        name = style or styles.default_paragraph
        for _ in range(20):
            element = styles.by_id.get(name)
            if element is None:
                break
            given = _list_of(child(element, "pPr"))
            number = child(given, "numId") if given is not None else None
            if number is not None:
                key = attribute(number, "val")
                levels = self.abstract.get(self._abstract(key, styles), {})
                by_style = [place for place, one in levels.items() if one.style in (style, name)]
                level = child(given, "ilvl")
                named = _whole(attribute(level, "val"), 0) if level is not None else 0
                return key, by_style[0] if by_style else named
            based_on = child(element, "basedOn")
            name = attribute(based_on, "val") if based_on is not None else ""
        return "", 0

    def _abstract(self, key: str, styles: Styles) -> str:
        """Where a list's form is kept with a style, the form that the style names."""
        abstract = self.uses.get(key, "")
        for _ in range(5):
            style = styles.by_id.get(self.linked.get(abstract, ""))
            given = _list_of(child(style, "pPr")) if style is not None else None
            number = child(given, "numId") if given is not None else None
            if number is None:
                break
            abstract = self.uses.get(attribute(number, "val"), abstract)
        return abstract


def _list_of(properties: Any | None) -> Any | None:
    return child(properties, "numPr") if properties is not None else None


def _levels(element: Any) -> Any:
    for level in element:
        if local(level) != "lvl":
            continue
        values = {local(one): attribute(one, "val") for one in level}
        legal = child(level, "isLgl")
        yield (
            _whole(attribute(level, "ilvl"), 0),
            Level(
                start=_whole(values.get("start", ""), 1),
                form=values.get("numFmt", "decimal"),
                text=values.get("lvlText", ""),
                style=values.get("pStyle", ""),
                all_decimal=is_on(legal),
            ),
        )


def _written(number: int, form: str) -> str:
    number = max(0, min(number, 99_999))
    if form in ("lowerLetter", "upperLetter") and number:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 5)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman, left = "", number % 4000
        for value, letters in ROMAN:
            roman, left = roman + letters * (left // value), left % value
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{number:02}"
    return "" if form in ("none", "bullet") else str(number)


def _whole(text: str, default: int) -> int:
    try:
        return int(text)
    except ValueError:
        return default
