"""Word forms, good and spoiled, and the pages and rows that use them."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from itertools import count

import docx
from django.core.files.base import ContentFile
from docx.document import Document
from factories import make_site

from protocols.models import (
    InformationSharingPage,
    LibraryDocument,
    ProtocolAttachment,
    ProtocolIndexPage,
    ProtocolPage,
    TemplateForm,
    TemplateVersion,
)
from protocols.starter.word import MARKING, Answer, WordForm
from protocols.template_forms.files import add_version

_numbers = count(1)


def word_form(change: Callable[[Document], None] | None = None, *, title: str = "A form") -> bytes:
    """A form that may be published, unless ``change`` spoils it."""
    word = WordForm(title=title, footer=title)
    word.heading("About you")
    word.fields("About you", [Answer("Full name"), Answer("Date of birth", kind="date")])
    if change:
        change(word.document)
    return word.bytes()


def plain_document(change: Callable[[Document], None] | None = None) -> Document:
    """What somebody makes in Word without content controls, with the marking and without an author."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = MARKING
    document.core_properties.author = ""
    for key, rel in list(document.part.package.rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            del document.part.package.rels[key]
    if change:
        change(document)
    return document


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same file with one part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for other in source.namelist():
            if other != name:
                target.writestr(other, source.read(other))
        target.writestr(name, content)
    return out.getvalue()


def make_form(**fields: object) -> TemplateForm:
    number = next(_numbers)
    values = {
        "label": f"Form {number}",
        "slug": f"form-{number}",
        "purpose": f"What form {number} is for.",
        "stage": "writing",
        "completed_by": "The chair",
        **fields,
    }
    return TemplateForm.objects.create(**values)


def make_version(form: TemplateForm | None = None, data: bytes | None = None) -> TemplateVersion:
    form = form or make_form()
    data = data or word_form(title=f"{form.label} {next(_numbers)}")
    return add_version(
        form,
        docx=ContentFile(data, name="x.docx"),
        version_date=date(2026, 5, 1),
        review_date=date(2027, 5, 1),
        change_note="Something changed.",
        user=None,
    )


def make_protocol(*, live: bool = True, **fields: object) -> ProtocolPage:
    home = make_site()
    section = InformationSharingPage.objects.first()
    if section is None:
        section = InformationSharingPage(title="Information sharing", slug="information-sharing")
        home.add_child(instance=section)
    index = ProtocolIndexPage.objects.first()
    if index is None:
        index = ProtocolIndexPage(title="Protocols", slug="protocols")
        section.add_child(instance=index)
    number = next(_numbers)
    page = ProtocolPage(
        **{"title": f"Protocol {number}", "slug": f"protocol-{number}", "live": live, **fields}
    )
    index.add_child(instance=page)
    return page


def make_document(words: bytes = b"An attachment.", name: str = "checklist.txt") -> LibraryDocument:
    document = LibraryDocument(title="Checklist", file=ContentFile(words, name=name))
    document._set_document_file_metadata()
    document.save()
    return document


def attach(document: LibraryDocument, page: ProtocolPage) -> ProtocolAttachment:
    return ProtocolAttachment.objects.create(page=page, document=document, label="Checklist")
