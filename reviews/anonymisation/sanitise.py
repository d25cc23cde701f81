"""The copy of a PDF that is published: only what its readers see, hear or follow is kept."""

from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf

from reviews.anonymisation import (
    accessibility,
    pdf_covers,
    pdf_fields,
    pdf_kept,
    pdf_removed,
    pdf_shown,
)
from reviews.anonymisation.pdf_actions import read as read_faults
from reviews.anonymisation.pdf_graph import graph_of
from reviews.anonymisation.pdf_streams import DAMAGED, UNREADABLE, open_pdf
from reviews.anonymisation.surfaces import Collector, Refusal

LAYERS = "It has layers that can be shown or hidden. Make the file again without layers."
REDACTIONS = (
    "A redaction is marked in it but not applied. Apply the redactions, or take the text out of "
    "the original and make the file again."
)
CHANGED = "A clean copy of it would not read the same. Make the PDF again from the original."
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"{namespace}>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>{claim}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_UA_NAMESPACE = ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
_UA_CLAIM = "\n<pdfuaid:part>{part}</pdfuaid:part>"


def task(source: str, target: str, title: str, language: str) -> list[str]:
    """The task of the child process."""
    return sanitise(Path(source), Path(target), title=title, language=language)


def sanitise(source: Path, target: Path, *, title: str, language: str = "en-GB") -> list[str]:
    """Write the copy and tell what was left out of it. The same source gives the same bytes.

    Raises `Refusal` where leaving something out would show what it hides, or lose what people
    filled in.
    """
    data = source.read_bytes()
    with open_pdf(data) as pdf:
        try:
            _refuse_hidden(data, pdf)
            removed = set(pdf_removed.removable(data, pdf))
            claim = _accessibility_claim(pdf)
            flattened = pdf_fields.flatten_fields(pdf)
            pdf_kept.keep_only_known(pdf, removed)
            _describe(pdf, title, language, claim)
            pdf.remove_unreferenced_resources()
            pdf.save(
                target,
                fix_metadata_version=False,
                preserve_pdfa=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                recompress_flate=True,
                deterministic_id=True,
            )
        except UNREADABLE as error:
            raise Refusal("damaged", DAMAGED) from error
    _compare(data, target, flattened=flattened)
    return sorted(removed)


def _refuse_hidden(data: bytes, pdf: pikepdf.Pdf) -> None:
    found = Collector()
    read_faults(graph_of(pdf), found)
    rules = {fault.rule for fault in found.faults}
    if "layers" in rules:
        raise Refusal("layers", LAYERS)
    if "redaction-not-applied" in rules:
        raise Refusal("redaction-not-applied", REDACTIONS)
    pdf_covers.refuse_covers(data)


def _accessibility_claim(pdf: pikepdf.Pdf) -> str:
    """The part of PDF/UA that the source says it follows, if it is tagged."""
    found = Collector()
    accessibility.read_opened(pdf, found)
    if any(fault.rule == "untagged" for fault in found.faults) or "/Metadata" not in pdf.Root:
        return ""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        part = str(metadata.get("pdfuaid:part", ""))
    return part if part in ("1", "2") else ""


def _describe(pdf: pikepdf.Pdf, title: str, language: str, claim: str) -> None:
    root = pdf.Root
    root.Lang = pikepdf.String(language)
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    packet = _XMP.format(
        namespace=_UA_NAMESPACE if claim else "",
        title=escape(title),
        language=escape(language),
        claim=_UA_CLAIM.format(part=claim) if claim else "",
    )
    root.Metadata = pdf.make_stream(
        packet.encode("utf-8"), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
    )
    for key in list(pdf.trailer.keys()):
        if key not in ("/Root", "/Size"):
            del pdf.trailer[key]
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(Title=pikepdf.String(title)))


def _compare(data: bytes, target: Path, *, flattened: bool) -> None:
    """A copy that lost or gained words is no copy. Raises `Refusal`."""
    before, after = pdf_shown.page_texts(data), pdf_shown.page_texts(target.read_bytes())
    same = len(before) == len(after) and all(
        now == was or (flattened and now.startswith(was))
        for was, now in zip(before, after, strict=True)
    )
    if not same:
        target.unlink(missing_ok=True)
        raise Refusal("damaged", CHANGED)
