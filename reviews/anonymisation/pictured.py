"""A page as a picture for whoever has to look, and where on it some characters stand."""

import base64
import io
from pathlib import Path

from PIL import ImageDraw

from reviews.anonymisation import pdf_text
from reviews.anonymisation.pdfium_page import Words
from reviews.anonymisation.rendered import Canvas, set_upright
from reviews.anonymisation.surfaces import Box, Refusal

MAX_WIDTH_PX = 2_400
OUTLINE = (212, 53, 28)
OUTLINE_PX = 3
MARGIN_POINTS = 2.0
MAX_BOXES = 200
NO_PAGE = "The file has no such page."


def page_picture(path: str, page: int, width_px: int, boxes: list[list[float]]) -> str:
    """A PNG in base64, since answers are JSON. Raises `Refusal`."""
    document = pdf_text.opened(Path(path).read_bytes())
    if document.get_formtype():
        document.init_forms()
    sheet = _page(document, page)
    rotation = set_upright(sheet)
    left, bottom, right, top = sheet.get_bbox()
    shown_wide = top - bottom if rotation in (90, 270) else right - left
    canvas = Canvas(sheet, min(width_px, MAX_WIDTH_PX) / max(shown_wide, 1.0))
    picture = canvas.draw(forms=True)
    pen = ImageDraw.Draw(picture)
    for box in boxes[:MAX_BOXES]:
        grown = (
            box[0] - MARGIN_POINTS,
            box[1] - MARGIN_POINTS,
            box[2] + MARGIN_POINTS,
            box[3] + MARGIN_POINTS,
        )
        x0, y0, x1, y1 = canvas.pixels(grown)
        if x1 > x0 and y1 > y0:
            pen.rectangle((x0, y0, x1, y1), outline=OUTLINE, width=OUTLINE_PX)
    if rotation:
        picture = picture.rotate(-rotation, expand=True)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return base64.b64encode(target.getvalue()).decode("ascii")


def find_boxes(path: str, page: int, start: int, end: int) -> list[Box]:
    """A box for each line of the characters ``start`` to ``end`` of the page's text."""
    words = Words(_page(pdf_text.opened(Path(path).read_bytes()), page))
    lines: list[list[float]] = []
    for index in words.between(start, end):
        left, bottom, right, top = words.box(index)
        if right <= left or top <= bottom:
            continue
        last = lines[-1] if lines else None
        if last and bottom < last[3] and top > last[1] and left >= last[0] - (top - bottom):
            last[1], last[2] = min(last[1], bottom), max(last[2], right)
            last[3] = max(last[3], top)
        else:
            lines.append([left, bottom, right, top])
    return [(one[0], one[1], one[2], one[3]) for one in lines[:MAX_BOXES]]


def _page(document: pdf_text.Document, page: int) -> pdf_text.Page:
    if not 1 <= page <= len(document):
        raise Refusal("damaged", NO_PAGE)
    return pdf_text.page_at(document, page - 1)
