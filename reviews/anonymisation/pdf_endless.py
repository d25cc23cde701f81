"""Refuses a PDF whose pages would take for ever to draw, before anything draws them."""

import re
from collections.abc import Iterator
from typing import TypeGuard

import pikepdf

from reviews.anonymisation.pdf_contents import painted_names
from reviews.anonymisation.pdf_streams import DAMAGED, UNREADABLE, Unpacker, open_pdf
from reviews.anonymisation.surfaces import Refusal

TOO_SLOW = "It would take too long to draw. Make the PDF again from the original document."
MAX_PAINTINGS = 100_000
MAX_FORMS = 50_000
MAX_MARKS_A_PAGE = 5_000
# Tiles of a pattern are drawn one by one: this many points of paper for each, at the least.
LEAST_TILE = 0.5
Id = tuple[int, int]
_KEPT = ("/XObject", "/Pattern")


def refuse(data: bytes) -> None:
    """Raises `Refusal`."""
    with open_pdf(data) as pdf:
        try:
            _Paintings().refuse(pdf)
        except RecursionError as error:
            raise Refusal("damaged", DAMAGED) from error
        except UNREADABLE as error:
            raise Refusal("damaged", DAMAGED) from error


class _Paintings:
    """How often things are painted: forms that paint forms can double at every level."""

    def __init__(self) -> None:
        self.unpacker = Unpacker()
        self.costs: dict[Id, int] = {}
        self.above: set[Id] = set()

    def refuse(self, pdf: pikepdf.Pdf) -> None:
        total = 0
        for page in pdf.pages:
            marks = page.obj.get("/Annots")
            if isinstance(marks, pikepdf.Array) and len(marks) > MAX_MARKS_A_PAGE:
                raise Refusal("too-slow", TOO_SLOW)
            resources = page.obj.get("/Resources")
            if not _has_forms(resources):
                continue
            content = b"\n".join(self.unpacker.unpack(one).data for one in _contents(page))
            total += self._cost(content, resources)
            _refuse_many(total)

    def _cost(self, content: bytes, resources: pikepdf.Object) -> int:
        total = 0
        forms = dict(_forms(resources))
        painted = painted_names(content) if forms else set()
        for name, form in forms.items():
            if name in painted or "/PatternType" in form:
                times = len(re.findall(re.escape(name.encode()) + rb"\s+(?:Do|scn|SCN)\b", content))
                total += max(times, 1) * (1 + self._cost_of(form))
                _refuse_many(total)
        return total

    def _cost_of(self, form: pikepdf.Stream) -> int:
        identity = form.objgen
        if identity in self.costs:
            return self.costs[identity]
        if identity in self.above or len(self.above) > 60:
            raise Refusal("damaged", DAMAGED)
        if len(self.costs) > MAX_FORMS:
            raise Refusal("too-slow", TOO_SLOW)
        _refuse_tiny_tiles(form)
        resources = form.get("/Resources")
        cost = 0
        if _has_forms(resources):
            self.above.add(identity)
            cost = self._cost(self.unpacker.unpack(form).data, resources)
            self.above.discard(identity)
        self.costs[identity] = cost
        return cost


def _refuse_many(paintings: int) -> None:
    if paintings > MAX_PAINTINGS:
        raise Refusal("too-slow", TOO_SLOW)


def _refuse_tiny_tiles(form: pikepdf.Stream) -> None:
    if "/PatternType" not in form:
        return
    steps = [abs(float(form.get(key, 0))) for key in ("/XStep", "/YStep")]
    matrix = form.get("/Matrix")
    numbers = [abs(float(one)) for one in matrix] if isinstance(matrix, pikepdf.Array) else []
    across, up = (numbers[0] + numbers[1], numbers[2] + numbers[3]) if len(numbers) == 6 else (1, 1)
    if 0 in steps or steps[0] * across < LEAST_TILE or steps[1] * up < LEAST_TILE:
        raise Refusal("too-slow", TOO_SLOW)


def _has_forms(resources: object) -> TypeGuard[pikepdf.Object]:
    return isinstance(resources, pikepdf.Dictionary) and any(key in resources for key in _KEPT)


def _forms(resources: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Stream]]:
    for key in _KEPT:
        entries = resources.get(key)
        if not isinstance(entries, pikepdf.Dictionary):
            continue
        for name, one in entries.items():
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != pikepdf.Name.Image:
                yield name, one


def _contents(page: pikepdf.Page) -> list[pikepdf.Stream]:
    found = page.obj.get("/Contents")
    parts = list(found) if isinstance(found, pikepdf.Array) else [found]
    return [one for one in parts if isinstance(one, pikepdf.Stream)]
