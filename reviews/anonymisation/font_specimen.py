"""What the glyphs of a PDF's fonts look like beside the letters that they say they are.

A sheet is drawn for each font with one glyph to a cell; PDFium tells the letter that copying the
glyph gives, and the drawing is compared with the same letter of the standard fonts.
"""

import io
import unicodedata
from dataclasses import dataclass

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageChops

from reviews.anonymisation.folding import fold
from reviews.anonymisation.pdfium_page import Drawn, Words
from reviews.anonymisation.rendered import Canvas

CELL, SIZE, COLUMNS = 60, 32, 16
SIDE = 16
# An em dash is one em wide, and few letters are as wide as that.
WIDE_EM = 2.2
REFERENCES = (
    "Helvetica",
    "Helvetica-Bold",
    "Times-Roman",
    "Times-Italic",
    "Courier",
)
ASCII = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
# Levels of 255, on average. The same letter of another family is within 60, as a rule.
FAR = 18.0
CLOSE, ALMOST, LIKELY = 40.0, 22.0, 62.0
WIDE, STAND = 25.0, 70.0


# Drawn alike in one typeface or another.
ALIKE = (
    "lI1ijtfJrT|", "oO0QD", "sS5", "zZ2", "uUvVyY", "9gq", "6bG", "hnk", "8B3", "4A",
)  # fmt: skip
# Marks that are drawn like letters in their own right.
_PLAIN = frozenset("|/\\!()[]{}-–—_.,:;'’‘\"“”°×*+†‡§€£©®%&?#@~^=<>•·…")
_INK = [255 if level > 80 else 0 for level in range(256)]


@dataclass(frozen=True)
class Glyph:
    """``shape`` is the drawing, stretched to a square; ``text`` is what copying gives."""

    code: bytes
    text: str
    shape: Image.Image
    slender: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Specimen:
    """``blank`` are letters that are copied though nothing is drawn. ``wide`` glyphs may be words."""

    glyphs: list[Glyph]
    blank: list[str]
    wide: list[bytes]


def specimen(font: pikepdf.Object, codes: list[bytes]) -> Specimen:
    """Draw each code of the font in a cell of its own."""
    rows = -(-len(codes) // COLUMNS)
    wide, high = CELL * COLUMNS, CELL * max(rows, 1)
    content = []
    for number, code in enumerate(codes):
        x, y = _corner(number, high)
        content.append(f"BT /F {SIZE} Tf 1 0 0 1 {x + 12} {y + 16} Tm <{code.hex()}> Tj ET")
    document = opened_with(font, "\n".join(content), wide, high)
    page = document[0]
    canvas = Canvas(page, 1.0)
    drawing = ImageChops.invert(canvas.draw(annotations=False).convert("L"))
    inked = drawing.point(_INK)
    words = Words(page)
    claimed: dict[int, str] = {}
    across, up = words.origins()
    letters, owners = words.glyphs().letters, words.objects()
    for letter, left, base, owner in zip(letters, across, up, owners, strict=True):
        if owner:
            cell = int((high - base) // CELL) * COLUMNS + int(left // CELL)
            claimed[cell] = claimed.get(cell, "") + letter
    words.close()
    bounds = Drawn(page).bounds
    wide_codes = [
        code
        for code, box in zip(codes, bounds, strict=False)
        if len(bounds) == len(codes) and box[2] - box[0] > WIDE_EM * SIZE
    ]
    document.close()
    found, blank = [], []
    for number, code in enumerate(codes):
        x, y = _corner(number, high)
        place = (x, high - y - CELL, x + CELL, high - y)
        glyph = _glyph(code, claimed.get(number, ""), drawing.crop(place), inked.crop(place))
        if glyph:
            found.append(glyph)
        elif claimed.get(number, "").isalnum():
            blank.append(claimed[number])
    return Specimen(found, blank, wide_codes)


def opened_with(
    font: pikepdf.Object, content: str, wide: float, high: float
) -> pypdfium2.PdfDocument:
    """A document of one page that shows ``content`` in the font /F."""
    sheet = Pdf.new()
    page = sheet.add_blank_page(page_size=(wide, high))
    own = sheet.copy_foreign(font) if font.is_indirect else font
    page.Resources = Dictionary(Font=Dictionary(F=own))
    page.Contents = Stream(sheet, content.encode("ascii"))
    page.MediaBox = Array([0, 0, wide, high])
    target = io.BytesIO()
    sheet.save(target)
    return pypdfium2.PdfDocument(target.getvalue())


def _corner(number: int, high: int) -> tuple[int, int]:
    return number % COLUMNS * CELL, high - (number // COLUMNS + 1) * CELL


def _glyph(code: bytes, text: str, ink: Image.Image, inked: Image.Image) -> Glyph | None:
    box = inked.getbbox()
    if box is None:
        return None
    shape = ink.crop(box).resize((SIDE, SIDE), Image.Resampling.BOX)
    slender = (box[2] - box[0]) / (box[3] - box[1])
    base = CELL - 16
    return Glyph(code, text, shape, slender, (base - box[1]) / SIZE, (base - box[3]) / SIZE)


class References:
    """The letters and digits of the standard fonts, which PDFium brings with it."""

    def __init__(self) -> None:
        self.known: list[Glyph] = []
        for name in REFERENCES:
            font = Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1,
                BaseFont=Name("/" + name),
                Encoding=Name.WinAnsiEncoding,
            )
            self.known += specimen(font, [letter.encode("ascii") for letter in ASCII]).glyphs
        self._tower = Image.new("L", (SIDE, SIDE * len(self.known)))
        for row, glyph in enumerate(self.known):
            self._tower.paste(glyph.shape, (0, row * SIDE))

    def distances(self, glyph: Glyph) -> dict[str, float]:
        """How unlike each letter the glyph is: in shape, in proportions and in where it stands.

        All shapes are compared at once, as one tall picture: one by one takes too long.
        """
        tower = Image.new("L", self._tower.size)
        tower.paste(glyph.shape)
        high = SIDE
        while high < tower.height:
            tower.paste(tower.crop((0, 0, SIDE, high)), (0, high))
            high *= 2
        shapes = ImageChops.difference(tower, self._tower).reduce(SIDE).tobytes()
        found: dict[str, float] = {}
        for other, shape in zip(self.known, shapes, strict=True):
            wide = abs(glyph.slender - other.slender) / max(glyph.slender, other.slender)
            stand = abs(glyph.top - other.top) + abs(glyph.bottom - other.bottom)
            away = shape + WIDE * wide + STAND * stand
            if away < found.get(other.text, 1e9):
                found[other.text] = away
        return found

    def looks_other(self, glyph: Glyph) -> str:
        """The letter that the glyph looks like, where that is another than it says.

        Marks that say no letter, and letters of other alphabets, have to look very like one.
        """
        text = glyph.text
        if text in _PLAIN:
            return ""
        distances = self.distances(glyph)
        own = distances.get(text)
        if own is not None and own < CLOSE:
            return ""
        letter = min(distances, key=distances.__getitem__)
        if own is None:
            near = distances[letter] < (CLOSE if _says_nothing(text) else ALMOST)
            return letter if near and not _is_like(letter, text) else ""
        if _is_like(letter, text):
            return ""
        return letter if distances[letter] < min(LIKELY, own - FAR) else ""


def is_mute(text: str) -> bool:
    """Whether copying gives nothing, or the number of the glyph in the font."""
    return not text or any(unicodedata.category(one) in ("Cc", "Cn") for one in text)


def _says_nothing(text: str) -> bool:
    """Nothing is copied, or what no reader of the copy can make sense of."""
    return not text or any(unicodedata.category(one) in ("Cc", "Cn", "Co", "Cs") for one in text)


def _is_like(letter: str, text: str) -> bool:
    if fold(text) == fold(letter):
        return True
    return any(letter in group and text in group for group in ALIKE)
