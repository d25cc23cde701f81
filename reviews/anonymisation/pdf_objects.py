"""Every object of a PDF but the text of its pages, those that no page uses among them."""

from typing import Any

from reviews.anonymisation import pdf_actions, pdf_bytes, pdf_fragments
from reviews.anonymisation.pdf_graph import TRAILER, Graph, Id, graph_of, id_of
from reviews.anonymisation.pdf_places import place_of
from reviews.anonymisation.pdf_stored import Streams
from reviews.anonymisation.pdf_streams import Unpacker, open_pdf
from reviews.anonymisation.pdf_strings import (
    link_texts,
    name_text,
    script_texts,
    text_of_json,
    unmarked,
)
from reviews.anonymisation.pdf_vocabulary import is_ordinary, is_ordinary_key, typeface_text
from reviews.anonymisation.surfaces import Collector

FONT_NAMES = frozenset({"/BaseFont", "/FontName", "/FontFamily"})
UNUSED = "unused object"
NAME = "name"
# Numbers of fewer digits are no telephone number and no NHS number.
TELLING_NUMBER = 10**8


def read(data: bytes, into: Collector) -> None:
    """Raises `Refusal`."""
    pdf = open_pdf(data)
    graph = graph_of(pdf)
    unpacker = Unpacker()
    strings = _Strings(graph, into)
    for identity, value in graph.values.items():
        if identity in graph.streams and value.get("/Type") == "/XRef":
            continue
        strings.read(identity, value)
    strings.read_names()
    pdf_actions.read(graph, into)
    found = Streams(pdf, graph, unpacker, into).read()
    found += pdf_bytes.read(data, pdf, graph, unpacker, into)
    pdf_fragments.read(data, found, into)


class _Strings:
    def __init__(self, graph: Graph, into: Collector) -> None:
        self.graph, self.into = graph, into
        self.names: dict[str, None] = {}
        self.fonts: dict[str, None] = {}

    def read(self, identity: Id, value: Any) -> None:
        used = identity in self.graph.used
        page = self.graph.page_of.get(identity)
        roles = self.graph.roles.get(identity, set())
        # A string on its own is what leads to it.
        key = "" if isinstance(value, dict) else min(roles, default="")
        pending: list[tuple[str, Any, dict[str, Any], str]] = [(key, value, {}, "")]
        while pending:
            key, one, holder, place = pending.pop()
            if isinstance(one, dict):
                place = place_of(self.graph, identity, one, key, roles, place)
                for name, part in one.items():
                    self._name(name)
                    pending.append((name, part, one, place))
            elif isinstance(one, list):
                pending.extend((key, part, holder, place) for part in one)
            elif isinstance(one, str):
                self._text(key, one, holder, place if used else UNUSED, page, identity)
            elif isinstance(one, int | float) and abs(one) > TELLING_NUMBER:
                self._number(key, one, place if used else UNUSED, page)

    def _text(
        self, key: str, value: str, holder: dict[str, Any], place: str, page: int | None, at: Id
    ) -> None:
        if value.startswith(("/", "n:")):
            self._value_name(key, value)
        elif value.startswith(("u:", "b:")):
            if at == TRAILER and key == "/ID":
                return
            text = text_of_json(value)
            if key in ("/Registry", "/Ordering") and is_ordinary(text):
                return
            if key == "/CharSet":
                text = "\n".join(name for name in text.split("/") if not is_ordinary(name))
            surface = place
            if place != UNUSED:
                surface = pdf_actions.surface_of(key, holder, place or "object")
            if surface == "link" or key in ("/URI", "/Base"):
                text = link_texts(text)
            elif surface == "script" or key == "/JS":
                text = script_texts(text)
            elif key in ("/RC", "/RV", "/XFA"):
                text = unmarked(text)
            self.into.text(surface, text, page)
        elif id_of(value) is None:
            self.into.text(place or "object", value, page)

    def _number(self, key: str, value: float, place: str, page: int | None) -> None:
        if not is_ordinary_key(key):
            self.into.text(place or "object", f"{value:.0f}", page)

    def _value_name(self, key: str, value: str) -> None:
        if key in FONT_NAMES:
            self.fonts[name_text(value)] = None
        else:
            self._name(value)

    def _name(self, name: str) -> None:
        self.names[name] = None

    def read_names(self) -> None:
        for name in self.names:
            text = name_text(name)
            if not is_ordinary(text):
                self.into.text(NAME, text)
        for name in self.fonts:
            self.into.text("font", typeface_text(name))
