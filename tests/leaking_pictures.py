"""Picture files with somebody's name in one place only, one maker for each place."""

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image, PngImagePlugin

Maker = Callable[[str], bytes]
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="urn:rdf"><rdf:Description '
    'xmlns:dc="urn:dc"{0}><dc:creator>{1}</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>'
)


def saved(kind: str, image: Image.Image | None = None, **options: object) -> bytes:
    made = io.BytesIO()
    (image or Image.new("RGB", (40, 30), "teal")).save(made, kind, **options)
    return made.getvalue()


def xmp(name: str) -> bytes:
    return XMP.format("", name).encode()


def exif(tag: int, value: object, directory: int = 0) -> bytes:
    made = Image.Exif()
    (made.get_ifd(directory) if directory else made)[tag] = value
    return made.tobytes()


def segment(number: int, body: bytes) -> Maker:
    plain = saved("JPEG")
    return plain[:2] + bytes((0xFF, number)) + struct.pack(">H", len(body) + 2) + body + plain[2:]


def chunk(kind: bytes, body: bytes) -> bytes:
    plain = saved("PNG")
    made = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return plain[:33] + made + plain[33:]


def resources(number: int, body: bytes) -> bytes:
    return b"Photoshop 3.0\0" + b"8BIM" + struct.pack(">HHI", number, 0, len(body)) + body


def press(name: str) -> bytes:
    text = name.encode()
    return b"\x1c\x02\x50" + struct.pack(">H", len(text)) + text


def extended(name: str) -> bytes:
    """XMP that was cut in two, with the name where it was cut."""
    packet = xmp(name)
    cut = packet.index(name.encode()) + len(name) // 2
    made = saved("JPEG")
    mark = b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32
    for at, piece in ((cut, packet[cut:]), (0, packet[:cut])):
        body = mark + struct.pack(">II", len(packet), at) + piece
        made = made[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + made[2:]
    return made


def png_text(name: str, **options: bool) -> bytes:
    words = PngImagePlugin.PngInfo()
    if options.get("wide"):
        words.add_itxt("Author", name, zip=options.get("packed", False))
    else:
        words.add_text("Author", name, zip=options.get("packed", False))
    return saved("PNG", pnginfo=words)


def riff(kind: bytes, body: bytes) -> bytes:
    plain = saved("WEBP")
    body += b"\0" * (len(body) % 2)
    made = plain[12:] + kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(made) + 4) + b"WEBP" + made


def box(kind: bytes, body: bytes) -> bytes:
    return saved("JPEG2000") + struct.pack(">I4s", len(body) + 8, kind) + body


def gif(name: str) -> bytes:
    return saved("GIF", Image.new("P", (20, 20)), comment=name.encode())


def gif_xmp(name: str) -> bytes:
    body = b"\x21\xff\x0bXMP DataXMP" + xmp(name) + bytes((1, *range(255, -1, -1), 0))
    plain = saved("GIF", Image.new("P", (20, 20)))
    return plain[:-1] + body + b"\x3b"


PLACES: dict[str, Maker] = {
    "artist": lambda n: saved("JPEG", exif=exif(315, n)),
    "owner of the camera": lambda n: saved("JPEG", exif=exif(0xA430, n, 0x8769)),
    "author of Windows": lambda n: saved("JPEG", exif=exif(0x9C9D, n.encode("utf-16-le"))),
    "comment of a user": lambda n: saved(
        "JPEG", exif=exif(0x9286, b"ASCII\0\0\0" + n.encode(), 0x8769)
    ),
    "wide comment of a user": lambda n: saved(
        "JPEG", exif=exif(0x9286, b"UNICODE\0" + n.encode("utf-16-le"), 0x8769)
    ),
    "note of the maker": lambda n: saved(
        "JPEG", exif=exif(0x927C, b"\0\1\2" + n.encode() + b"\0", 0x8769)
    ),
    "comment of a JPEG": lambda n: segment(0xFE, n.encode()),
    "xmp": lambda n: segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(n)),
    "xmp attribute": lambda n: segment(
        0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP.format(f' dc:who="{n}"', "x").encode()
    ),
    "extended xmp": extended,
    "press": lambda n: segment(0xED, resources(1028, press(n))),
    "block of its own": lambda n: segment(0xEB, b"\0\1" + n.encode() + b"\0"),
    "after a JPEG": lambda n: saved("JPEG") + n.encode(),
    "png text": png_text,
    "packed png text": lambda n: png_text(n, packed=True),
    "wide png text": lambda n: png_text(n, wide=True),
    "packed wide png text": lambda n: png_text(n, wide=True, packed=True),
    "png exif": lambda n: saved("PNG", exif=exif(315, n)),
    "chunk of its own": lambda n: chunk(b"prVt", n.encode()),
    "packed chunk of its own": lambda n: chunk(b"prVt", zlib.compress(n.encode())),
    "raw profile": lambda n: png_text_of("Raw profile type iptc", press(n)),
    "after a PNG": lambda n: saved("PNG") + n.encode("utf-16-le"),
    "gif comment": gif,
    "gif xmp": gif_xmp,
    "tiff artist": lambda n: saved("TIFF", tiffinfo={315: n}),
    "tiff xmp": lambda n: saved("TIFF", tiffinfo={700: xmp(n)}),
    "webp xmp": lambda n: saved("WEBP", xmp=xmp(n)),
    "webp exif": lambda n: saved("WEBP", exif=exif(315, n)),
    "webp block": lambda n: riff(b"prVt", n.encode()),
    "jp2 xml": lambda n: box(b"xml ", f"<a>{n}</a>".encode()),
    "jp2 block": lambda n: box(b"uuid", bytes(16) + n.encode()),
    "avif xmp": lambda n: saved("AVIF", xmp=xmp(n)),
    "avif exif": lambda n: saved("AVIF", exif=exif(315, n)),
}


def png_text_of(keyword: str, body: bytes) -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text(keyword, f"\niptc\n{len(body):8}\n{body.hex()}\n", zip=True)
    return saved("PNG", pnginfo=words)
