"""Fonts that show one letter and copy as another.

Each embedded font is looked at by its glyphs. Where several look like other letters than they say,
a sheet of words is set in it and read by OCR, so that an unusual typeface isn't taken for a lie.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from reviews.anonymisation.font_specimen import (
    Glyph,
    References,
    Specimen,
    is_mute,
    opened_with,
    specimen,
)
from reviews.anonymisation.ocr import PICTURE, Ocr
from reviews.anonymisation.page_pictures import encoded
from reviews.anonymisation.pdf_streams import open_pdf
from reviews.anonymisation.rendered import Canvas
from reviews.anonymisation.surfaces import Collector, Picture, Refusal

RULE = "lying-font"
SURFACE = "font"
MAX_FONTS = 2_000
MAX_CODES = 3_000
MAX_WIDE = 50
TOO_MANY = "It uses too many fonts. Make the file again with fewer."
ENOUGH = 2
MANY = 4
ALL_OTHER = 0.5
LEAST_LIKE = 0.55
TWICE = 2
FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_COMMON = """
about above after again air all also am an and any are area arm ask at away back bad be bed been
before best big both box boy but by call can car case child city close cold come cross cut day
deal did do door down draw each early earth east easy eat end enough even every eye face fact
fall family far farm fast father feel few field find fine fire first five fly food for form four
from full game gave get girl give go gold good got great green ground group grow had half hand
hard has have he head hear help her here high him his hold home horse hot hour house how if in
inch into is it its job join joke jump just keep key kind king know lake land large last late
lay learn leave left less let life light like line list little live long look love low made main
make man many map mark may me mean men mile mind miss money moon more morning most mother
mountain move much must my name near need never new next night no noon north not note now number
of off often old on once one only open or order other our out over own page paper part pass
people piece place plain plan plant play point poor pose power quick quiet quite race rain ran
read real red rest ring river road rock room round rule run said same saw say school sea second
see seem self sentence set seven several shape she ship short should show side simple since sing
sit six size sleep slow small snow so some song soon sound south stand star start state stay
step still stop story street strong study such sun table take talk tell ten test than that the
their them then there these they thing think this those thought three through time to told too
took top town travel tree true try turn two under until up us use usual very voice walk want war
warm was watch water way we week well went were west what wheel when where which while white who
why will wind wood word work world would write year yes yet you young zero zone
"""
WORDS = _COMMON.split()
# Letters that OCR takes for each other in any typeface.
LIKE = ("il1|jtf!", "o0qd", "s5", "z2", "b68", "g9qy", "uv", "ce", "rn", "mn", "hb", "a4o")
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
_PAIR = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<")
_RANGE = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>\s*[<\[]")


@dataclass(frozen=True)
class Doubt:
    """A font whose glyphs look like other letters than they say."""

    font: pikepdf.Object
    found: list[Glyph]
    others: dict[str, str]
    mute: int


def read(data: bytes, into: Collector, ocr: Ocr) -> bool:
    """Add a fault for each font that lies. Whether letters may be blank. Raises `Refusal`."""
    blank = False
    with open_pdf(data) as pdf:
        fonts = [font for font in fonts_in(pdf) if is_font(font)]
        known = References() if fonts else None
        if len(fonts) > MAX_FONTS:
            raise Refusal("too-large", TOO_MANY)
        for font in fonts:
            codes = codes_of(font)
            if not codes or not known:
                continue
            sheet = specimen(font, codes)
            blank = blank or bool(sheet.blank)
            doubt = _doubt(font, sheet, known)
            if doubt and lies(doubt, ocr):
                said = ", ".join(f"{one} for {other}" for one, other in doubt.others.items())
                into.fault(RULE, SURFACE, None, None, said)
            for code in sheet.wide[:MAX_WIDE]:
                into.pictures.append(Picture(_alone(font, code), surface=PICTURE))
    return blank


def _alone(font: pikepdf.Object, code: bytes) -> bytes:
    """A glyph that may be a whole word, drawn large."""
    content = f"BT /F 20 Tf 1 0 0 1 40 60 Tm <{code.hex()}> Tj ET"
    document = opened_with(font, content, 800, 160)
    picture = Canvas(document[0], 3.0).draw(annotations=False).convert("L")
    document.close()
    return encoded(picture)


def fonts_in(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The fonts of the document, also those that are written into the resources of a page."""
    seen: set[tuple[int, int]] = set()
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            continue
        found: list[pikepdf.Object] = [item] if item.get("/Type") == "/Font" else []
        for holder in (item, item.get("/Resources"), item.get("/DR")):
            named = holder.get("/Font") if isinstance(holder, pikepdf.Dictionary) else None
            if isinstance(named, pikepdf.Dictionary):
                found += [font for _, font in named.items()]
        for font in found:
            # A name that leads to an object that is not there gives None.
            if isinstance(font, pikepdf.Dictionary) and font.objgen not in seen:
                # Only what is indirect can be taken over into the sheet.
                whole = font if font.is_indirect else pdf.make_indirect(font)
                seen.add(whole.objgen)
                yield whole


def is_font(value: pikepdf.Object) -> bool:
    """Fonts that bring their own glyphs, as they are used on pages."""
    if "/CIDSystemInfo" in value or "/Subtype" not in value:
        return False
    own = value.get("/Subtype") in ("/Type0", "/Type3")
    descriptor, encoding = value.get("/FontDescriptor"), value.get("/Encoding")
    if isinstance(descriptor, pikepdf.Dictionary):
        own = own or any(key in descriptor for key in FILES)
    if isinstance(encoding, pikepdf.Dictionary):
        own = own or "/Differences" in encoding
    return own or "/ToUnicode" in value


def _doubt(font: pikepdf.Object, sheet: Specimen, known: References) -> Doubt | None:
    found = sheet.glyphs
    others: dict[str, str] = {}
    for glyph in found:
        other = known.looks_other(glyph)
        if other:
            others[glyph.text or glyph.code.hex()] = other
    # A box that stands for every glyph that is missing says nothing, and nothing shows it.
    shapes = Counter(glyph.shape.tobytes() for glyph in found)
    mute = sum(is_mute(glyph.text) and shapes[glyph.shape.tobytes()] == 1 for glyph in found)
    return Doubt(font, found, others, mute) if len(others) >= ENOUGH or mute >= MANY else None


def codes_of(font: pikepdf.Object) -> list[bytes]:
    """The codes that may be shown in the font."""
    if font.get("/Subtype") != "/Type0":
        first, last = int(font.get("/FirstChar", 0)), int(font.get("/LastChar", 255))
        return [bytes([code]) for code in range(max(first, 0), min(last, 255) + 1)]
    codes: dict[bytes, None] = {}
    try:
        table = font.ToUnicode.read_bytes()
    except (AttributeError, pikepdf.PdfError):
        table = b""
    for block in _CHARACTERS.findall(table):
        for code in _PAIR.findall(block):
            codes[_bytes(code)] = None
    for block in _RANGES.findall(table):
        for start, end in _RANGE.findall(block):
            size, low, high = len(_bytes(start)), int(start, 16), int(end, 16)
            for number in range(low, min(high, low + MAX_CODES) + 1):
                codes[number.to_bytes(size, "big")] = None
    wide = _widths(font)
    # Fonts that were not cut down to what is used have widths for glyphs that nothing shows.
    if not codes or len(wide) < 2 * len(codes) + MANY:
        codes.update(dict.fromkeys(wide))
    return list(codes)[:MAX_CODES]


def _widths(font: pikepdf.Object) -> list[bytes]:
    """The glyphs that have a width of their own, where a code is the number of a glyph."""
    if font.get("/Encoding") not in ("/Identity-H", "/Identity-V"):
        return []
    try:
        table = list(font.DescendantFonts[0].get("/W", []))
        numbers: list[int] = []
        while len(table) > 1:
            if isinstance(table[1], pikepdf.Array):
                numbers += range(int(table[0]), int(table[0]) + len(table[1]))
                table = table[2:]
            else:
                numbers += range(int(table[0]), min(int(table[1]), int(table[0]) + MAX_CODES) + 1)
                table = table[3:]
    except (AttributeError, TypeError, ValueError, IndexError):
        return []
    return [number.to_bytes(2, "big") for number in numbers[:MAX_CODES] if 0 <= number < 65536]


def _bytes(digits: bytes) -> bytes:
    text = digits.decode("ascii")
    return bytes.fromhex(text if len(text) % 2 == 0 else text + "0")


def lies(doubt: Doubt, ocr: Ocr) -> bool:
    """Whether OCR reads other words than the font says. Raises `Refusal`."""
    if doubt.mute >= MANY:
        return True
    code_of = {glyph.text: glyph.code for glyph in doubt.found if len(glyph.text) == 1}
    said = _lines(set(code_of))
    if not said:
        return len(doubt.others) >= ALL_OTHER * len(doubt.found)
    content = []
    for row, line in enumerate(said):
        for column, word in enumerate(line):
            shown = "".join(code_of[letter].hex() for letter in word)
            x, y = 40 + column * 150, 40 * len(said) - row * 40 + 20
            content.append(f"BT /F 22 Tf 1 0 0 1 {x} {y} Tm <{shown}> Tj ET")
    document = opened_with(doubt.font, "\n".join(content), 960, 40 * len(said) + 80)
    picture = Canvas(document[0], 2.0).draw(annotations=False).convert("L")
    document.close()
    read_as = ocr.read_upright(encoded(picture))
    return _differ(" ".join(word for line in said for word in line), read_as)


def _lines(letters: set[str]) -> list[list[str]]:
    """Words that can be set with the letters, each letter a few times; numbers as well."""
    words = [*WORDS, *(word.capitalize() for word in WORDS), *(word.upper() for word in WORDS)]
    able = [word for word in words if len(word) > 1 and set(word) <= letters]
    seen: Counter[str] = Counter()
    chosen = []
    for word in sorted(able, key=len, reverse=True):
        if any(seen[letter] < TWICE + 1 for letter in word):
            chosen.append(word)
            seen.update(set(word))
    digits = sorted(letter for letter in letters if letter.isdigit())
    for turn in range(len(digits) if len(digits) > 2 else 0):
        chosen.append("".join((digits[turn:] + digits[:turn])[:4]))
    lonely = sorted(letter for letter in letters if letter.isalpha() and not seen[letter])
    if len(chosen) < 4 and len(lonely) > 2:
        for turn in range(len(lonely)):
            chosen.append("".join((lonely[turn:] + lonely[:turn])[:5]))
    return [chosen[start : start + 6] for start in range(0, len(chosen), 6)]


def _differ(said: str, read_as: str) -> bool:
    """Whether letters are read as others again and again, or hardly anything is read."""
    one, other = said.casefold().split(), read_as.casefold().split()
    left_text, right_text = " ".join(one), " ".join(other)
    whole = difflib.SequenceMatcher(None, left_text, right_text, autojunk=False)
    swaps: Counter[tuple[str, str]] = Counter()
    for kind, start, end, first, last in whole.get_opcodes():
        if kind == "replace" and end - start == last - first:
            for left, right in zip(left_text[start:end], right_text[first:last], strict=True):
                if left.isalnum() and right.isalnum() and not _alike(left, right):
                    swaps[left, right] += 1
    steady = [pair for pair, count in swaps.items() if count >= TWICE]
    return whole.ratio() < LEAST_LIKE or len(steady) >= ENOUGH


def _alike(one: str, other: str) -> bool:
    return any(one in group and other in group for group in LIKE)
