"""Pictures, forms and pages that no page shows, each put on a page of its own and read there."""

import io
import warnings
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from reviews.anonymisation.pdf_stored import Fragment
from reviews.anonymisation.pdf_streams import DAMAGED, TOO_LARGE, UNREADABLE, open_pdf
from reviews.anonymisation.surfaces import Box, Collector, Picture, Refusal

MAX_FRAGMENTS = 5_000
MAX_SIDE_PX = 3_000
LARGEST_PAGE = 14_400.0
# Smaller than the words that OCR can tell.
LEAST_SIDE_PX = 12
RESOURCE_SETS = 4
_SCALE = 150 / 72


def read(data: bytes, fragments: list[Fragment], into: Collector) -> None:
    """Raises `Refusal`."""
    if not fragments:
        return
    if len(fragments) > MAX_FRAGMENTS:
        raise Refusal("too-large", TOO_LARGE)
    try:
        assembled, owners = _assembled(data, fragments)
        document = pypdfium2.PdfDocument(assembled)
    except (*UNREADABLE, pypdfium2.PdfiumError) as error:
        raise Refusal("damaged", DAMAGED) from error
    seen: set[bytes] = set()
    for number, fragment in enumerate(owners):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as error:
            raise Refusal("damaged", DAMAGED) from error
        if fragment.kind != "picture":
            words = page.get_textpage()
            into.text(fragment.surface, words.get_text_range(), fragment.page)
            words.close()
        if fragment.kind == "picture" or _has_picture(page):
            drawn = _drawn(page)
            if drawn is not None and drawn not in seen:
                seen.add(drawn)
                into.pictures.append(Picture(drawn, fragment.page, fragment.surface))
        page.close()
    document.close()


def _assembled(data: bytes, fragments: list[Fragment]) -> tuple[bytes, list[Fragment]]:
    """The same objects under another page tree. It is the second copy: the first is still read."""
    with open_pdf(data) as pdf:
        spare = _resource_sets(pdf)
        pages, owners = [], []
        for fragment in fragments:
            for page in _pages(pdf, fragment, spare):
                pages.append(pdf.make_indirect(page))
                owners.append(fragment)
        tree = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=pikepdf.Array(pages), Count=len(pages))
        )
        for page in pages:
            page.Parent = tree
        pdf.trailer.Root = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Catalog, Pages=tree)
        )
        if "/Info" in pdf.trailer:
            del pdf.trailer.Info
        written = io.BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
            pdf.save(
                written, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable
            )
    return written.getvalue(), owners


def _resource_sets(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The different fonts of the pages: content that lost its page was written for one of them."""
    found: list[pikepdf.Object] = []
    keys = set()
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        if isinstance(resources, pikepdf.Dictionary):
            key = resources.get("/Font", pikepdf.Dictionary()).unparse()
            if key not in keys:
                keys.add(key)
                found.append(resources)
        if len(found) == RESOURCE_SETS:
            break
    return found or [pikepdf.Dictionary()]


def _pages(
    pdf: pikepdf.Pdf, fragment: Fragment, spare: list[pikepdf.Object]
) -> Iterator[pikepdf.Dictionary]:
    if fragment.kind == "forgotten":
        for resources in spare:
            yield _page(pdf.make_stream(fragment.content), resources, (0, 0, 1000, 1000))
        return
    target = pdf.get_object(fragment.identity)
    if fragment.kind == "page":
        page = pikepdf.Dictionary(Type=pikepdf.Name.Page)
        for key in ("/Contents", "/Resources", "/MediaBox", "/Rotate"):
            if key in target:
                page[key] = target[key]
        if "/Resources" not in page:
            page.Resources = spare[0]
        if "/MediaBox" not in page:
            page.MediaBox = pikepdf.Array([0, 0, 612, 792])
        yield page
    elif fragment.kind == "content":
        for resources in spare:
            yield _page(target, resources, (0, 0, 1000, 1000))
    elif fragment.kind == "picture":
        width, height = float(target.Width), float(target.Height)
        scale = min(1.0, MAX_SIDE_PX / max(width, height)) / _SCALE
        width, height = max(width * scale, 1), max(height * scale, 1)
        # A shape that is only cut out shows in its fill colour.
        content = b"%f 0 0 %f 0 0 cm /X Do" % (width, height)
        yield _page(pdf.make_stream(content), _only(_bare(pdf, target)), (0, 0, width, height))
    else:
        left, bottom, right, top = _box(target)
        if "/PatternType" in target:
            target = _as_form(pdf, target)
        elif "/Resources" not in target:
            target = _with_resources(pdf, target, spare[0])
        content = b"1 0 0 1 %f %f cm /X Do" % (-left, -bottom)
        yield _page(pdf.make_stream(content), _only(target), (0, 0, right - left, top - bottom))


def _page(content: pikepdf.Object, resources: pikepdf.Object, box: Box) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array([round(min(one, LARGEST_PAGE), 2) for one in box]),
        Contents=content,
        Resources=resources,
    )


def _only(target: pikepdf.Object) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=target))


def _bare(pdf: pikepdf.Pdf, picture: pikepdf.Object) -> pikepdf.Object:
    """Without what would hide a part of it."""
    copy = pdf.make_indirect(_copied(pdf, picture))
    for key in ("/SMask", "/Mask", "/Matte", "/Alternates", "/OC"):
        if key in copy:
            del copy[key]
    copy.Type, copy.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    return copy


def _copied(pdf: pikepdf.Pdf, stream: pikepdf.Object) -> pikepdf.Stream:
    copy = pikepdf.Stream(pdf, stream.read_raw_bytes())
    for key, value in stream.stream_dict.items():
        if key != "/Length":
            copy[key] = value
    return copy


def _as_form(pdf: pikepdf.Pdf, pattern: pikepdf.Object) -> pikepdf.Object:
    copy = _copied(pdf, pattern)
    copy.Type, copy.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    if "/Matrix" in copy:
        del copy.Matrix
    return pdf.make_indirect(copy)


def _with_resources(
    pdf: pikepdf.Pdf, form: pikepdf.Object, resources: pikepdf.Object
) -> pikepdf.Object:
    copy = _copied(pdf, form)
    copy.Resources = resources
    return pdf.make_indirect(copy)


def _box(form: pikepdf.Object) -> Box:
    try:
        left, bottom, right, top = (float(one) for one in form.BBox)
    except UNREADABLE:
        return 0, 0, 612, 792
    (left, right), (bottom, top) = sorted((left, right)), sorted((bottom, top))
    if not 0 < right - left < LARGEST_PAGE or not 0 < top - bottom < LARGEST_PAGE:
        return 0, 0, 612, 792
    return left, bottom, right, top


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=8))


def _drawn(page: pypdfium2.PdfPage) -> bytes | None:
    """A PNG, or None for what is too small or of one colour."""
    width, height = page.get_size()
    scale = min(_SCALE, MAX_SIDE_PX / max(width, height, 1))
    if min(width, height) * scale < LEAST_SIDE_PX:
        return None
    bitmap = page.render(scale=scale, may_draw_forms=False)
    image = bitmap.to_pil().convert("L")
    bitmap.close()
    lowest, highest = image.getextrema()
    if highest - lowest < 8:
        return None
    written = io.BytesIO()
    Image.Image.save(image, written, "PNG")
    return written.getvalue()
