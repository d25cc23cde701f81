"""What kind of place a dictionary of a PDF is, in words that an officer knows."""

from typing import Any

from reviews.anonymisation.pdf_graph import TRAILER, Graph, Id, id_of

ANNOTATIONS = frozenset(
    {"/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight"}
    | {"/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/Link"}
    | {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/Widget", "/PrinterMark", "/TrapNet"}
    | {"/Watermark", "/3D", "/Redact", "/Projection", "/RichMedia"}
)
FIELD_TYPES = frozenset({"/Tx", "/Btn", "/Ch", "/Sig"})
PROPERTY = "document property"
METADATA = "metadata"
OUTLINE = "outline"
ANNOTATION = "annotation"
FORM_FIELD = "form field"
STRUCTURE = "structure"
PAGE_LABEL = "page label"
DESTINATION = "named destination"
ATTACHMENT = "attachment"
LAYER = "layer"
SIGNATURE = "signature"
PRIVATE = "private data"
FONT = "font"


def place_of(
    graph: Graph, identity: Id, one: dict[str, Any], key: str, roles: set[str], above: str
) -> str:
    """``key`` leads to ``one`` inside its object, ``roles`` are the keys that lead to the object;
    ``above`` is the place that ``one`` stands in."""
    if above in (PRIVATE, PROPERTY):
        return above
    keys = {key} if key else roles
    if key == "" and identity == id_of(graph.values[TRAILER].get("/Info")):
        return PROPERTY
    if key == "/Info" and identity == TRAILER:
        return PROPERTY
    if not keys.isdisjoint({"/PieceInfo", "/Private"}):
        return PRIVATE
    return _by_shape(one, keys) or above


def _by_shape(one: dict[str, Any], keys: set[str]) -> str:
    kind, subtype = one.get("/Type"), one.get("/Subtype")
    if kind in ("/Sig", "/DocTimeStamp") or "/ByteRange" in one:
        return SIGNATURE
    if kind in ("/OCG", "/OCMD") or not keys.isdisjoint({"/OCProperties", "/OCGs"}):
        return LAYER
    if kind in ("/Filespec", "/F", "/EmbeddedFile", "/Collection", "/CollectionItem"):
        return ATTACHMENT
    if (
        "/EF" in one
        or "/RF" in one
        or not keys.isdisjoint({"/EmbeddedFiles", "/AF", "/Collection"})
    ):
        return ATTACHMENT
    if (
        one.get("/FT") in FIELD_TYPES
        or subtype == "/Widget"
        or not keys.isdisjoint({"/AcroForm", "/Fields", "/XFA", "/MK"})
    ):
        return FORM_FIELD
    if "/Kids" in one and "/T" in one:
        return FORM_FIELD
    if kind == "/Annot" or (subtype in ANNOTATIONS and "/Rect" in one):
        return ANNOTATION
    if kind == "/StructElem" or kind == "/StructTreeRoot" or ("/S" in one and "/Pg" in one):
        return STRUCTURE
    if not keys.isdisjoint({"/Dests"}):
        return DESTINATION
    if kind == "/PageLabel" or not keys.isdisjoint({"/PageLabels"}):
        return PAGE_LABEL
    if "/Title" in one and not one.keys().isdisjoint(
        {"/Parent", "/Prev", "/Next", "/Dest", "/A", "/First"}
    ):
        return OUTLINE
    if kind in ("/Font", "/FontDescriptor") or "/CIDSystemInfo" in keys:
        return FONT
    return ""
