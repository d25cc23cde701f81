"""What a content stream says beside the text that it paints: marks, comments, strings never shown."""

import re
from collections.abc import Iterator

import pikepdf

from reviews.anonymisation.pdf_actions import surface_of
from reviews.anonymisation.pdf_streams import Unpacker
from reviews.anonymisation.pdf_strings import text_of
from reviews.anonymisation.pdf_vocabulary import is_ordinary
from reviews.anonymisation.surfaces import Collector

_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\))*+\)"
_HEX = rb"<[0-9A-Fa-f\s]*+>"
_LEAF = rb"<<(?:" + _STRING + rb"|" + _HEX + rb"|[^()<>])*+>>"
_NEST = rb"<<(?:" + _STRING + rb"|" + _HEX + rb"|" + _LEAF + rb"|[^()<>])*+>>"
_DICTIONARY = re.compile(
    rb"<<(?:" + _STRING + rb"|" + _HEX + rb"|" + _NEST + rb"|[^()<>])*+>>", re.DOTALL
)
_PIECE = re.compile(_STRING + rb"|" + _HEX, re.DOTALL)
_SHOWN = re.compile(
    rb"\[(?:" + _STRING + rb"|" + _HEX + rb"|[^\[\]()<>%])*+\]\s*+TJ"
    rb"|(?:" + _STRING + rb"|" + _HEX + rb")\s*+(?:Tj|'|\")",
    re.DOTALL,
)
_IMAGE_BEGINS = re.compile(rb"\bBI(?=[\s/])")
_IMAGE_DATA = re.compile(rb"[^()]*?\bID\s")
_IMAGE_ENDS = re.compile(rb"\sEI(?=\s|\Z)")
_IMAGE_ENTRIES_BYTES = 2_000
_CODED = re.compile(rb"/DCT(?:Decode)?\b|/JPXDecode\b")
_GLYPH_NUMBERS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
_COUNTED = re.compile(rb"/MCID\s+\d+\s*")
_COMMENT = re.compile(rb"%([^\r\n]*)")
_NAME = re.compile(rb"/([^\s/<>\[\](){}%]+)")
_PAINTED = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
LOOKS_PAINTED = re.compile(rb"\b(?:Tj|TJ|Do)\b|\sre\s")


def painted_names(content: bytes) -> set[str]:
    """The resources that it paints, with their slash."""
    return {"/" + _name(found) for found in set(_PAINTED.findall(content))}


def _name(raw: bytes) -> str:
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), raw).decode("utf-8", "replace")


def read_content(content: bytes, page: int | None, surface: str, into: Collector) -> None:
    """``surface`` is the place of what has no better name."""
    if b"BI" in content:
        content = without_pictures(content)
    rest = _SHOWN.sub(b" ", content)
    if b"<<" in rest:
        rest = _COUNTED.sub(b"", rest)
        for raw in dict.fromkeys(_DICTIONARY.findall(rest)):
            _read_marks(raw, page, surface, into)
        rest = _DICTIONARY.sub(b" ", rest)
    if b"(" in rest or b"<" in rest:
        into.text(surface, "\n".join(_strings(rest)), page)
        rest = _PIECE.sub(b" ", rest)
    if b"%" in rest:
        comments = b"\n".join(_COMMENT.findall(rest))
        into.text(surface, text_of(comments), page)
    for raw in sorted(set(_NAME.findall(rest))):
        name = _name(raw)
        if not is_ordinary(name):
            into.text("name", name, page)


def without_pictures(content: bytes) -> bytes:
    """Without the pixels of pictures that stand in the content itself. Their entries are kept."""
    kept, at = [], 0
    while begins := _IMAGE_BEGINS.search(content, at):
        limit = begins.end() + _IMAGE_ENTRIES_BYTES
        data = _IMAGE_DATA.match(content, begins.end(), limit)
        if data is None:
            kept.append(content[at : begins.end()])
            at = begins.end()
            continue
        ends = _IMAGE_ENDS.search(content, data.end())
        if ends is None:
            break
        kept.append(content[at : data.end()])
        at = ends.end()
    return b"".join([*kept, content[at:]])


def _read_marks(raw: bytes, page: int | None, surface: str, into: Collector) -> None:
    try:
        parsed = pikepdf.Object.parse(raw)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        into.text(surface, "\n".join(_strings(raw)), page)
        return
    pending: list[tuple[str, object]] = [("", parsed)]
    while pending:
        key, value = pending.pop()
        if isinstance(value, pikepdf.Dictionary):
            pending.extend(value.items())
        elif isinstance(value, pikepdf.Array):
            pending.extend((key, one) for one in value)
        elif isinstance(value, pikepdf.String):
            into.text(surface_of(key, {}, surface), text_of(bytes(value)), page)
        elif isinstance(value, pikepdf.Name) and not is_ordinary(str(value)[1:]):
            into.text("name", str(value)[1:], page)


def _strings(content: bytes) -> Iterator[str]:
    for raw in _PIECE.findall(content):
        yield text_of(string_bytes(raw))


def string_bytes(raw: bytes) -> bytes:
    try:
        return bytes(pikepdf.Object.parse(raw))
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        return raw


def shown_text(content: bytes) -> str:
    """The text that it paints, where every byte is a character; glyph numbers are left out."""
    lines = (
        b"".join(string_bytes(raw) for raw in _PIECE.findall(shown[0]))
        for shown in _SHOWN.finditer(content)
    )
    return "\n".join(text_of(line) for line in lines if not _GLYPH_NUMBERS.search(line))


def pictures_in(content: bytes) -> Iterator[bytes]:
    """The coded pictures that stand in the content itself."""
    if b"BI" not in content or not _CODED.search(content):
        return
    at = 0
    while begins := _IMAGE_BEGINS.search(content, at):
        at = begins.end()
        data = _IMAGE_DATA.match(content, at, at + _IMAGE_ENTRIES_BYTES)
        if data is None or not _CODED.search(data[0]):
            continue
        ends = _IMAGE_ENDS.search(content, data.end())
        if ends is None:
            return
        at = ends.end()
        # The stream lives as long as the file that owns it.
        with pikepdf.Pdf.new() as owner:
            try:
                entries = pikepdf.Object.parse(b"<<" + data[0].rstrip()[:-2] + b">>")
                stream = pikepdf.Stream(owner, content[data.end() : ends.start()])
                stream.Filter = entries.get("/Filter", entries.get("/F"))
            except (pikepdf.PdfError, ValueError, TypeError):
                continue
            yield Unpacker().unpack(stream).data
