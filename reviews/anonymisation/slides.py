"""Presentations: slides, notes and comments, and what lies beside a slide or on one never shown."""

from dataclasses import dataclass
from typing import Any

from reviews.anonymisation import drawn_text
from reviews.anonymisation.markup import attribute, child, local
from reviews.anonymisation.surfaces import Collector
from reviews.anonymisation.word_looks import SMALLEST_BOX_EMU, is_set

PLACES = {
    "sld": "document",
    "notes": "document",
    "sldLayout": "slide master",
    "sldMaster": "slide master",
    "notesMaster": "slide master",
    "handoutMaster": "slide master",
    "cmLst": "comment",
    "presentation": "settings",
    "presentationPr": "settings",
    "tagLst": "properties",
    "viewPr": "settings",
}
SHAPES = frozenset({"sp", "pic", "graphicFrame", "cxnSp"})
SMALLEST_HUNDREDTHS = 300


@dataclass
class Show:
    width: int = 12_192_000
    height: int = 6_858_000

    def take(self, root: Any) -> None:
        size = child(root, "sldSz")
        if size is not None and attribute(size, "cx").isdigit() and attribute(size, "cy").isdigit():
            self.width, self.height = int(attribute(size, "cx")), int(attribute(size, "cy"))


def reads(root: Any) -> bool:
    return (local(root) in PLACES and "presentationml" in str(root.tag)) or (local(root) == "cmLst")


def read(root: Any, name: str, show: Show, into: Collector) -> str:
    kind = local(root)
    place = PLACES[kind]
    drawn_text.read(root, place, into)
    if kind == "cmLst" and len(root):
        into.fault("comment", place)
    if kind == "sld":
        _slide(root, show, into)
    return "markup"


def _slide(root: Any, show: Show, into: Collector) -> None:
    if attribute(root, "show") in ("0", "false"):
        _hidden("\n".join(drawn_text.lines(root)), into)
        return
    for shape in root.iter():
        if local(shape) not in SHAPES:
            continue
        words = "\n".join(drawn_text.lines(shape))
        if not words.strip():
            continue
        if _is_unseen(shape, show):
            _hidden(words, into)
            continue
        for run in shape.iter("{*}r"):
            if _run_is_unseen(run):
                _hidden(drawn_text.paragraph(run), into)


def _hidden(words: str, into: Collector) -> None:
    if words.strip():
        into.text("hidden text", words)
        into.fault("hidden-text", "document", text=words.strip())


def _is_unseen(shape: Any, show: Show) -> bool:
    for element in shape.iter("{*}cNvPr"):
        if is_set(element, "hidden"):
            return True
    in_group = any(local(one) == "grpSp" for one in shape.iterancestors())
    frame = next(iter(shape.iter("{*}xfrm")), None)
    if frame is None:
        return False
    at, size = child(frame, "off"), child(frame, "ext")
    if at is None or size is None:
        return False
    x, y, width, height = (_whole(attribute(one, key)) for one, key in (
        (at, "x"), (at, "y"), (size, "cx"), (size, "cy")))  # fmt: skip
    if max(width, height) <= SMALLEST_BOX_EMU:
        return True
    if in_group or local(shape) == "cxnSp":
        return False
    return x >= show.width or y >= show.height or x + width <= 0 or y + height <= 0


def _run_is_unseen(run: Any) -> bool:
    properties = child(run, "rPr")
    if properties is None:
        return False
    size = attribute(properties, "sz")
    if size.isdigit() and int(size) <= SMALLEST_HUNDREDTHS:
        return True
    if child(properties, "noFill") is not None:
        return True
    fill = child(properties, "solidFill")
    alphas = [one for one in fill.iter() if local(one) == "alpha"] if fill is not None else []
    return any(_whole(attribute(one, "val")) <= 5_000 for one in alphas)


def _whole(text: str) -> int:
    try:
        return int(float(text))
    except ValueError:
        return 0
