"""Pages on which all text is certainly seen, told from the list of objects without drawing them."""

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


def is_plain(page: pypdfium2.PdfPage, drawn: Drawn) -> bool:
    """Text in a colour unlike its ground, large enough, inside the page, with nothing over it.

    False says only that the page has to be drawn to know.
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


def _paintings(drawn: Drawn) -> list[tuple[int, Box, int | None]] | None:
    """What is painted that isn't text: number, place and lightness. None where text hides in it."""
    painted: list[tuple[int, Box, int | None]] = []
    for index, kind in enumerate(drawn.types):
        if kind == TEXT:
            continue
        if kind == FORM and any(
            inner == TEXT for inner, _ in objects.in_form(drawn.handles[index])
        ):
            return None
        box = drawn.bounds[index]
        lightness = None
        if kind == PATH:
            if min(box[2] - box[0], box[3] - box[1]) < THIN:
                continue
            handle = drawn.handles[index]
            if not objects.path_is_filled(handle):
                if objects.stroke_width(handle) < THIN:
                    continue
            elif objects.path_segments(handle) <= RECTANGLE_SEGMENTS:
                fill = drawn.fills[index]
                if fill and fill[3] == WHITE and not drawn.transparent[index]:
                    lightness = fill_levels(*fill[:3])
        painted.append((index, box, lightness))
    return painted


def _is_seen(
    drawn: Drawn, index: int, view: Box, painted: list[tuple[int, Box, int | None]]
) -> bool:
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
    grounds: list[int] = [WHITE]
    for other, place, lightness in painted:
        if place[0] >= right or place[2] <= left or place[1] >= top or place[3] <= bottom:
            continue
        if other > index or lightness is None:
            return False
        if _inside(box, place):
            grounds = [lightness]
        else:
            grounds.append(lightness)
    level = fill_levels(*fill[:3])
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
