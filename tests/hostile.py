"""The register of files that mean harm, and what they are made of."""

import io
import zipfile
from collections.abc import Callable

import pikepdf
from pdf_parts import saved
from PIL import Image

Maker = Callable[[], bytes]
SEED = 20_240_117
WORST: dict[str, Maker] = {}


def worst(function: Maker) -> Maker:
    WORST[function.__name__ + _ending(function)] = function
    return function


def _ending(function: Maker) -> str:
    for word, ending in (("zip", ".zip"), ("docx", ".docx"), ("image", ".png"), ("text", ".txt")):
        if word in function.__name__:
            return ending
    return ".pdf"


def unpacked(pdf: pikepdf.Pdf) -> bytes:
    return saved(
        pdf,
        static_id=True,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )


def by_hand(*bodies: bytes, root: int = 1, extra: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, with a correct table."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
        + table
        + b"trailer\n<</Size %d /Root %d 0 R %s>>\n" % (len(bodies) + 1, root, extra)
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )


def page_with(content: bytes, resources: bytes = b"<<>>", box: bytes = b"[0 0 600 800]") -> bytes:
    return by_hand(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources %s>>"
        % (box, resources),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def zipped(**members: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    b'Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType='
    b'"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
    b'"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
_LINKS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def small_docx(
    body: bytes = b"<w:p><w:r><w:t>The panel met.</w:t></w:r></w:p>", **more: bytes
) -> bytes:
    document = b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (WORD.encode(), body)
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _LINKS, "word/document.xml": document}
    return zipped(**parts, **more)


def good_image() -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").resize((64, 64)).save(written, "PNG")
    return written.getvalue()
