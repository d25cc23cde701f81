"""Text that lies on other text, in sets of objects that can be taken away at the same time."""

from collections import defaultdict
from collections.abc import Iterable

from reviews.anonymisation.pdfium_page import Glyphs, bounds_of
from reviews.anonymisation.surfaces import Box, Refusal

MAX_TURNS = 40
CELL = 8.0
# Points by which boxes may run into each other: kerning, and lines set close together.
TOUCH = 1.5
TOO_MUCH = "Too much text lies on other text. Make the file again from the original."


def turns(glyphs: Glyphs, letters: list[int], texts: list[int]) -> list[set[int]]:
    """Sets of text objects to be taken away in turn; none where no text lies on text.

    ``letters`` are those that may be covered, and any mark can cover them. The same letter at the
    same place, as for a shadow or for bold, counts as one with it.
    """
    involved = _involved(glyphs)
    if not involved:
        return []
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    middles = {}
    for i in letters:
        if glyphs.objects[i] in involved:
            left, bottom, right, top = glyphs.boxes[i]
            middles[i] = x, y = (left + right) / 2, (bottom + top) / 2
            cells[int(x // CELL), int(y // CELL)].append(i)
    same: dict[int, int] = {}
    apart: set[tuple[int, int]] = set()
    for i, one in enumerate(glyphs.objects):
        if one not in involved or one is None or glyphs.letters[i].isspace():
            continue
        box = glyphs.boxes[i]
        for j in _near(cells, box):
            other = glyphs.objects[j]
            x, y = middles[j]
            if other is None or one == other:
                continue
            if box[0] < x < box[2] and box[1] < y < box[3]:
                if glyphs.letters[i] == glyphs.letters[j] and _is_twin(box, x, y):
                    _join(same, one, other)
                else:
                    apart.add((one, other))
    if not apart:
        return []
    known = {owner for owner in glyphs.objects if owner}
    for spare in set(texts) - known:
        # PDFium drops text that repeats what is drawn in the same place: take it with its twin.
        left, bottom, right, top = bounds_of(spare)
        for j in _near(cells, (left, bottom, min(right, left + 50), min(top, bottom + 50))):
            twin = glyphs.objects[j]
            if twin:
                _join(same, spare, twin)
                break
    return _coloured(same, apart, known | set(texts))


def _involved(glyphs: Glyphs) -> set[int]:
    """The objects whose boxes lie on those of others."""
    around: dict[int, list[float]] = {}
    for owner, box, letter in zip(glyphs.objects, glyphs.boxes, glyphs.letters, strict=True):
        if owner is None or letter.isspace() or box[2] <= box[0]:
            continue
        known = around.get(owner)
        if known is None:
            around[owner] = list(box)
        else:
            known[0], known[1] = min(known[0], box[0]), min(known[1], box[1])
            known[2], known[3] = max(known[2], box[2]), max(known[3], box[3])
    return overlapping((owner, (x0, y0, x1, y1)) for owner, (x0, y0, x1, y1) in around.items())


def overlapping(boxes: Iterable[tuple[int, Box]]) -> set[int]:
    """The keys of boxes that lie on others, but for where letters only touch."""
    found: set[int] = set()
    below: list[tuple[float, float, float, int]] = []
    for key, (left, bottom, right, top) in sorted(boxes, key=lambda one: one[1][1]):
        touch = min(TOUCH, 0.2 * (top - bottom), 0.2 * (right - left))
        left, bottom, right, top = left + touch, bottom + touch, right - touch, top - touch
        below = [one for one in below if one[0] > bottom]
        for _, other_left, other_right, other in below:
            if other_left < right and left < other_right:
                found.add(key)
                found.add(other)
        below.append((top, left, right, key))
    return found


def _near(cells: dict[tuple[int, int], list[int]], box: Box) -> list[int]:
    columns = range(int(box[0] // CELL), int(box[2] // CELL) + 1)
    rows = range(int(box[1] // CELL), int(box[3] // CELL) + 1)
    if len(columns) * len(rows) > len(cells):
        return [j for (x, y), there in cells.items() if x in columns and y in rows for j in there]
    return [j for x in columns for y in rows for j in cells.get((x, y), ())]


def _is_twin(box: Box, x: float, y: float) -> bool:
    reach = 0.3 * (box[3] - box[1])
    return abs((box[0] + box[2]) / 2 - x) < reach and abs((box[1] + box[3]) / 2 - y) < reach


def _root(same: dict[int, int], one: int) -> int:
    while same.get(one, one) != one:
        one = same[one]
    return one


def _join(same: dict[int, int], one: int, other: int) -> None:
    first, second = _root(same, one), _root(same, other)
    if first != second:
        same[second] = first


def _coloured(
    same: dict[int, int], apart: set[tuple[int, int]], handles: set[int]
) -> list[set[int]]:
    neighbours: dict[int, set[int]] = defaultdict(set)
    for one, other in apart:
        first, second = _root(same, one), _root(same, other)
        if first != second:
            neighbours[first].add(second)
            neighbours[second].add(first)
    colours: dict[int, int] = {}
    for handle in sorted(neighbours):
        taken = {colours[other] for other in neighbours[handle] if other in colours}
        colours[handle] = next(number for number in range(len(taken) + 1) if number not in taken)
    if colours and max(colours.values()) >= MAX_TURNS:
        raise Refusal("too-slow", TOO_MUCH)
    turns: dict[int, set[int]] = defaultdict(set)
    for handle in handles:
        colour = colours.get(_root(same, handle))
        if colour is not None:
            turns[colour].add(handle)
    return [turns[colour] for colour in sorted(turns)]
