"""What kind of file some bytes are, told from the bytes: a name is only what somebody typed."""

import re
from pathlib import PurePosixPath

PDF_HEADER_WITHIN = 1024
IMAGE_MAGIC = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"\x00\x00\x00\x0cjP  \r\n\x87\n",
    b"\xff\x4f\xff\x51",
)
HEIF_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"heim", b"heis")
TEXT_ENDINGS = (
    "txt", "csv", "tsv", "md", "json", "xml", "html", "htm", "rtf", "eml", "log", "svg", "ics",
    "vcf", "yaml", "yml", "ini", "css", "js", "rst", "jsonl", "xmp", "ps", "eps", "mht", "mhtml",
)  # fmt: skip
ENDINGS: dict[str, tuple[str, ...]] = {
    "pdf": ("pdf",),
    "office": (
        "docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xlsb", "pptx", "pptm", "potx",
        "ppsx", "odt", "ods", "odp", "odg", "ott", "epub", "vsdx",
    ),
    "image": (
        "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "tif", "tiff", "webp", "jp2", "j2k",
        "jpx", "heic", "heif", "avif",
    ),
    "text": TEXT_ENDINGS,
    "zip": ("zip",),
    "ole": ("doc", "xls", "ppt", "msg", "dot", "xlt", "pub", "vsd", "bin", "ole"),
    "gzip": ("gz", "svgz", "tgz"),
    "tar": ("tar",),
    "font": ("ttf", "otf", "woff", "woff2", "ttc", "pfb", "odttf"),
    "profile": ("icc", "icm"),
    "metafile": ("wmf", "emf"),
}  # fmt: skip
KNOWN_ENDINGS = frozenset(ending for group in ENDINGS.values() for ending in group)
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(data: bytes) -> str:
    """One of the keys of `ENDINGS`, or "unknown"."""
    head = data[:PDF_HEADER_WITHIN]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if b"%PDF-" in head:
        return "pdf"
    if _is_image(head):
        return "image"
    for magic, kind in (
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"\x1f\x8b", "gzip"),
        (b"\x00\x01\x00\x00", "font"),
        (b"OTTO", "font"),
        (b"ttcf", "font"),
        (b"true", "font"),
        (b"wOFF", "font"),
        (b"wOF2", "font"),
        (b"%!PS-AdobeFont", "font"),
        (b"\xd7\xcd\xc6\x9a", "metafile"),
    ):
        if head.startswith(magic):
            return kind
    if head[36:40] == b"acsp":
        return "profile"
    if head[40:44] == b" EMF":
        return "metafile"
    if head[257:262] == b"ustar":
        return "tar"
    return "text" if decoded(data) is not None else "unknown"


def _is_image(head: bytes) -> bool:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return True
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return True
    if head.startswith(b"BM"):
        return head[6:10] == b"\x00\x00\x00\x00" and len(head) > 26
    return head.startswith(IMAGE_MAGIC)


def name_fits(kind: str, name: str) -> bool:
    """Whether the ending may go with the content. A name without a known ending says nothing."""
    ending = PurePosixPath(name.lower()).suffix.lstrip(".")
    if ending not in KNOWN_ENDINGS:
        return True
    if kind == "zip":
        return ending in ENDINGS["office"] or ending in ENDINGS["zip"]
    if kind in ("ole", "text", "font", "metafile"):
        return ending in ENDINGS[kind] or (kind == "ole" and ending in ENDINGS["office"])
    return ending in ENDINGS.get(kind, ())


def decoded(data: bytes) -> str | None:
    """The bytes as text, or None where they are none."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    wide = _wide(data)
    if wide is not None:
        return wide
    if len(_CONTROLS.findall(data[:65536])) > 2 + len(data[:65536]) // 200:
        return None
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None if b"\x00" in data else data.decode("latin-1")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of ordinary English is zero."""
    if len(data) < 4 or len(data) % 2:
        return None
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = data[start : start + 8192 : 2]
        if half.count(0) * 10 > len(half) * 8 and not _CONTROLS.search(data[1 - start : 8192 : 2]):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None
