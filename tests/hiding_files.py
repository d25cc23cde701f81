"""Small PDF files with words on them, drawn so that readers see them or so that they do not."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

A4 = (0, 0, 595, 842)
VISIBLE = "The panel met six times and heard from every agency."
GREY_ROW = "0.9 g 60 690 400 24 re f"


def shown(text: str, x: float = 72, y: float = 700, size: float = 12, before: str = "") -> str:
    """Content that draws one line; ``before`` holds operators between BT and the text."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm {before} ({escaped}) Tj ET"


def page_file(
    *contents: str,
    media: tuple[float, ...] = A4,
    crop: tuple[float, ...] | None = None,
    resources: dict | None = None,
    page_keys: dict | None = None,
    with_visible: bool = True,
    build=None,
) -> bytes:
    """A PDF with a page for each string of operators. ``build(pdf)`` may change it before saving."""
    pdf = Pdf.new()
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )
    even = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier))
    for content in contents:
        text = f"0 g {shown(VISIBLE, y=760)}\n{content}" if with_visible else content
        page = pdf.add_blank_page(page_size=(media[2] - media[0], media[3] - media[1]))
        page.MediaBox = Array(media)
        if crop:
            page.CropBox = Array(crop)
        page.Resources = Dictionary(Font=Dictionary(F1=font, F2=even))
        for key, value in (resources or {}).items():
            page.Resources[key] = value(pdf) if callable(value) else value
        for key, value in (page_keys or {}).items():
            page.obj[key] = value(pdf) if callable(value) else value
        page.Contents = Stream(pdf, text.encode("cp1252"))
    if build:
        build(pdf)
    return saved(pdf)


def saved(pdf: Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def states(**values) -> dict:
    """Resources with one graphics state, /G0."""
    return {"/ExtGState": Dictionary(G0=Dictionary(Type=Name.ExtGState, **values))}


def image(pixels, *, mask: bool = False) -> callable:
    """Resources' /XObject with one image, /I0, of a PIL picture."""

    def make(pdf: Pdf) -> Dictionary:
        return Dictionary(I0=image_stream(pdf, pixels))

    return make


def image_stream(pdf: Pdf, pixels) -> Stream:
    grey = pixels.mode == "L"
    stream = Stream(pdf, pixels.tobytes())
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height, stream.BitsPerComponent = pixels.width, pixels.height, 8
    stream.ColorSpace = Name.DeviceGray if grey else Name.DeviceRGB
    return pdf.make_indirect(stream)


def written(text: str, size: int = 40, width: int = 0, fill=0, ground=255):
    """A picture of a line of text."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(size)
    box = font.getbbox(text)
    picture = Image.new("L", (max(width, box[2] + 2 * size), box[3] + 2 * size), ground)
    ImageDraw.Draw(picture).text((size, size), text, font=font, fill=fill)
    return picture


def annotation(subtype: str, rect, **keys) -> dict:
    """Page keys with one annotation."""

    def make(pdf: Pdf) -> Array:
        values = {key: value(pdf) if callable(value) else value for key, value in keys.items()}
        return Array(
            [
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Annot,
                        Subtype=Name("/" + subtype),
                        Rect=Array(rect),
                        F=4,
                        **values,
                    )
                )
            ]
        )

    return {"/Annots": make}


def appearance(content: str, box, **resources) -> callable:
    def make(pdf: Pdf) -> Dictionary:
        stream = Stream(pdf, content.encode("cp1252"))
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        stream.BBox = Array(box)
        stream.Resources = Dictionary(
            Font=Dictionary(
                F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            ),
            **resources,
        )
        return Dictionary(N=pdf.make_indirect(stream))

    return make


def layered(pdf: Pdf, *, on: bool) -> None:
    """Turn the page's /OC0 property into a layer that is shown or not."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("Notes")))
    shown_layers = Array([layer]) if on else Array()
    hidden = Array() if on else Array([layer])
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(ON=shown_layers, OFF=hidden, BaseState=Name.ON)
    )
    for page in pdf.pages:
        page.Resources.Properties = Dictionary(OC0=layer)
