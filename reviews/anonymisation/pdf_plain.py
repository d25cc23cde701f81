"""Pages on which all text is certainly seen, told from the list of objects without drawing them."""

from collections import defaultdict
from dataclasses import dataclass, field

import pypdfium2

from reviews.anonymisation import pdfium_page as objects
from reviews.anonymisation.pdfium_page import FORM, PATH, TEXT, Drawn
from reviews.anonymisation.rendered import fill_levels
from reviews.anonymisation.surfaces import Box
from reviews.anonymisation.text_on_text import overlapping

# Points. Rules, underlines and borders are thinner than this.
THIN = 2.5
SMALLEST_HEIGHT = 2.2
NARROWEST = 0.2
DARK, LIGHT = 120, 185
RECTANGLE_SEGMENTS = 6
EDGE = 1.0
FILLED_MODES = (0, 2)
WHITE = 255
# Points. Underlining, striking out and the rules of a table are at most so many on one line.
MAX_RULES = 4
STRIP = 20.0
MAX_STRIPS = 1_000


@dataclass
class Paintings:
    """What is painted that isn't text. ``areas``: number, place, and lightness where it is known.

    ``rules`` are thin: one under or through a line of text hides nothing, many next to each other
    do. They are kept by the strip of the page that they are in.
    """

    areas: list[tuple[int, Box, int | None]] = field(default_factory=list)
    rules: dict[int, list[Box]] = field(default_factory=lambda: defaultdict(list))

    def add_rule(self, box: Box) -> None:
        first, last = int(box[1] // STRIP), int(box[3] // STRIP)
        for strip in range(first, min(last, first + MAX_STRIPS) + 1):
            self.rules[strip].append(box)

    def rules_on(self, box: Box) -> int:
        left, bottom, right, top = box
        found = set()
        for strip in range(int(bottom // STRIP), int(top // STRIP) + 1):
            for rule in self.rules.get(strip, ()):
                if rule[0] < right and rule[2] > left and rule[1] < top and rule[3] > bottom:
                    found.add(rule)
        return len(found)


def is_plain(page: pypdfium2.PdfPage, drawn: Drawn) -> bool:
    """Text in a colour unlike its ground, large enough, inside the page, with nothing over it.

    False says only that the page has to be drawn to know. Text of no height is left to the caller.
    """
    view = page.get_bbox()
    painted = _paintings(drawn)
    if painted is None:
        return False
    texts = drawn.indexes(TEXT)
    bounds = drawn.bounds
    if overlapping((i, bounds[i]) for i in texts if bounds[i][3] > bounds[i][1]):
        return False
    modes = drawn.text_modes(texts)
    return all(
        mode in FILLED_MODES and _is_seen(drawn, index, view, painted)
        for index, mode in zip(texts, modes, strict=True)
    )


def without_height(drawn: Drawn) -> set[int]:
    """The text objects that draw nothing, as spaces do."""
    bounds = drawn.bounds
    return {drawn.handles[i] for i in drawn.indexes(TEXT) if bounds[i][3] <= bounds[i][1]}


def _paintings(drawn: Drawn) -> Paintings | None:
    """None where text may be among them."""
    painted = Paintings()
    for index, kind in enumerate(drawn.types):
        if kind == TEXT:
            continue
        handle, box = drawn.handles[index], drawn.bounds[index]
        if kind == FORM and any(inner == TEXT for inner, _ in objects.in_form(handle)):
            return None
        lightness = None
        if kind == PATH:
            simple = objects.path_segments(handle) <= RECTANGLE_SEGMENTS
            filled = objects.path_is_filled(handle)
            if simple and min(box[2] - box[0], box[3] - box[1]) < THIN:
                painted.add_rule(box)
                continue
            if simple and not filled and objects.stroke_width(handle) < THIN:
                continue
            fill = drawn.fills[index]
            if simple and filled and fill and fill[3] == WHITE and not drawn.transparent[index]:
                lightness = fill_levels(*fill[:3])
        painted.areas.append((index, box, lightness))
    return painted


def _is_seen(drawn: Drawn, index: int, view: Box, painted: Paintings) -> bool:
    left, bottom, right, top = box = drawn.bounds[index]
    wide, high = right - left, top - bottom
    if high <= 0 < wide:  # spaces
        return True
    if high < SMALLEST_HEIGHT or wide < NARROWEST * high:
        return False
    if drawn.transparent[index] or not _inside(box, view):
        return False
    fill = drawn.fills[index]
    if not fill or fill[3] != WHITE:
        return False
    clip, simple = objects.clip_of(drawn.handles[index])
    if not simple or (clip and not _inside(box, clip)):
        return False
    if painted.rules and painted.rules_on(box) > MAX_RULES:
        return False
    return _stands_out(fill_levels(*fill[:3]), index, box, painted)


def _stands_out(level: int, index: int, box: Box, painted: Paintings) -> bool:
    left, bottom, right, top = box
    grounds: list[int] = [WHITE]
    for other, place, lightness in painted.areas:
        if place[0] >= right or place[2] <= left or place[1] >= top or place[3] <= bottom:
            continue
        if other > index or lightness is None:
            return False
        if _inside(box, place):
            grounds = [lightness]
        else:
            grounds.append(lightness)
    if level < DARK:
        return min(grounds) > LIGHT
    return level > LIGHT and max(grounds) < DARK


def _inside(box: Box, outer: Box) -> bool:
    return (
        box[0] >= outer[0] - EDGE
        and box[1] >= outer[1] - EDGE
        and box[2] <= outer[2] + EDGE
        and box[3] <= outer[3] + EDGE
    )
