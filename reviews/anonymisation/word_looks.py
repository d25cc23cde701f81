"""Whether readers of a Word document see a run of text: what its styles and its place make of it."""

import re
from dataclasses import dataclass, field
from typing import Any

from reviews.anonymisation.markup import attribute, child, local

SMALLEST_HALF_POINTS = 6
SMALLEST_SCALE_PERCENT = 10
SMALLEST_LINE_TWENTIETHS = 40
SMALLEST_BOX_EMU = 25_400
EMU_PER_TWENTIETH = 635
BESIDE_THE_PAGE_EMU = 1_828_800
WIDEST_PAGE_TWENTIETHS = 31_680
LEAST_CONTRAST = 16
WHITE = (255, 255, 255)
HIGHLIGHTS = {"black": (0, 0, 0), "darkBlue": (0, 0, 128), "white": WHITE, "yellow": (255, 255, 0)}
Colour = tuple[int, int, int]
HEX = re.compile(r"[0-9A-Fa-f]{6}")
POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "pc": 12.0, "": 0.75}
MEASURE = re.compile(r"(-?\d*\.?\d+)\s*(pt|in|cm|mm|px|pc|)\s*$")


@dataclass
class Styles:
    """``styles.xml`` as chains of properties."""

    by_id: dict[str, Any] = field(default_factory=dict)
    default_run: Any | None = None
    default_paragraph: str = ""
    _chains: dict[tuple[str, str], Any] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any | None) -> "Styles":
        styles = cls()
        for element in root if root is not None else ():
            if local(element) == "style":
                name = attribute(element, "styleId")
                styles.by_id[name] = element
                if attribute(element, "type") == "paragraph" and is_set(element, "default"):
                    styles.default_paragraph = name
            elif local(element) == "docDefaults":
                defaults = child(element, "rPrDefault")
                if defaults is not None:
                    styles.default_run = child(defaults, "rPr")
        return styles

    def find(self, style: str, name: str) -> Any | None:
        """The run property that a style or one that it is based on sets."""
        key = (style, name)
        if key not in self._chains:
            self._chains[key] = self._found(style, name)
        return self._chains[key]

    def _found(self, style: str, name: str) -> Any | None:
        for _ in range(20):
            element = self.by_id.get(style)
            if element is None:
                return None
            properties = child(element, "rPr")
            found = child(properties, name) if properties is not None else None
            if found is not None:
                return found
            based_on = child(element, "basedOn")
            style = attribute(based_on, "val") if based_on is not None else ""
        return None

    def shades(self, table_style: str) -> bool:
        element = self.by_id.get(table_style)
        if element is None:
            return False
        based_on = child(element, "basedOn")
        inherited = based_on is not None and attribute(based_on, "val") not in ("", table_style)
        fills = [one for one in element.iter() if local(one) == "shd"]
        return bool(fills) or (inherited and self.shades_above(element))

    def shades_above(self, element: Any) -> bool:
        for _ in range(20):
            based_on = child(element, "basedOn")
            element = self.by_id.get(attribute(based_on, "val")) if based_on is not None else None
            if element is None:
                return False
            if any(local(one) == "shd" for one in element.iter()):
                return True
        return True


@dataclass(frozen=True)
class Ground:
    """What text stands on. ``colour`` is None where it can't be told."""

    colour: Colour | None = WHITE
    unseen: bool = False
    paragraph_style: str = ""


def is_set(element: Any, name: str) -> bool:
    return attribute(element, name) in ("1", "true", "on")


def is_on(element: Any | None) -> bool:
    return element is not None and attribute(element, "val", "1") not in ("0", "false", "off")


def is_unseen(run: Any, styles: Styles, ground: Ground) -> bool:
    direct = child(run, "rPr")
    own_style = child(direct, "rStyle") if direct is not None else None
    style = attribute(own_style, "val") if own_style is not None else ""
    paragraph = ground.paragraph_style or styles.default_paragraph

    def property_of(name: str) -> Any | None:
        found = child(direct, name) if direct is not None else None
        for chained in (style, paragraph):
            found = styles.find(chained, name) if found is None else found
        if found is None and styles.default_run is not None:
            found = child(styles.default_run, name)
        return found

    if _vanishes(direct, style, paragraph, styles):
        return True
    size, scale = property_of("sz"), property_of("w")
    if size is not None and _number(attribute(size, "val"), 99) <= SMALLEST_HALF_POINTS:
        return True
    if scale is not None and _number(attribute(scale, "val"), 100) < SMALLEST_SCALE_PERCENT:
        return True
    if _filled_with_nothing(property_of("textFill")):
        return True
    return _is_on_its_own_colour(property_of, ground)


def _vanishes(direct: Any | None, style: str, paragraph: str, styles: Styles) -> bool:
    """A mark in the run wins; marks in both styles undo each other, as Word has it."""
    for name in ("vanish", "specVanish"):
        own = child(direct, name) if direct is not None else None
        if own is not None:
            if is_on(own):
                return True
            continue
        marks = [is_on(styles.find(one, name)) for one in (style, paragraph)]
        if marks[0] != marks[1]:
            return True
        default = child(styles.default_run, name) if styles.default_run is not None else None
        if is_on(default) and not any(marks):
            return True
    return False


def _filled_with_nothing(fill: Any | None) -> bool:
    if fill is None:
        return False
    if child(fill, "noFill") is not None:
        return True
    alphas = [one for one in fill.iter() if local(one) == "alpha"]
    return any(_number(attribute(one, "val").rstrip("%"), 0) >= 95_000 for one in alphas)


def _is_on_its_own_colour(property_of: Any, ground: Ground) -> bool:
    highlight, shading, colour = (property_of(name) for name in ("highlight", "shd", "color"))
    behind, automatic = ground.colour, (0, 0, 0) if ground.colour == WHITE else None
    if shading is not None and (fill := fill_of(shading, behind)) != behind:
        behind, automatic = fill, None
    if highlight is not None and attribute(highlight, "val") != "none":
        behind = HIGHLIGHTS.get(attribute(highlight, "val"))
        automatic = (0, 0, 0)
    ink = colour_of(colour) if colour is not None else automatic
    if colour is not None and attribute(colour, "val") == "auto":
        ink = automatic
    return ink is not None and behind is not None and alike(ink, behind)


def fill_of(shading: Any, behind: Colour | None) -> Colour | None:
    fill = attribute(shading, "fill", "auto")
    if attribute(shading, "val") == "solid":
        return colour_value(attribute(shading, "color"))
    if fill == "auto":
        return behind if attribute(shading, "val") in ("clear", "nil", "") else None
    return colour_value(fill)


def colour_of(element: Any) -> Colour | None:
    if attribute(element, "themeColor") in ("background1", "light1"):
        tinted = attribute(element, "themeShade") or attribute(element, "themeTint")
        return None if tinted else WHITE
    return colour_value(attribute(element, "val"))


def colour_value(text: str) -> Colour | None:
    if not HEX.fullmatch(text):
        return None
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


def alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= LEAST_CONTRAST for a, b in zip(one, other, strict=True))


def _number(text: str, default: float) -> float:
    try:
        return float(text)
    except ValueError:
        return default


def box_is_unseen(shape: Any) -> bool:
    """A drawing that has no size, is marked as hidden or lies beside the page."""
    for element in shape.iter():
        name = local(element)
        if name in ("docPr", "cNvPr") and is_set(element, "hidden"):
            return True
        if name in ("txbxContent", "txBody"):
            break
    extent = child(shape, "extent")
    width = _number(attribute(extent, "cx"), 1e9) if extent is not None else 1e9
    height = _number(attribute(extent, "cy"), 1e9) if extent is not None else 1e9
    if min(width, height) <= SMALLEST_BOX_EMU:
        return True
    for axis, size in (("positionH", width), ("positionV", height)):
        position = child(shape, axis)
        offset = child(position, "posOffset") if position is not None else None
        if offset is None:
            continue
        at = _number(offset.text or "", 0)
        beyond = WIDEST_PAGE_TWENTIETHS * EMU_PER_TWENTIETH
        if at >= beyond or (size < 1e9 and at + size <= -BESIDE_THE_PAGE_EMU):
            return True
    return False


def drawn_unseen(style: str) -> bool:
    """The same for the older drawings, whose place is written like a style sheet."""
    rules = {
        name.strip().lower(): value.strip().lower()
        for name, _, value in (rule.partition(":") for rule in style.split(";"))
    }
    if rules.get("visibility") == "hidden" or rules.get("display") == "none":
        return True
    for name, value in rules.items():
        match = MEASURE.match(value)
        if not match:
            continue
        points = float(match[1]) * POINTS[match[2]]
        if name in ("width", "height") and points <= 2 and "mso-fit-shape-to-text" not in style:
            return True
        if name in ("left", "top", "margin-left", "margin-top") and abs(points) >= 1584:
            return True
    return False
