"""Strings of a PDF as text: the encodings that its strings, links and scripts may have."""

import codecs
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

import pikepdf  # noqa: F401 - registers the codec "pdfdoc"
from lxml import etree

_LANGUAGE_ESCAPE = re.compile("\x1b[^\x1b]{2,8}\x1b")
_SCRIPT_ESCAPES = re.compile(r"\\x([0-9A-Fa-f]{2})|\\u\{?([0-9A-Fa-f]{4})\}?|\\([0-7]{3})")
_CHARACTER_CODES = re.compile(r"fromCharCode\s*\(([\d\s,xXa-fA-F]*)\)")
_NAME_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_|\u2182([0-9A-Fa-f]{4})")
_TAG = re.compile(r"<[^<>]*>")
_PUNYCODE = re.compile(r"xn--[a-z0-9-]+", re.IGNORECASE)
_WELL_KNOWN = (
    "http://ns.adobe.com/xap/",
    "http://ns.adobe.com/pdf/",
    "http://ns.adobe.com/xmp",
    "http://purl.org/dc/",
    "http://www.w3.org/",
    "http://www.aiim.org/",
    "adobe:ns:meta/",
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_LETTER = re.compile(rb"[A-Za-z ]")
# Longer than what letters by chance make up in a few megabytes of packed data.
_RUN = re.compile(
    rb"[A-Za-z][A-Za-z ,.'-]{6,}|[0-9+][0-9 ()/-]{8,}[0-9]|[A-Za-z0-9][A-Za-z0-9 ,.'@:/&()+_-]{15,}"
)
_TELLING = re.compile(rb"[A-Za-z]{3}|[0-9]{3}")
_WIDE_RUN = re.compile(rb"(?:[\x20-\x7e]\x00){5,}")
_WIDE_RUN_BIG_ENDIAN = re.compile(rb"(?:\x00[\x20-\x7e]){5,}")


def text_of(value: bytes) -> str:
    """One string object. Where the encoding can't be told, every likely reading, one a line.

    Glyph numbers, digests and keys are no text: read as letters they spell short names by chance.
    """
    for mark, encoding in (
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF8, "utf-8"),
    ):
        if value.startswith(mark):
            return plain(value[len(mark) :].decode(encoding, "replace"))
    controls = len(_CONTROLS.findall(value))
    if controls * 4 > len(value) or (controls * 20 > len(value) > 24):
        return _unmarked_wide(value) or bytes_text(value)
    if value.isascii():
        return plain(value.decode("ascii"))
    readings = []
    try:
        readings.append(value.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    readings += [value.decode("pdfdoc", "replace"), value.decode("cp1252", "replace")]
    return plain("\n".join(dict.fromkeys(readings)))


def _unmarked_wide(value: bytes) -> str:
    for start, encoding in ((0, "utf-16-be"), (1, "utf-16-le")):
        high = value[start::2]
        if len(value) > 3 and high.count(0) * 10 >= len(high) * 9:
            low = value[1 - start :: 2]
            if len(_LETTER.findall(low)) * 2 > len(low) and not _CONTROLS.search(low):
                return plain(value.decode(encoding, "replace"))
    return ""


def bytes_text(value: bytes) -> str:
    """What can be read in bytes that are no text, such as certificates."""
    names = distinguished_names(value) if value[:1] == b"\x30" else ""
    return "\n".join(filter(None, (names, runs_of_text(value))))


def text_of_json(value: str) -> str:
    """A string in qpdf's JSON: ``u:`` and text, or ``b:`` and hex digits."""
    if value.startswith("b:"):
        return text_of(bytes.fromhex(value[2:]))
    text = plain(value[2:])
    if text.isascii():
        return text
    # Programs that write UTF-8 into a string leave it to be read as PDFDocEncoding.
    try:
        other = text.encode("pdfdoc").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError, ValueError):
        return text
    return text if other == text else f"{text}\n{other}"


def plain(text: str) -> str:
    return _LANGUAGE_ESCAPE.sub("", text).replace("\x00", "")


def link_texts(value: str) -> str:
    """A link as it is and as it is meant: percent codes, entities and host names undone."""
    readings = [value]
    for _ in range(3):
        last = readings[-1]
        readings.append(html.unescape(unquote(last)))
        if readings[-1] == last:
            break
    readings.append(readings[-1].replace("+", " "))
    readings.append(_PUNYCODE.sub(_host, readings[-1]))
    return "\n".join(dict.fromkeys(readings))


def _host(match: re.Match[str]) -> str:
    try:
        return match[0][4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return match[0]


def script_texts(value: str) -> str:
    """A script as it is and with its escapes undone."""
    meant = _SCRIPT_ESCAPES.sub(
        lambda found: chr(int(found[1] or found[2], 16) if not found[3] else int(found[3], 8)),
        value,
    )
    meant = _CHARACTER_CODES.sub(_characters, meant)
    meant = html.unescape(unquote(meant))
    return value if meant == value else f"{value}\n{meant}"


def _characters(match: re.Match[str]) -> str:
    try:
        codes = [int(one, 0) for one in match[1].replace(" ", "").split(",") if one]
        return "".join(chr(code) for code in codes)
    except (ValueError, OverflowError):
        return match[0]


def xml_texts(data: bytes) -> str | None:
    """Texts, attribute values, comments and private element names; None where it is no XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data.strip(b"\x00\t\r\n "), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    document = root.getroottree()
    found = list(_xml_parts(root))
    before = root.getprevious()
    while before is not None:
        found.append(str(before.text or ""))
        before = before.getprevious()
    after = root.getnext()
    while after is not None:
        found.append(str(after.text or ""))
        after = after.getnext()
    if document.docinfo.internalDTD is not None:
        head = data[: data.find(b"]>") + 2]
        found.append(head.decode("utf-8", "replace"))
    return plain("\n".join(one for one in found if one.strip()))


def unmarked(text: str) -> str:
    """Rich text without its tags, which can part a word, and with them where they may say more."""
    bare = html.unescape(_TAG.sub("", text))
    return bare if bare == text else f"{bare}\n{xml_texts(text.encode()) or text}"


def _xml_parts(root: "etree._Element") -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str):
            yield _private_name(element.tag)
            for key, value in element.attrib.items():
                yield _private_name(str(key))
                yield str(value)
        yield str(element.text or "")
        yield str(element.tail or "")


def tag_text(text: str) -> str:
    """Mark-up that is not well formed: as it is, with the escapes of its names undone."""
    return _NAME_ESCAPE.sub(_escaped, text)


def _private_name(tag: str) -> str:
    """Programs keep the names of custom properties as element names, with _xHHHH_ for spaces."""
    space, _, name = tag.rpartition("}")
    if not space or space[1:].startswith(_WELL_KNOWN):
        return ""
    return _NAME_ESCAPE.sub(_escaped, name)


def _escaped(match: re.Match[str]) -> str:
    return chr(int(match[1] or match[2], 16))


def runs_of_text(data: bytes) -> str:
    """What can be read in bytes that are no text as a whole."""
    found = [one.decode("ascii") for one in _RUN.findall(data) if _TELLING.search(one)]
    found += [one.decode("utf-16-le") for one in _WIDE_RUN.findall(data)]
    found += [one.decode("utf-16-be") for one in _WIDE_RUN_BIG_ENDIAN.findall(data)]
    return "\n".join(found)


def distinguished_names(data: bytes) -> str:
    """The printable strings of a DER structure: who signed, who vouches for them."""
    found: list[str] = []
    pending = [(0, len(data), 0)]
    while pending and len(found) < 10_000:
        at, end, depth = pending.pop()
        while at + 2 <= end:
            tag, length, start = data[at], data[at + 1], at + 2
            if length & 0x80:
                count = length & 0x7F
                length = int.from_bytes(data[start : start + count], "big")
                start += count
            if length == 0 and data[at + 1] == 0x80:
                length = end - start
            stop = min(end, start + length)
            part = data[start:stop]
            if tag & 0x20:
                if depth < 40:
                    pending.append((start, stop, depth + 1))
            elif tag in (12, 19, 20, 22, 26, 27):
                found.append(part.decode("utf-8", "replace"))
            elif tag == 30:
                found.append(part.decode("utf-16-be", "replace"))
            at = max(stop, at + 2)
    return "\n".join(found)


def name_text(name: str) -> str:
    """A name without its slash; ``n:`` marks the ones that are not UTF-8."""
    if name.startswith("n:"):
        raw = re.sub(
            rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), name[2:].encode()
        )
        return text_of(raw.lstrip(b"/"))
    return name.removeprefix("/")
