"""Text on a page that can be copied but not seen.

A page that isn't plain is drawn with and without its text: a character whose place looks the same
both times was not visible. Text that lies on other text is taken away in turns.
"""

from collections import defaultdict
from dataclasses import dataclass

import pypdfium2

from reviews.anonymisation.pdfium_page import Glyphs, bounds_of, set_active
from reviews.anonymisation.rendered import Canvas, Changes
from reviews.anonymisation.surfaces import Box, Refusal

SCALE, CLOSE_SCALE = 1.5, 4.0
MAX_CLOSE = 12
MAX_TURNS = 40
# Points. Footnote marks in the smallest print are about 3.5.
SMALLEST = 3.0
X_HEIGHT, CAPITALS = 0.48, 0.7
LOW_LETTERS = frozenset("acemnorsuvwxz")
NARROWEST, NARROW, NO_STEP = 0.05, 0.12, 0.2
SEEN_SHARE = 0.5
CELL = 8.0
# Points, for one letter: text of about 20.
LARGE = 13.0
FEWEST = 3
TOO_MUCH = "Too much text lies on other text. Make the file again from the original."


@dataclass(frozen=True)
class Run:
    """Characters next to each other that readers can't see."""

    start: int
    end: int
    box: Box


def hidden_runs(
    page: pypdfium2.PdfPage, glyphs: Glyphs, texts: list[int], *, forms: bool
) -> list[Run]:
    """``texts`` are all text objects on the page; ``forms`` says that it has marks to draw."""
    letters = _letters(glyphs)
    if not letters:
        return []
    boxes = glyphs.boxes
    degenerate = {i for i in letters if boxes[i][2] <= boxes[i][0] or boxes[i][3] <= boxes[i][1]}
    tiny = _tiny(glyphs, [i for i in letters if i not in degenerate])
    solid = [i for i in letters if i not in degenerate and i not in tiny]
    hidden = set(_unseen(Canvas(page, SCALE), glyphs, solid, texts, forms))
    if hidden:
        hidden = _looked_at_closely(page, glyphs, hidden, forms)
    return _runs(glyphs, hidden | degenerate | tiny)


def _letters(glyphs: Glyphs) -> list[int]:
    return [
        index
        for index, (letter, owner) in enumerate(zip(glyphs.letters, glyphs.objects, strict=True))
        if owner and letter.isalnum()
    ]


def _tiny(glyphs: Glyphs, letters: list[int]) -> set[int]:
    """Letters too small to read, or squeezed to nothing."""
    tiny = set()
    for index in letters:
        left, bottom, right, top = glyphs.boxes[index]
        share = X_HEIGHT if glyphs.letters[index] in LOW_LETTERS else CAPITALS
        if max(top - bottom, right - left) < SMALLEST * share:
            tiny.add(index)
    return tiny | _squeezed(glyphs, letters)


def _squeezed(glyphs: Glyphs, letters: list[int]) -> set[int]:
    """Words pressed to a line, in width or in height."""
    found: set[int] = set()
    word: list[int] = []
    for index in letters:
        if word and (index != word[-1] + 1 or glyphs.objects[index] != glyphs.objects[word[-1]]):
            found.update(_pressed(glyphs, word))
            word = []
        word.append(index)
    found.update(_pressed(glyphs, word))
    return found


def _pressed(glyphs: Glyphs, word: list[int]) -> list[int]:
    if len(word) < FEWEST:
        return []
    sizes = [(one[2] - one[0], one[3] - one[1]) for one in (glyphs.boxes[i] for i in word)]
    aspect = sum(min(size) / max(size) for size in sizes) / len(word)
    left, bottom, right, top = _around([glyphs.boxes[i] for i in word])
    step = max(right - left, top - bottom) / len(word)
    tight = aspect < NARROW and step < NO_STEP * max(max(size) for size in sizes)
    return word if aspect < NARROWEST or tight else []


def _around(boxes: list[Box]) -> Box:
    return (
        min(one[0] for one in boxes),
        min(one[1] for one in boxes),
        max(one[2] for one in boxes),
        max(one[3] for one in boxes),
    )


def _unseen(
    canvas: Canvas, glyphs: Glyphs, letters: list[int], texts: list[int], forms: bool
) -> list[int]:
    """Those of ``letters`` whose place looks the same without them."""
    full = canvas.draw(forms=forms)

    def without(handles: list[int]) -> Changes:
        set_active(handles, False)
        try:
            return Changes(full, canvas.draw(forms=forms))
        finally:
            set_active(handles, True)

    changes = without(texts)
    unseen = [i for i in letters if not _shows(canvas, changes, glyphs.boxes[i])]
    gone = set(unseen)
    for turn in _turns(glyphs, [i for i in letters if i not in gone], texts):
        changes = without(list(turn))
        unseen += [
            i
            for i in letters
            if i not in gone
            and glyphs.objects[i] in turn
            and not _shows(canvas, changes, glyphs.boxes[i])
        ]
    return unseen


def _shows(canvas: Canvas, changes: Changes, box: Box) -> bool:
    place = canvas.pixels(box)
    wide, high = place[2] - place[0], place[3] - place[1]
    if wide <= 0 or high <= 0:
        return False
    large = max(box[3] - box[1], box[2] - box[0]) > LARGE
    changed = changes.within(place, large=large)
    if changed is None:
        return False
    area = (changed[2] - changed[0]) * (changed[3] - changed[1])
    whole = max(1.0, (box[2] - box[0]) * (box[3] - box[1]) * canvas.scale**2)
    return area >= SEEN_SHARE * whole


def _turns(glyphs: Glyphs, letters: list[int], texts: list[int]) -> list[set[int]]:
    """Text objects that lie on others, in sets that can be taken away at the same time.

    The same letter at the same place, as for a shadow or for bold, counts as one with it.
    """
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    middles = {}
    for i in letters:
        left, bottom, right, top = glyphs.boxes[i]
        middles[i] = x, y = (left + right) / 2, (bottom + top) / 2
        cells[int(x // CELL), int(y // CELL)].append(i)
    same: dict[int, int] = {}
    apart: set[tuple[int, int]] = set()
    for i in letters:
        left, bottom, right, top = glyphs.boxes[i]
        for column in range(int(left // CELL), int(right // CELL) + 1):
            for row in range(int(bottom // CELL), int(top // CELL) + 1):
                for j in cells.get((column, row), ()):
                    one, other = glyphs.objects[i], glyphs.objects[j]
                    if one == other or one is None or other is None:
                        continue
                    x, y = middles[j]
                    if not (left < x < right and bottom < y < top):
                        continue
                    reach = 0.3 * (top - bottom)
                    here = middles[i]
                    twin = abs(x - here[0]) < reach and abs(y - here[1]) < reach
                    if twin and glyphs.letters[i] == glyphs.letters[j]:
                        _join(same, one, other)
                    else:
                        apart.add((one, other))
    if not apart:
        return []
    known = {owner for owner in glyphs.objects if owner}
    for spare in set(texts) - known:
        _join_spare(same, spare, glyphs, cells)
    return _coloured(same, apart, known | set(texts))


def _join_spare(
    same: dict[int, int], spare: int, glyphs: Glyphs, cells: dict[tuple[int, int], list[int]]
) -> None:
    """PDFium drops text that repeats what is drawn in the same place: take it with its twin."""
    left, bottom, right, top = bounds_of(spare)
    for column in range(int(left // CELL), int(min(right, left + 50) // CELL) + 1):
        for row in range(int(bottom // CELL), int(min(top, bottom + 50) // CELL) + 1):
            for j in cells.get((column, row), ()):
                owner = glyphs.objects[j]
                if owner:
                    _join(same, spare, owner)
                    return


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


def _looked_at_closely(
    page: pypdfium2.PdfPage, glyphs: Glyphs, hidden: set[int], forms: bool
) -> set[int]:
    """Thin grey strokes fade when drawn small: look again, larger, before saying so."""
    runs = _runs(glyphs, hidden, fewest=1)
    canvases = (
        [(Canvas(page, CLOSE_SCALE), sorted(hidden))]
        if len(runs) > MAX_CLOSE
        else [
            (
                Canvas(page, CLOSE_SCALE, _grown(run.box, 3)),
                [i for i in range(run.start, run.end) if i in hidden],
            )
            for run in runs
        ]
    )
    unseen: set[int] = set()
    for canvas, letters in canvases:
        unseen.update(_unseen_among(canvas, glyphs, letters, forms))
    return unseen


def _unseen_among(canvas: Canvas, glyphs: Glyphs, letters: list[int], forms: bool) -> list[int]:
    """Like `_unseen`, with everything else on the page left where it is."""
    handles = [owner for owner in {glyphs.objects[i] for i in letters} if owner]
    full = canvas.draw(forms=forms)
    set_active(handles, False)
    changes = Changes(full, canvas.draw(forms=forms))
    set_active(handles, True)
    return [i for i in letters if not _shows(canvas, changes, glyphs.boxes[i])]


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _runs(glyphs: Glyphs, hidden: set[int], fewest: int = FEWEST) -> list[Run]:
    """Hidden letters joined over what stands between them on a line, if they are enough to read."""
    runs: list[Run] = []
    current: list[int] = []

    def finish() -> None:
        whole = current and (
            (current[0] == 0 or not glyphs.letters[current[0] - 1].isalnum())
            and (
                current[-1] + 1 == len(glyphs.letters)
                or not glyphs.letters[current[-1] + 1].isalnum()
            )
        )
        if len(current) >= fewest or (whole and len(current) >= fewest - 1):
            box = _around([glyphs.boxes[i] for i in current])
            runs.append(Run(current[0], current[-1] + 1, box))

    for index, letter in enumerate(glyphs.letters):
        if index in hidden:
            current.append(index)
        elif letter.isalnum() or letter in "\r\n":
            finish()
            current = []
    finish()
    return runs
