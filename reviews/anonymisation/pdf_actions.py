"""What in a PDF acts, is filled in, is layered or is attached: seen without knowing anybody."""

from typing import Any

from reviews.anonymisation.pdf_graph import Graph, Id
from reviews.anonymisation.pdf_places import (
    ANNOTATION,
    ANNOTATIONS,
    ATTACHMENT,
    DESTINATION,
    FORM_FIELD,
    LAYER,
    OUTLINE,
)
from reviews.anonymisation.surfaces import Box, Collector

ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/Movie"}
    | {"/Sound", "/RichMediaExecute", "/GoTo3DView", "/GoToDp"}
)
ACTIVE_ANNOTATIONS = frozenset({"/Movie", "/Sound", "/Screen", "/3D", "/RichMedia"})
QUIET_ANNOTATIONS = frozenset({"/Link", "/Widget", "/Popup", "/FileAttachment", "/Redact"})
ACTIVE_SCHEMES = ("javascript:", "vbscript:", "data:")
SCRIPT = "script"
ACTION = "action"
LINK = "link"
# Keys that say what their string is wherever they stand.
_BY_KEY = {
    "/ActualText": "actual text",
    "/E": "actual text",
    "/Alt": "alternative text",
    "/URI": LINK,
    "/Base": LINK,
    "/JS": SCRIPT,
    "/TU": FORM_FIELD,
    "/RC": ANNOTATION,
}
_FILE_KEYS = frozenset({"/F", "/UF", "/DOS", "/Mac", "/Unix"})


def surface_of(key: str, holder: dict[str, Any], place: str) -> str:
    """``holder`` is empty for a string that is an object of its own."""
    if key in _BY_KEY and not (key == "/RC" and place == FORM_FIELD):
        return _BY_KEY[key]
    if key == "/Contents" and holder.get("/Subtype") in ANNOTATIONS:
        return ANNOTATION
    if key == "/V" and holder.get("/Type") is None and place == "object":
        return FORM_FIELD
    if key == "/Title" and (not holder or ("/Parent" in holder and "/S" not in holder)):
        return OUTLINE
    if key == "/Contents" and not holder:
        return ANNOTATION
    if key in ("/D", "/Dest") and place == "object":
        return DESTINATION
    if key in _FILE_KEYS and place not in (ATTACHMENT, FORM_FIELD):
        return ACTION
    if key == "/Desc" and place == "object":
        return ATTACHMENT
    return place


def read(graph: Graph, into: Collector) -> None:
    """Each fault once for a page: a form of a thousand fields is one thing to decide."""
    faults = _Faults(graph)
    for identity in graph.values:
        if identity in graph.used:
            faults.read(identity)
    for rule, surface, page, box in sorted(
        faults.found, key=lambda one: (one[0], one[1], one[2] or 0, one[3] or ())
    ):
        into.fault(rule, surface, page, box)


class _Faults:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.found: set[tuple[str, str, int | None, Box | None]] = set()

    def read(self, identity: Id) -> None:
        page = self.graph.page_of.get(identity)
        pending: list[tuple[str, Any]] = [("", self.graph.values[identity])]
        while pending:
            key, one = pending.pop()
            if isinstance(one, dict):
                self._dictionary(identity, key, one, page)
                pending.extend(one.items())
            elif isinstance(one, list):
                pending.extend((key, part) for part in one)

    def _dictionary(self, identity: Id, key: str, one: dict[str, Any], page: int | None) -> None:
        kind, subtype = self._name(one, "/Type"), self._name(one, "/Subtype")
        if self._acts(one, kind):
            self._add("active-content", SCRIPT if "/JS" in one else ACTION, page)
        if kind == "/Annot" or (subtype in ANNOTATIONS and "/Rect" in one):
            self._annotation(one, subtype, page)
        if kind == "/EmbeddedFile" or "/EF" in one or "/RF" in one or kind == "/Collection":
            self._add("attachment", ATTACHMENT, page)
        if kind in ("/OCG", "/OCMD"):
            self._add("layers", LAYER, None)
        if "/OCProperties" in one and self._has_layers(one):
            self._add("layers", LAYER, None)
        if "/AcroForm" in one and self._has_fields(one):
            self._add("form-field", FORM_FIELD, None)
        if kind == "/XFA" or "/XFA" in one:
            self._add("form-field", FORM_FIELD, None)

    def _name(self, one: dict[str, Any], key: str) -> str:
        found = self.graph.get(one.get(key))
        return found if isinstance(found, str) else ""

    def _acts(self, one: dict[str, Any], kind: str) -> bool:
        if "/JS" in one and kind != "/StructElem":
            return True
        action = self._name(one, "/S")
        if action in ACTIVE_ACTIONS and kind != "/StructElem" and "/Pg" not in one:
            return "/K" not in one
        link = self._name(one, "/URI")
        return link[2:].strip().lower().startswith(ACTIVE_SCHEMES)

    def _annotation(self, one: dict[str, Any], subtype: str, page: int | None) -> None:
        if subtype == "/Redact":
            self._add("redaction-not-applied", ANNOTATION, page, self._box(one))
        elif subtype in ACTIVE_ANNOTATIONS:
            self._add("active-content", ANNOTATION, page, self._box(one))
        elif subtype == "/FileAttachment":
            self._add("attachment", ATTACHMENT, page)
        elif subtype == "/Widget":
            self._add("form-field", FORM_FIELD, page)
        elif subtype not in QUIET_ANNOTATIONS:
            self._add("annotation", ANNOTATION, page, self._box(one))

    def _box(self, one: dict[str, Any]) -> Box | None:
        corners = [self.graph.get(part) for part in self.graph.items(one.get("/Rect"))]
        numbers = [float(part) for part in corners if isinstance(part, int | float)]
        if len(numbers) != 4:
            return None
        (left, right), (bottom, top) = sorted(numbers[::2]), sorted(numbers[1::2])
        return left, bottom, right, top

    def _has_layers(self, root: dict[str, Any]) -> bool:
        return bool(self.graph.items(self.graph.dictionary(root["/OCProperties"]).get("/OCGs")))

    def _has_fields(self, root: dict[str, Any]) -> bool:
        form = self.graph.dictionary(root["/AcroForm"])
        return bool(self.graph.items(form.get("/Fields")))

    def _add(self, rule: str, surface: str, page: int | None, box: Box | None = None) -> None:
        self.found.add((rule, surface, page, box))
