"""One XML part of an office file, opened without trusting it, and its text without knowing its kind."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from reviews.anonymisation.surfaces import Refusal

MAX_BYTES = 48 * 1024 * 1024
MARKED = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
DAMAGED = ("damaged", "A part of it can’t be read. Open it, save it again and send that.")
TOO_LARGE = ("too-large", "A part of it is far too large. Split the document.")
CODE = ("damaged", "It holds code that no such file needs. Open it, save it again and send that.")
BASE64 = re.compile(r"[A-Za-z0-9+/\s]{48,}={0,2}\s*")
DATA_ADDRESS = re.compile(r"data:[^,]{0,100};base64,([A-Za-z0-9+/=\s%]+)")


def looks_like_markup(data: bytes) -> bool:
    head = data[:200]
    if head.startswith(MARKED[1:]) or b"\x00" in head[:4]:
        head = head.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    return head.removeprefix(MARKED[0]).lstrip().startswith(b"<")


def parse(data: bytes, *, forgiving: bool = False, document_type: bool = False) -> Any:
    """The root. Nothing is fetched and no entity of the file's own is put in. Raises `Refusal`.

    ``forgiving`` is for the drawings that Office itself writes without closing every element;
    ``document_type`` lets one through that only names where it stands, as drawing programs write.
    """
    if len(data) > MAX_BYTES:
        raise Refusal(*TOO_LARGE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=forgiving
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal(*DAMAGED) from error
    if root is None:
        raise Refusal(*DAMAGED)
    info = root.getroottree().docinfo
    if info.doctype:
        inside = info.internalDTD
        if not document_type or (inside is not None and any(True for _ in inside.iterentities())):
            raise Refusal(*CODE)
    return root


def local(element: Any) -> str:
    """The name without its namespace, so that strict, transitional and later kinds read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str, default: str = "") -> str:
    """An attribute by its local name, with or without a namespace."""
    value = element.get(name)
    if value is not None:
        return str(value)
    for key, found in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(found)
    return default


def child(element: Any, name: str) -> Any | None:
    for one in element:
        if local(one) == name:
            return one
    return None


def lines(root: Any) -> Iterator[str]:
    """Every text and every comment, in the order of the file."""
    for element in root.iter():
        if element.text and element.text.strip():
            yield element.text
        if element is not root and element.tail and element.tail.strip():
            yield element.tail


def remarks(root: Any) -> Iterator[str]:
    """Comments and instructions to programs, also beside the root."""
    beside = [*root.itersiblings(preceding=True), *root.itersiblings()]
    for one in [*beside, *root.iter(etree.Comment, etree.ProcessingInstruction)]:
        text = one.text or ""
        target = getattr(one, "target", "")
        if f"{target}{text}".strip():
            yield f"{target} {text}".strip()


def names(root: Any) -> Iterator[str]:
    """What elements and attributes are called: in data of one's own making a name may be there."""
    seen = set()
    for element in root.iter(etree.Element):
        for tag in (element.tag, *element.attrib):
            space, _, name = tag.rpartition("}")
            for one in (name, space.lstrip("{")):
                if one and one not in seen:
                    seen.add(one)
                    yield one


def packed(text: str) -> bytes | None:
    """The bytes of a file written as letters (a picture, a certificate), or None."""
    match = DATA_ADDRESS.match(text)
    if match:
        text = match[1].replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")
    elif not BASE64.fullmatch(text):
        return None
    try:
        return base64.b64decode("".join(text.split()) + "==")
    except (binascii.Error, ValueError):
        return None
