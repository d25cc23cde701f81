"""Puts the starter template forms and the first protocol into a site. What is there stays as it is."""

from django.core.files.base import ContentFile
from django.db import transaction

from protocols.models import InformationSharingPage, ProtocolIndexPage, ProtocolPage, TemplateForm
from protocols.starter.forms import StarterForm, docx_bytes, starter_forms
from protocols.starter.protocol import starter_protocol
from protocols.template_forms.files import add_version, rebuild_bundle


def load_templates() -> int:
    """Makes the forms that are not there yet, each with its first version; returns how many."""
    made = 0
    for starter in starter_forms():
        if not TemplateForm.objects.filter(slug=starter.slug).exists():
            _load(starter)
            made += 1
    rebuild_bundle()
    _load_protocol()
    return made


@transaction.atomic
def _load(starter: StarterForm) -> None:
    form = TemplateForm.objects.create(
        slug=starter.slug,
        label=starter.label,
        purpose=starter.purpose,
        stage=starter.stage,
        completed_by=starter.completed_by,
        order=starter.order,
    )
    add_version(
        form,
        docx=ContentFile(docx_bytes(starter), name=starter.file_name),
        version_date=starter.version_date,
        review_date=starter.review_date,
        change_note=starter.change_note,
        user=None,
    )


def _load_protocol() -> None:
    """Only below the section of information sharing: without it there is no place for protocols."""
    section = InformationSharingPage.objects.first()
    if section is None or ProtocolIndexPage.objects.exists():
        return
    starter = starter_protocol()
    index = ProtocolIndexPage(title=starter.index_title, slug="protocols", lead=starter.index_lead)
    section.add_child(instance=index)
    index.save_revision().publish()
    page = ProtocolPage(
        title=starter.title,
        slug=starter.slug,
        lead=starter.lead,
        body=starter.body,
        version_date=starter.version_date,
        review_date=starter.review_date,
    )
    index.add_child(instance=page)
    page.save_revision().publish()
