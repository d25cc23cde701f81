"""Opening a PDF without mending it, and unpacking its streams within fixed limits."""

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import settings

from reviews.anonymisation.surfaces import Refusal

MEBIBYTE = 1024 * 1024
MAX_STREAM_BYTES = 100 * MEBIBYTE
MAX_DECODED_BYTES = 300 * MEBIBYTE
MAX_OBJECTS = 1_000_000
MAX_PAGES = 5_000
# What pikepdf raises for files that are not what they claim to be.
UNREADABLE = (
    pikepdf.PikepdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
PLAIN_FILTERS = {
    "/FlateDecode": "/FlateDecode",
    "/Fl": "/FlateDecode",
    "/LZWDecode": "/LZWDecode",
    "/LZW": "/LZWDecode",
    "/ASCII85Decode": "/ASCII85Decode",
    "/A85": "/ASCII85Decode",
    "/ASCIIHexDecode": "/ASCIIHexDecode",
    "/AHx": "/ASCIIHexDecode",
    "/RunLengthDecode": "/RunLengthDecode",
    "/RL": "/RunLengthDecode",
}
PASSWORD = "It is protected by a password or by restrictions. Save a copy without them."  # noqa: S105
DAMAGED = "It is damaged. Make the PDF again from the original document."
TOO_LARGE = "It unpacks to more than can be read. Make the pictures in it smaller or split it."


def open_pdf(data: bytes) -> pikepdf.Pdf:
    """Unrepaired: two readers of a damaged file may see two different texts. Raises `Refusal`."""
    settings.set_qpdf_limits(
        flate_max_memory=MAX_STREAM_BYTES,
        run_length_max_memory=MAX_STREAM_BYTES,
        png_max_memory=MAX_STREAM_BYTES,
        tiff_max_memory=MAX_STREAM_BYTES,
        dct_max_memory=MAX_STREAM_BYTES,
        parser_max_container_size=5 * MAX_OBJECTS,
    )
    try:
        pdf = pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True)
        encrypted, pages = pdf.is_encrypted, len(pdf.pages)
        promised, objects = int(pdf.Root.Pages.Count), len(pdf.objects)
    except pikepdf.PasswordError as error:
        raise Refusal("password", PASSWORD) from error
    except UNREADABLE as error:
        raise Refusal("damaged", DAMAGED) from error
    if encrypted:
        raise Refusal("password", PASSWORD)
    if not pages or pages != promised:
        raise Refusal("damaged", DAMAGED)
    if pages > MAX_PAGES or objects > MAX_OBJECTS:
        raise Refusal("too-large", TOO_LARGE)
    return pdf


@dataclass(frozen=True)
class Unpacked:
    """A stream after its plain filters; ``coding`` names the picture filters that are left.

    ``surplus`` is what stands behind the end of the packed data: no reader shows it.
    """

    data: bytes
    coding: tuple[str, ...] = ()
    surplus: bytes = b""


@dataclass
class Unpacker:
    """Counts what was unpacked, so that many small bombs stop as one large one does."""

    left: int = MAX_DECODED_BYTES
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def unpack(self, stream: pikepdf.Stream) -> Unpacked:
        """Raises `Refusal` for what is too large or does not follow its own filters."""
        filters = filters_of(stream)
        plain = 0
        while plain < len(filters) and filters[plain] in PLAIN_FILTERS:
            plain += 1
        coding = tuple(filters[plain:])
        try:
            if filters[:plain] == ["/FlateDecode"] and not _predicted(stream):
                data, surplus = self._inflate(stream.read_raw_bytes())
            else:
                data, surplus = self._decode(stream, filters[:plain], bool(coding)), b""
        except pikepdf.DataDecodingError as error:
            rule = "too-large" if "limit exceeded" in str(error) else "damaged"
            raise Refusal(rule, TOO_LARGE if rule == "too-large" else DAMAGED) from error
        except (*UNREADABLE, zlib.error) as error:
            raise Refusal("damaged", DAMAGED) from error
        self._count(len(data))
        return Unpacked(data, coding, surplus)

    def _count(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Refusal("too-large", TOO_LARGE)

    def _inflate(self, raw: bytes) -> tuple[bytes, bytes]:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(raw, min(self.left, MAX_STREAM_BYTES) + 1)
        if len(data) > min(self.left, MAX_STREAM_BYTES):
            raise Refusal("too-large", TOO_LARGE)
        return data, unpacker.unused_data

    def _decode(self, stream: pikepdf.Stream, plain: Sequence[str], more: bool) -> bytes:
        if not plain:
            return stream.read_raw_bytes()
        if not more:
            return stream.read_bytes()
        owner = pikepdf.Pdf.new()
        outer = pikepdf.Stream(owner, stream.read_raw_bytes())
        outer.Filter = pikepdf.Array([pikepdf.Name(PLAIN_FILTERS[one]) for one in plain])
        return outer.read_bytes()


def filters_of(stream: pikepdf.Stream) -> list[str]:
    value = stream.get("/Filter")
    if isinstance(value, pikepdf.Name):
        return [str(value)]
    if isinstance(value, pikepdf.Array):
        return [str(one) for one in value]
    return []


def _predicted(stream: pikepdf.Stream) -> bool:
    value = stream.get("/DecodeParms", stream.get("/DP"))
    parameters = list(value) if isinstance(value, pikepdf.Array) else [value]
    return any(
        isinstance(one, pikepdf.Dictionary) and one.get("/Predictor", 1) != 1 for one in parameters
    )
