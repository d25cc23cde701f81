"""Text on a page that can be copied but not seen.

A page that isn't plain is drawn with and without its text: a character whose place looks the same
both times was not visible. Text that lies on other text is taken away in turns.
"""

from dataclasses import dataclass

import pypdfium2

from reviews.anonymisation import text_on_text
from reviews.anonymisation.pdfium_page import Glyphs, fonts_of, set_active
from reviews.anonymisation.rendered import Canvas, Changes
from reviews.anonymisation.surfaces import Box

SCALE, CLOSE_SCALE = 1.5, 4.0
MAX_CLOSE = 12
# Points. Footnote marks in the smallest print are about 3.5.
SMALLEST = 3.0
X_HEIGHT, CAPITALS = 0.48, 0.7
LOW_LETTERS = frozenset("acemnorsuvwxz")
NARROWEST, NARROW, NO_STEP = 0.05, 0.12, 0.2
SEEN_SHARE = 0.5
# Points, for one letter: text of about 20.
LARGE = 13.0
FEWEST = 3


@dataclass(frozen=True)
class Run:
    """Characters next to each other that readers can't see."""

    start: int
    end: int
    box: Box


def hidden_runs(
    page: pypdfium2.PdfPage, glyphs: Glyphs, texts: list[int], *, forms: bool, by_font: bool
) -> list[Run]:
    """``texts`` are all text objects on the page; ``forms`` says that it has marks to draw.

    ``by_font`` takes the text of each font away by itself: the boxes of its glyphs may be wrong.
    """
    letters = _letters(glyphs)
    if not letters:
        return []
    boxes = glyphs.boxes
    degenerate = {i for i in letters if boxes[i][2] <= boxes[i][0] or boxes[i][3] <= boxes[i][1]}
    tiny = _tiny(glyphs, [i for i in letters if i not in degenerate])
    solid = [i for i in letters if i not in degenerate and i not in tiny]
    turns = text_on_text.turns(glyphs, solid, texts)
    if by_font:
        turns += fonts_of(texts)
    hidden = set(_unseen(Canvas(page, SCALE), glyphs, solid, texts, turns, forms))
    if hidden:
        hidden = _looked_at_closely(page, glyphs, hidden, forms, by_font)
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
    canvas: Canvas,
    glyphs: Glyphs,
    letters: list[int],
    texts: list[int],
    turns: list[set[int]],
    forms: bool,
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
    gone = {i for i in letters if not _shows(canvas, changes, glyphs.boxes[i])}
    for turn in turns:
        changes = without(list(turn))
        gone.update(
            i
            for i in letters
            if i not in gone
            and glyphs.objects[i] in turn
            and not _shows(canvas, changes, glyphs.boxes[i])
        )
    return sorted(gone)


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


def _looked_at_closely(
    page: pypdfium2.PdfPage, glyphs: Glyphs, hidden: set[int], forms: bool, whole: bool
) -> set[int]:
    """Thin grey strokes fade when drawn small: look again, larger, before saying so.

    The ``whole`` page is drawn where boxes may be wrong, since by them PDFium leaves objects out.
    """
    runs = _runs(glyphs, hidden, fewest=1)
    canvases = (
        [(Canvas(page, CLOSE_SCALE), sorted(hidden))]
        if whole or len(runs) > MAX_CLOSE
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
        # One letter again and again is a mark that some font draws with it.
        told = fewest == 1 or len({glyphs.letters[i] for i in current}) > 1
        if told and (len(current) >= fewest or (whole and len(current) >= fewest - 1)):
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
