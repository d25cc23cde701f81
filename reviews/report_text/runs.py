"""The runs of one paragraph of a Word document as a line of markup."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reviews.anonymisation.markup import attribute, child, local
from reviews.anonymisation.word_looks import Styles, is_on
from reviews.report_text.inline import escaped

CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
THROUGH = frozenset(
    {"smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "ruby", "rubyBase"}
)
PICTURES = frozenset({"drawing", "pict", "object"})
# What goes up to the page's own address bar or down to its foot, and says nothing by itself.
FURNITURE_FIELDS = ("PAGE", "NUMPAGES", "TOC", "TC", "XE", "SECTIONPAGES")
LINK = re.compile(r"(?:https?://|mailto:)[^\s()<>\"']{1,1000}")


@dataclass
class Notes:
    """Footnotes and endnotes, numbered together as they are first referred to."""

    parts: dict[str, Any]
    order: list[tuple[str, str]] = field(default_factory=list)

    def number(self, part: str, key: str) -> int:
        if (part, key) not in self.order:
            self.order.append((part, key))
        return self.order.index((part, key)) + 1

    def used(self) -> Iterator[tuple[int, str, Any]]:
        """A copy of the list, as the words of a note must not refer to others."""
        for number, (part, key) in enumerate(list(self.order), start=1):
            for element in self.parts.get(part, ()):
                if attribute(element, "id") == key:
                    yield number, part, element
                    break
            else:
                yield number, part, []


@dataclass(frozen=True)
class Run:
    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    is_markup: bool = False


@dataclass
class Line:
    styles: Styles
    links: dict[str, str]
    notes: Notes | None
    counts: Counter[str]
    hides: Callable[[Any], bool]
    runs: list[Run] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    is_contents: bool = False
    _fields: list[list[str]] = field(default_factory=list)

    def read(self, parent: Any) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element)
            elif name == "hyperlink":
                self._hyperlink(element)
            elif name == "fldSimple":
                if not _is_furniture(attribute(element, "instr")):
                    self.read(element)
            elif name in CHANGES:
                self.counts["changes"] += 1
            elif name in THROUGH:
                self.read(element)
            elif name in ("oMath", "oMathPara"):
                words = "".join(one.text or "" for one in element.iter() if local(one) == "t")
                self.runs.append(Run(words))

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(_written(run) for run in self._joined()))

    @property
    def is_bold(self) -> bool:
        shown = [run for run in self.runs if run.text.strip()]
        return bool(shown) and all(run.bold for run in shown)

    def _hyperlink(self, element: Any) -> None:
        target = self.links.get(attribute(element, "id"), "")
        inner = Line(self.styles, self.links, self.notes, self.counts, self.hides)
        inner.read(element)
        self.boxes += inner.boxes
        words = "".join(run.text for run in inner.runs if not run.is_markup).strip()
        if LINK.fullmatch(target) and words and len(words) < 400:
            self.runs.append(Run(f"[{escaped(words)}]({target})", is_markup=True))
        else:
            self.runs += inner.runs

    def _run(self, run: Any) -> None:
        properties = child(run, "rPr")
        if self.hides(run):
            if any(local(one) == "t" and (one.text or "").strip() for one in run):
                self.counts["hidden"] += 1
            self._fields_only(run)
            return
        bold, italic = self._look(properties, "b"), self._look(properties, "i")
        align = child(properties, "vertAlign") if properties is not None else None
        raised = align is not None and attribute(align, "val") == "superscript"
        for element in run:
            if local(element) == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif local(element) == "instrText":
                self._instruction(element.text or "")
            elif not self._in_furniture():
                self._content(element, bold, italic, raised)

    def _content(self, element: Any, bold: bool, italic: bool, raised: bool) -> None:
        name = local(element)
        if name == "t":
            self.runs.append(Run(element.text or "", bold, italic, raised))
        elif name in ("tab", "br", "cr", "ptab"):
            self.runs.append(Run(" ", bold, italic))
        elif name == "noBreakHyphen":
            self.runs.append(Run("-", bold, italic, raised))
        elif name in ("footnoteReference", "endnoteReference") and self.notes is not None:
            part = "footnotes" if name.startswith("foot") else "endnotes"
            number = self.notes.number(part, attribute(element, "id"))
            self.runs.append(Run(f"[^{number}]", is_markup=True))
        elif name in PICTURES:
            self._drawing(element)
        elif name == "AlternateContent":
            choice = child(element, "Choice")
            for one in choice if choice is not None else ():
                self._content(one, bold, italic, raised)
        elif name == "sym":
            self.counts["symbols"] += 1

    def _drawing(self, element: Any) -> None:
        boxes = [one for one in element.iter() if local(one) == "txbxContent"]
        self.boxes += boxes
        if not boxes:
            self.counts["pictures"] += 1

    def _look(self, properties: Any | None, name: str) -> bool:
        own = child(properties, name) if properties is not None else None
        if own is not None:
            return is_on(own)
        style = child(properties, "rStyle") if properties is not None else None
        return style is not None and is_on(self.styles.find(attribute(style, "val"), name))

    def _fields_only(self, run: Any) -> None:
        for element in run:
            if local(element) == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif local(element) == "instrText":
                self._instruction(element.text or "")

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(["", "instruction"])
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _instruction(self, text: str) -> None:
        if self._fields:
            self._fields[-1][0] += text
            self.is_contents = self.is_contents or self._fields[-1][0].split()[:1] == ["TOC"]

    def _in_furniture(self) -> bool:
        return any(state == "instruction" or _is_furniture(text) for text, state in self._fields)

    def _joined(self) -> list[Run]:
        """Neighbours that look alike as one: Word cuts a word into several runs at will."""
        joined: list[Run] = []
        for run in self.runs:
            last = joined[-1] if joined else None
            alike = last is not None and (run.bold, run.italic, run.raised) == (
                last.bold,
                last.italic,
                last.raised,
            )
            if last is not None and not run.is_markup and not last.is_markup:
                if not run.text.strip() and not run.raised:
                    run = Run(run.text, last.bold, last.italic, last.raised)
                    alike = True
                if alike:
                    joined[-1] = Run(last.text + run.text, last.bold, last.italic, last.raised)
                    continue
            joined.append(run)
        return joined


def _written(run: Run) -> str:
    if run.is_markup:
        return run.text
    text = run.text.replace("\u00ad", "").replace("\u00a0", " ")
    words = text.strip()
    if not words:
        return " " if text else ""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    words = escaped(words)
    if run.raised and len(words) <= 40:
        return f"{before}^{{{words}}}{after}"
    # Bold first: a number in front of bold words has to be found.
    mark = "***" if run.bold and run.italic else "**" if run.bold else "*" if run.italic else ""
    return f"{before}{mark}{words}{mark[::-1]}{after}"


def _is_furniture(instruction: str) -> bool:
    return instruction.strip().upper().split(" ")[0] in FURNITURE_FIELDS if instruction else False
