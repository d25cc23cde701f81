"""What a file holds, as text: the common language of the readers, the detectors and the register.

Nothing here or in the readers imports Django: files are read in a process of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Box = tuple[float, float, float, float]

# Places whose text is written for readers. The others hold data (dates of a program, identifiers of
# a format), where only the register is looked for.
PROSE = frozenset(
    {
        "page",
        "picture",
        "content",
        "annotation",
        "form field",
        "outline",
        "alternative text",
        "actual text",
        "header or footer",
        "footnote",
        "comment",
        "tracked change",
        "hidden text",
        "document",
    }
)


class Refusal(Exception):
    """The file can't be checked. ``rule`` is a REFUSE rule; ``args[0]`` says what to do."""

    def __init__(self, rule: str, sentence: str) -> None:
        super().__init__(sentence)
        self.rule = rule
        self.sentence = sentence


@dataclass(frozen=True)
class Surface:
    """A run of text from one kind of place. ``page`` counts from 1."""

    name: str
    text: str
    page: int | None = None


@dataclass(frozen=True)
class Fault:
    """Something wrong with the file that is seen without knowing any identifier.

    ``box`` is in points from the page's lower left corner. ``text`` is what was hidden, where the
    reader knows it; it stays in memory.
    """

    rule: str
    surface: str
    page: int | None = None
    box: Box | None = None
    text: str = ""


@dataclass(frozen=True)
class Embedded:
    """A file inside the file, to be read like the file itself."""

    surface: str
    data: bytes
    name: str = ""
    page: int | None = None


@dataclass(frozen=True)
class Picture:
    """An encoded image (PNG, JPEG, TIFF …) whose words have to be read by OCR."""

    data: bytes
    page: int | None = None
    surface: str = "picture"


@dataclass
class Collector:
    """What one reader found. It keeps order, so that the same bytes give the same indexes."""

    surfaces: list[Surface] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    embedded: list[Embedded] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def text(self, surface: str, text: str | None, page: int | None = None) -> None:
        if text and text.strip():
            self.surfaces.append(Surface(surface, text, page))

    def fault(
        self,
        rule: str,
        surface: str,
        page: int | None = None,
        box: Box | None = None,
        text: str = "",
    ) -> None:
        self.faults.append(Fault(rule, surface, page, box, text))


@dataclass(frozen=True)
class Reading:
    """Everything that one file holds, or why it can't be known."""

    type: str
    surfaces: tuple[Surface, ...] = ()
    faults: tuple[Fault, ...] = ()
    pages: int = 0
    refusal: Refusal | None = None

    def to_dict(self) -> dict[str, Any]:
        refusal = self.refusal
        return {
            "type": self.type,
            "surfaces": [[s.name, s.text, s.page] for s in self.surfaces],
            "faults": [[f.rule, f.surface, f.page, f.box, f.text] for f in self.faults],
            "pages": self.pages,
            "refusal": [refusal.rule, refusal.sentence] if refusal else None,
        }

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> "Reading":
        return cls(
            type=value["type"],
            surfaces=tuple(Surface(*one) for one in value["surfaces"]),
            faults=tuple(_fault(one) for one in value["faults"]),
            pages=value["pages"],
            refusal=Refusal(*value["refusal"]) if value["refusal"] else None,
        )


@dataclass(frozen=True)
class Finding:
    """A place where somebody may be identified, or a fault. ``text`` is never stored.

    ``index`` is the number of the surface in the reading, -1 for a fault of the file; ``start`` and
    ``end`` count characters in that surface's text.
    """

    rule: str
    surface: str
    page: int | None = None
    index: int = -1
    start: int = 0
    end: int = 0
    text: str = ""
    box: Box | None = None
    note: str = ""


def _fault(value: Iterable[Any]) -> Fault:
    rule, surface, page, box, text = value
    return Fault(rule, surface, page, tuple(box) if box else None, text)
