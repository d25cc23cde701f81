"""What the published copy of a PDF may hold: every key that is not named here is dropped.

A kind of dictionary has its keys, and each key the kind of what it leads to. ``LEAF`` is a plain
value; ``*`` stands for names that the file makes up itself, such as those of its fonts.
"""

LEAF = "leaf"
# References that may only lead to pages of the page tree.
PAGE = "page reference"
ELEMENT = "element"
# Lists whose places count: what has to go leaves a null.
ELEMENTS = "elements by number"
LINK_OBJECT = "link that an element stands for"
DRAWING = "drawing"
# Names and where they lead, in turn.
DESTINATIONS = "destination pairs"
DROPPED = "dropped"

Keys = dict[str, str]


def _keys(kind: str, names: str) -> Keys:
    return {f"/{name}": kind for name in names.split()}


def _map(kind: str) -> Keys:
    return {"*": kind}


_STREAM = _keys(LEAF, "Length Filter") | _keys(DRAWING, "DecodeParms")

_RESOURCES = {
    "/ExtGState": "drawings",
    "/ColorSpace": "drawings",
    "/Pattern": "drawings",
    "/Shading": "drawings",
    "/XObject": "drawings",
    "/Font": "drawings",
    "/ProcSet": LEAF,
    "/Properties": "property lists",
}

# Fonts, functions, shadings, patterns, pictures, graphics states and what these hold: one kind,
# because colour spaces and functions nest in each other in every way.
_DRAWING = (
    _keys(
        LEAF,
        # any object that draws
        "Type Subtype Name Length Filter "
        # fonts
        "BaseFont FirstChar LastChar Widths FontBBox FontMatrix BaseEncoding Differences W DW W2 DW2 "
        "FontName FontFamily FontStretch FontWeight Flags ItalicAngle Ascent Descent Leading "
        "CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet Panose Length1 "
        "Length2 Length3 Registry Ordering Supplement CMapName WMode Lang "
        # pictures
        "Width Height BitsPerComponent Intent ImageMask Decode Interpolate SMaskInData Matte "
        "K Columns Rows BlackIs1 EncodedByteAlign EndOfLine EndOfBlock DamagedRowsBeforeError "
        "Predictor Colors EarlyChange ColorTransform StructParent StructParents "
        # forms, groups and patterns
        "FormType BBox Matrix S I PatternType PaintType TilingType XStep YStep "
        # functions and shadings
        "FunctionType Domain Range C0 C1 N Bounds Encode Size Order ShadingType Background "
        "Components Solidities PrintingOrder DotGain Solidity "
        "AntiAlias Coords Extend BitsPerCoordinate BitsPerFlag VerticesPerRow "
        # colour spaces
        "WhitePoint BlackPoint Gamma "
        # graphics states
        "LW LC LJ ML D RI OP op OPM FL SM SA CA ca AIS TK BM BC "
        # halftones
        "HalftoneType Frequency Angle SpotFunction AccurateScreens Xsquare Ysquare Width2 Height2",
    )
    | _keys(
        DRAWING,
        "Encoding ToUnicode FontDescriptor DescendantFonts CIDSystemInfo CIDToGIDMap CIDSet Style "
        "FontFile FontFile2 FontFile3 UseCMap ColorSpace Mask SMask DecodeParms JBIG2Globals "
        "Function Functions Shading Alternate Group G CS TR TR2 HT Font BG BG2 UCR UCR2 "
        "ExtGState Process MixingHints TransferFunction",
    )
    | {"/CharProcs": "drawings", "/Resources": "resources", "/Colorants": "drawings"}
)

SCHEMA: dict[str, Keys] = {
    "catalog": {
        "/Type": LEAF,
        "/Pages": "pages",
        "/PageLabels": "page labels",
        "/Names": "names",
        "/Dests": "destinations",
        "/Outlines": "outline",
        "/PageLayout": LEAF,
        "/Lang": LEAF,
        "/StructTreeRoot": "structure",
        "/MarkInfo": "mark info",
    },
    "pages": _keys(LEAF, "Type Count MediaBox CropBox Rotate")
    | {"/Kids": "pages", "/Parent": "pages", "/Resources": "resources"},
    "page": _keys(
        LEAF,
        "Type MediaBox CropBox BleedBox TrimBox ArtBox Rotate Tabs StructParents UserUnit",
    )
    | {
        "/Parent": "pages",
        "/Resources": "resources",
        "/Contents": "content",
        "/Group": DRAWING,
        "/Annots": "link",
    },
    "content": _STREAM,
    "resources": _RESOURCES,
    "drawings": _map(DRAWING),
    DRAWING: _DRAWING,
    "property lists": _map("property list"),
    "property list": _keys(LEAF, "MCID ActualText Alt E Lang Type Subtype BBox Attached"),
    "mark info": _keys(LEAF, "Marked Suspects"),
    "page labels": {"/Kids": "page labels", "/Limits": LEAF, "/Nums": "page label"},
    "page label": _keys(LEAF, "Type S P St"),
    "names": {"/Dests": "destination tree"},
    "destination tree": {
        "/Kids": "destination tree",
        "/Limits": LEAF,
        "/Names": DESTINATIONS,
    },
    "destinations": _map("destination"),
    "destination": {"/D": PAGE},
    "outline": _keys(LEAF, "Type Count Title C F")
    | _keys("outline", "First Last Next Prev Parent")
    | {"/Dest": PAGE, "/A": "action"},
    "action": _keys(LEAF, "Type S URI IsMap") | {"/D": PAGE},
    "link": _keys(LEAF, "Type Subtype Rect Border BS C H QuadPoints F StructParent Contents Lang")
    | {"/Dest": PAGE, "/A": "action", "/P": PAGE},
    "structure": {
        "/Type": LEAF,
        "/K": ELEMENT,
        "/IDTree": "element tree",
        "/ParentTree": "element tree",
        "/ParentTreeNextKey": LEAF,
        "/RoleMap": "roles",
        "/ClassMap": "attribute classes",
        "/Namespaces": "namespace",
    },
    "element tree": {
        "/Kids": "element tree",
        "/Limits": LEAF,
        "/Names": ELEMENTS,
        "/Nums": ELEMENTS,
    },
    ELEMENT: _keys(LEAF, "Type S ID C R T Lang Alt E ActualText MCID PhoneticAlphabet Phoneme")
    | {
        "/P": ELEMENT,
        "/Pg": PAGE,
        "/K": ELEMENT,
        "/A": "attributes",
        "/NS": "namespace",
        "/Obj": LINK_OBJECT,
        "/Stm": DRAWING,
        "/Ref": ELEMENT,
    },
    "roles": _map(LEAF),
    "attribute classes": _map("attributes"),
    "attributes": _map(LEAF),
    "namespace": {"/Type": LEAF, "/NS": LEAF, "/RoleMapNS": "roles"},
}


def kind_of_key(kind: str, key: str) -> str:
    keys = SCHEMA[kind]
    return keys.get(key, keys.get("*", DROPPED))
