"""What the attributes of a part say, without what only the format says there."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from reviews.anonymisation import wordlists
from reviews.anonymisation.markup import local

# Values of the format: numbers of fewer than six digits, colours, measures, identifiers.
FORMAT = re.compile(
    r"[-+]?[\d.,\s]{1,5}|[-+]?\d+(\.\d+)?(pt|in|cm|mm|px|pc|emu|em|ex|%|deg|f|fd)?|[-+]?\d{1,9}\.\d+"
    r"|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}|\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?"
    r"|#[0-9A-Fa-f]{3,8}|rId\d+|true|false|on|off"
)
NUMBER = re.compile(r"[-+]?\d{6,}")
MEASURES = frozenset(
    (
    "adj", "b", "coordorigin", "coordsize", "cx", "cy", "d", "dist", "distB", "distL", "distR",
    "distT", "dx", "dy", "ext", "fmla", "from", "h", "id", "idx", "l", "n", "off", "path",
    "points", "pos", "r", "relativeHeight", "spid", "sz", "t", "to", "transform", "val",
    "viewBox", "w", "wrapcoords", "x", "y",
    )
)  # fmt: skip
REVISIONS = re.compile(
    r"rsid|paraId$|textId$|durableId$|panose|^sig$|usb\d|csb\d|^uid$|codeName$", re.I
)
# Words that the formats have for looks and places and that are also people's names.
WORDS_OF_THE_FORMAT = wordlists.words("office_format_words")
STYLE_WORDS = wordlists.words("office_style_words")
FONTS = wordlists.words("office_typefaces")
FONT_ELEMENTS = frozenset(
    (
    "altName", "buFont", "cs", "ea", "font", "font-face", "latin", "major", "minor", "name",
    "rFont", "rFonts", "sym",
    )
)  # fmt: skip
STYLE_ELEMENTS = frozenset(
    (
    "basedOn", "cellStyle", "link", "lsdException", "next", "pStyle", "rStyle", "style",
    "styleId", "tblStyle",
    )
)  # fmt: skip
VENDORS = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://purl.oclc.org/ooxml/",
    "application/vnd.openxmlformats-",
    "application/vnd.ms-",
)
KEYS_OF_THE_FORMAT = frozenset({"Ignorable", "Requires", "themeColor", "asciiTheme", "hAnsiTheme"})
PAIRS_OF_THE_FORMAT = frozenset({("type", "created"), ("type", "modified"), ("type", "style")})
PLACES = {
    **dict.fromkeys(("descr", "title", "alt", "summary"), "alternative text"),
    **dict.fromkeys(("author", "initials", "displayName", "userId", "providerId"), "people"),
    **dict.fromkeys(("Target", "href", "instr", "tooltip", "src", "link", "dataSource"), "link"),
}
FORM = frozenset(
    (
    "alias", "bookmarkStart", "dataBinding", "dataValidation", "default", "docPart",
    "docPartCategory", "docPartGallery", "helpText", "listEntry", "listItem", "placeholder",
    "statusText", "tag",
    )
)  # fmt: skip


def places(root: Any, place: str) -> Iterator[tuple[str, str]]:
    """(surface, value) of every attribute that may say something of somebody."""
    for element in root.iter(etree.Element):
        if not element.attrib:
            continue
        name = local(element)
        for key, value in element.attrib.items():
            key = key.rpartition("}")[2]
            if said := _said(name, key, value.strip()):
                yield (PLACES.get(key) or ("form field" if name in FORM else place)), said


def _said(element: str, key: str, value: str) -> str:
    if not value or REVISIONS.search(key) or FORMAT.fullmatch(value):
        shortest = 9 if key in MEASURES else 6
        return value if NUMBER.fullmatch(value) and len(value) >= shortest else ""
    folded = value.casefold()
    if folded.rstrip("0123456789") in WORDS_OF_THE_FORMAT:
        return ""
    if key in KEYS_OF_THE_FORMAT or (key, element) in PAIRS_OF_THE_FORMAT:
        return ""
    if folded.startswith(VENDORS) and key in ("Type", "ContentType", "uri"):
        return ""
    if key == "script" and len(value) == 4:
        return ""
    if element in FONT_ELEMENTS and _only(folded, FONTS):
        return ""
    if element in STYLE_ELEMENTS or key in ("styleId", "style-name", "styleName"):
        return "" if _only(_spaced(value), STYLE_WORDS) else value
    if element == "name" and key == "val" and _only(folded, STYLE_WORDS):
        return ""
    return value


def _spaced(value: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z0-9])|(?<=\d)(?=[A-Za-z])|[-_]", " ", value).casefold()


def _only(text: str, words: frozenset[str]) -> bool:
    return all(word in words or word.isdigit() for word in re.split(r"[\s;,/&-]+", text) if word)
