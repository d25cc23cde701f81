"""A picture file: what is written in it beside the pixels, and the pixels for those who read them."""

import io
import warnings
from typing import Any

from PIL import Image, ImageOps

from reviews.anonymisation import byte_strings, markup, picture_parts
from reviews.anonymisation.surfaces import Collector, Embedded, Picture, Refusal

PLACE = "picture metadata"
MAX_PIXELS = 60_000_000
MAX_FRAMES = 60
MAX_DEPTH = 3
MARKS = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"\x00\x00\x00\x0cjP  ",
    b"\xff\x4f\xff\x51",
    b"\x00\x00\x01\x00",
)
HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
ORIENTATION = 274
READ_WHOLE = frozenset({"JPEG", "PNG", "BMP", "TIFF", "WEBP", "GIF"})
UNKNOWN = ("unknown-type", "It holds a picture of a kind that can’t be read. Save that as PNG.")
DAMAGED = ("damaged", "It holds a picture that can’t be opened. Save that picture again as PNG.")
TOO_LARGE = ("too-large", "It holds a picture that is far too large. Make the picture smaller.")


def is_picture(data: bytes) -> bool:
    if data.startswith(MARKS):
        return True
    if data[:2] == b"BM":
        return data[6:10] == b"\x00\x00\x00\x00" and len(data) > 26
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return True
    return data[4:8] == b"ftyp" and data[8:12] in HEIF


def read(data: bytes, into: Collector, depth: int = 0, *, pixels: bool = True) -> None:
    """Raises `Refusal` for a picture that can't be opened or is too large to be.

    Without ``pixels`` only what is written beside them is read: they are seen elsewhere.
    """
    if not is_picture(data):
        raise Refusal(*UNKNOWN)
    if pixels:
        _read_pixels(data, into)
    parts = picture_parts.read(data)
    for packet in parts.packets:
        parts.words += _packet(packet)
    if parts.trailing.strip(b"\x00\xff \r\n"):
        _trailing(parts.trailing, parts, into)
    into.text(PLACE, "\n".join(dict.fromkeys(word for word in parts.words if word.strip())))
    for image in parts.images:
        _inner(image, into, depth)


def length_of(data: bytes) -> int:
    """How many of the bytes the picture takes that they begin with."""
    return picture_parts.read(data).length


def _inner(image: bytes, into: Collector, depth: int) -> None:
    """A thumbnail may be cut off: what doesn't open shows nothing to anybody."""
    if depth >= MAX_DEPTH or not is_picture(image):
        return
    try:
        read(image, into, depth + 1)
    except Refusal as refusal:
        if refusal.rule == "too-large":
            raise


def _trailing(data: bytes, parts: picture_parts.Parts, into: Collector) -> None:
    """Phones put a film or a second picture there; a cut picture may leave the rest of its old self."""
    parts.words.append(byte_strings.strings(data))
    for mark in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        if (at := data.find(mark)) >= 0:
            parts.images.append(data[at:])
    for mark in (b"PK\x03\x04", b"%PDF-"):
        if (at := data.find(mark)) >= 0:
            into.embedded.append(Embedded("attachment", data[at:]))
    if len(data) > 64:
        into.fault("attachment", PLACE)


def _packet(packet: bytes) -> list[str]:
    """XMP as texts and attributes; a packet that isn't whole, as it is written."""
    packet = packet.strip(b"\x00 \r\n\t")
    start, end = packet.find(b"<"), packet.rfind(b">")
    said = [byte_strings.decoded(packet)]
    try:
        root = markup.parse(packet[max(start, 0) : end + 1], forgiving=True)
    except Refusal:
        return said
    said = ["\n".join(markup.lines(root))]
    said += markup.remarks(root)
    said += [value for element in root.iter() for value in element.attrib.values()]
    said += [byte_strings.decoded(packet[:start]), byte_strings.decoded(packet[end + 1 :])]
    for value in list(said):
        inner = markup.packed(value) if len(value) > 64 else None
        if inner:
            said.append(byte_strings.strings(inner))
    return said


def _read_pixels(data: bytes, into: Collector) -> None:
    """Pictures as they are where that shows all of them; frames, layers and turned ones as PNG."""
    if data[4:8] == b"ftyp" and data[8:12] not in (b"avif", b"avis"):
        _allow_heif()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data)) as image:
                _check_size(image)
                if _shows_all(image):
                    into.pictures.append(Picture(data))
                    return
                for frame in _frames(image):
                    into.pictures.append(Picture(frame))
        except (Refusal, MemoryError):
            raise
        except Image.DecompressionBombError as error:
            raise Refusal(*TOO_LARGE) from error
        # Each format has a decoder of its own, and damage makes them raise all kinds of errors.
        except Exception as error:
            raise Refusal(*DAMAGED) from error


def _check_size(image: Any) -> None:
    frames = getattr(image, "n_frames", 1)
    width, height = image.size
    if frames > MAX_FRAMES or width * height * frames > MAX_PIXELS:
        raise Refusal(*TOO_LARGE)


def _shows_all(image: Any) -> bool:
    return (
        image.format in READ_WHOLE
        and getattr(image, "n_frames", 1) == 1
        and image.getexif().get(ORIENTATION, 1) in (0, 1)
        and image.mode not in ("RGBA", "LA", "PA")
        and "transparency" not in image.info
    )


def _frames(image: Any) -> list[bytes]:
    found: dict[bytes, None] = {}
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        for shown in _grounds(ImageOps.exif_transpose(image)):
            saved = io.BytesIO()
            shown.save(saved, "PNG", compress_level=1)
            found[saved.getvalue()] = None
    return list(found)


def _grounds(frame: Any) -> list[Any]:
    """What is see-through may hide words in its colours, or show them on one ground only."""
    if frame.mode not in ("RGBA", "LA", "PA") and "transparency" not in frame.info:
        return [frame.convert("RGB") if frame.mode not in ("1", "L", "RGB") else frame]
    full = frame.convert("RGBA")
    bare = full.convert("RGB")
    alpha = full.getchannel("A")
    if alpha.getextrema()[0] == 255:
        return [bare]
    grounds = [Image.new("RGB", full.size, colour) for colour in ("white", "black")]
    for ground in grounds:
        ground.paste(bare, mask=alpha)
    return [grounds[0], *(one for one in (grounds[1], bare) if _has_marks(one))]


def _has_marks(image: Any) -> bool:
    return any(low != high for low, high in image.getextrema())


def _allow_heif() -> None:
    try:
        import pillow_heif  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError as error:
        raise Refusal(*UNKNOWN) from error
    pillow_heif.register_heif_opener()
