"""The objects of a PDF as plain values: who refers to whom, what is used, and on which page."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from reviews.anonymisation.pdf_streams import DAMAGED, UNREADABLE
from reviews.anonymisation.surfaces import Refusal

Id = tuple[int, int]
TRAILER: Id = (0, 0)
# Trees whose branches say nothing of what they are.
_TREES = ("/Dests", "/PageLabels", "/EmbeddedFiles", "/JavaScript", "/Fields", "/IDTree")
# References that lead from a page's own things back to other pages.
_ELSEWHERE = frozenset({"/Parent", "/P", "/Pg", "/Dest", "/D", "/A", "/AA", "/Popup", "/IRT", "/B"})


@dataclass
class Graph:
    """``values`` holds qpdf's JSON: strings begin with ``u:`` or ``b:``, references are "1 0 R"."""

    values: dict[Id, Any] = field(default_factory=dict)
    streams: set[Id] = field(default_factory=set)
    roles: dict[Id, set[str]] = field(default_factory=dict)
    used: set[Id] = field(default_factory=set)
    page_of: dict[Id, int] = field(default_factory=dict)
    pages: list[Id] = field(default_factory=list)

    def get(self, value: Any) -> Any:
        """What a value stands for, following one reference."""
        target = id_of(value)
        return value if target is None else self.values.get(target)

    def dictionary(self, value: Any) -> dict[str, Any]:
        found = self.get(value)
        return found if isinstance(found, dict) else {}

    def items(self, value: Any) -> list[Any]:
        found = self.get(value)
        return found if isinstance(found, list) else []

    @property
    def root(self) -> dict[str, Any]:
        return self.dictionary(self.dictionary(self.values[TRAILER]).get("/Root"))


def graph_of(pdf: pikepdf.Pdf) -> Graph:
    """Raises `Refusal` for page trees that do not end."""
    try:
        graph = _loaded(pdf)
        graph.pages = [page.obj.objgen for page in pdf.pages]
    except RecursionError as error:
        raise Refusal("damaged", DAMAGED) from error
    except UNREADABLE as error:
        raise Refusal("damaged", DAMAGED) from error
    _connect(graph)
    return graph


def _loaded(pdf: pikepdf.Pdf) -> Graph:
    written = io.BytesIO()
    pdf.write_qpdf_json(
        written,
        decode_level=pikepdf.StreamDecodeLevel.none,
        json_stream_data=pikepdf.JSONStreamData.none,
    )
    graph = Graph()
    for key, entry in json.loads(written.getvalue())["qpdf"][1].items():
        if key == "trailer":
            graph.values[TRAILER] = entry["value"]
            continue
        number, generation, _ = key.removeprefix("obj:").split(" ")
        identity = (int(number), int(generation))
        if "stream" in entry:
            graph.streams.add(identity)
            graph.values[identity] = entry["stream"]["dict"]
        else:
            graph.values[identity] = entry["value"]
    return graph


def id_of(value: Any) -> Id | None:
    """The object that "12 0 R" names; text and names begin with other characters."""
    if isinstance(value, str) and value.endswith(" R") and value[0].isdigit():
        number, generation, _ = value.split(" ")
        return int(number), int(generation)
    return None


def references(value: Any) -> Iterator[tuple[str, Id]]:
    """Every reference in a value with the nearest key above it."""
    pending = [("", value)]
    while pending:
        key, one = pending.pop()
        if isinstance(one, dict):
            pending.extend(one.items())
        elif isinstance(one, list):
            name = "/ICCBased" if one and one[0] == "/ICCBased" else key
            pending.extend((name, part) for part in one)
        elif isinstance(one, str) and one.endswith(" R"):
            target = id_of(one)
            if target is not None:
                yield key, target


def _connect(graph: Graph) -> None:
    edges: dict[Id, list[tuple[str, Id]]] = {}
    for identity, value in graph.values.items():
        edges[identity] = list(references(value))
        for key, target in edges[identity]:
            graph.roles.setdefault(target, set()).add(key)
    _name_branches(graph, edges)
    graph.used = _reached(edges, TRAILER)
    whole = set(graph.pages)
    for number, page in enumerate(graph.pages, 1):
        pending = [page]
        while pending:
            identity = pending.pop()
            if identity in graph.page_of or (identity in whole and identity != page):
                continue
            graph.page_of[identity] = number
            pending.extend(
                target for key, target in edges.get(identity, ()) if key not in _ELSEWHERE
            )


def _name_branches(graph: Graph, edges: dict[Id, list[tuple[str, Id]]]) -> None:
    for tree in _TREES:
        pending = [target for target, roles in graph.roles.items() if tree in roles]
        while pending:
            for key, target in edges.get(pending.pop(), ()):
                if key == "/Kids" and tree not in graph.roles[target]:
                    graph.roles[target].add(tree)
                    pending.append(target)


def _reached(edges: dict[Id, list[tuple[str, Id]]], start: Id) -> set[Id]:
    reached: set[Id] = set()
    pending = [start]
    while pending:
        identity = pending.pop()
        if identity not in reached:
            reached.add(identity)
            pending.extend(target for _, target in edges.get(identity, ()))
    return reached
