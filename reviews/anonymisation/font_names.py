"""The names that a font program keeps of itself."""

import re
import struct

from reviews.anonymisation.pdf_vocabulary import typeface_text

# Family, style, full and PostScript names. The others name those who drew the letters.
_OWN_NAMES = frozenset({1, 2, 4, 6, 16, 17, 18, 19, 21, 22})
_CLEAR_TEXT_BYTES = 4096
_TYPE1_NAMES = re.compile(rb"/(?:FontName\s*/|FullName\s*\(|FamilyName\s*\()([^()/\s][^()/\r\n]*)")


def font_texts(data: bytes) -> str:
    """Its family and style, without the families of ordinary typefaces."""
    if data[:4] in (b"\x00\x01\x00\x00", b"OTTO", b"true"):
        try:
            return "\n".join(_table_names(data))
        except (struct.error, IndexError):
            return ""
    if data[:2] != b"%!" and data[:1] != b"\x80":
        return ""
    found = _TYPE1_NAMES.findall(data[:_CLEAR_TEXT_BYTES])
    return "\n".join(typeface_text(name.decode("latin-1")) for name in found)


def _table_names(data: bytes) -> list[str]:
    found = []
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if tag != b"name":
            continue
        _, records, strings = struct.unpack_from(">HHH", data, offset)
        for record in range(records):
            platform, _, _, kind, length, at = struct.unpack_from(
                ">6H", data, offset + 6 + 12 * record
            )
            raw = data[offset + strings + at : offset + strings + at + length]
            if kind in _OWN_NAMES:
                name = raw.decode("latin-1" if platform == 1 else "utf-16-be", "replace")
                found.append(typeface_text(name))
    return found
