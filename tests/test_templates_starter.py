"""The starter set: every form can be used as it is, by everybody, and is the same file each time."""

import io
import itertools
import tomllib
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from template_factories import make_protocol

from protocols.models import (
    FileFormat,
    ProtocolPage,
    ReviewStage,
    TemplateBundle,
    TemplateForm,
    TemplateVersion,
)
from protocols.starter.forms import FOLDER, docx_bytes, starter_forms
from protocols.starter.load_templates import load_templates
from protocols.starter.protocol import starter_protocol
from protocols.template_forms.checks import MARKING, findings
from protocols.template_forms.files import stored_bytes
from protocols.template_forms.word_reading import read_word_file

pytestmark = pytest.mark.once

FORMS = starter_forms()
ACTION_PLAN = [
    "Recommendation",
    "Scope of recommendation (i.e. local or regional)",
    "Action to take",
    "Lead Agency",
    "Key milestones achieved in enacting recommendation",
    "Target Date",
    "Date of completion and outcome",
]
each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.slug)


def test_the_whole_set_is_there() -> None:
    assert [form.slug for form in FORMS] == [
        "notification",
        "agency-scoping-check",
        "home-office-notification",
        "terms-of-reference",
        "confidentiality-declaration",
        "family-information",
        "chronology",
        "individual-management-review",
        "overview-report",
        "executive-summary",
        "action-plan",
        "submission-checklist",
    ]
    assert {form.stage for form in FORMS} == set(ReviewStage)


@each_form
def test_form_passes_the_check_of_an_upload(form) -> None:
    assert findings(read_word_file(io.BytesIO(docx_bytes(form)))) == []


@each_form
def test_form_has_the_same_bytes_each_time(form) -> None:
    data = docx_bytes(form)
    assert data == docx_bytes(form)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [
            name for name in packed.namelist() if "thumbnail" in name or "customXml" in name
        ]


@each_form
def test_form_can_be_read_by_everybody(form) -> None:
    document = docx.Document(io.BytesIO(docx_bytes(form)))
    properties = document.core_properties
    assert (properties.title, properties.language) == (form.label, "en-GB")
    assert (properties.author, properties.last_modified_by) == ("", "")
    styles = document.styles.element
    assert {element.get(qn("w:val")) for element in styles.iter(qn("w:lang"))} == {"en-GB"}
    for section in document.sections:
        assert section.header.paragraphs[0].text == MARKING
        footer = etree.tostring(section.footer._element, encoding="unicode")
        assert "PAGE" in footer and "NUMPAGES" in footer
    assert document.paragraphs[0].style.name == "Title"
    levels = [
        int(paragraph.style.name[-1])
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert document.tables
    for table in document.tables:
        heads = table._tbl.findall(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}")
        assert len(heads) == 1
        assert all(cell.text for cell in table.rows[0].cells)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    assert not document.inline_shapes


@each_form
def test_fields_can_be_filled_and_have_names(form) -> None:
    body = docx.Document(io.BytesIO(docx_bytes(form))).element.body
    controls = list(body.iter(qn("w:sdt")))
    assert len(controls) > 5
    numbers = set()
    for control in controls:
        properties = control.find(qn("w:sdtPr"))
        assert properties.find(qn("w:alias")).get(qn("w:val"))
        assert properties.find(qn("w:showingPlcHdr")) is not None
        numbers.add(properties.find(qn("w:id")).get(qn("w:val")))
        assert properties[-1].tag in {
            qn(f"w:{kind}") for kind in ("text", "date", "dropDownList", "richText")
        }
        for choices in properties.iter(qn("w:dropDownList")):
            assert len(choices) > 1
    assert len(numbers) == len(controls)


def test_action_plan_has_the_seven_headings() -> None:
    form = next(form for form in FORMS if form.slug == "action-plan")
    document = docx.Document(io.BytesIO(docx_bytes(form)))
    assert ACTION_PLAN in [[c.text for c in table.rows[0].cells] for table in document.tables]


def test_chronology_begins_with_dates_and_source() -> None:
    values = tomllib.loads((FOLDER / "chronology.toml").read_text(encoding="utf-8"))
    columns = [column["label"] for column in values["sections"][-1]["table"]["columns"]]
    assert columns[:6] == [
        *("Event ref.", "Start date", "Start time", "End date", "End time"),
        "Source of information",
    ]


@pytest.mark.django_db
def test_loading_can_be_repeated(django_capture_on_commit_callbacks) -> None:
    ProtocolPage.objects.all().delete()
    assert load_templates() == len(FORMS)
    form = TemplateForm.objects.get(slug="chronology")
    form.purpose = "Changed by an editor."
    form.save()
    assert load_templates() == 0
    form.refresh_from_db()
    assert form.purpose == "Changed by an editor."
    assert TemplateVersion.objects.count() == len(FORMS)
    bundle = TemplateBundle.objects.get()
    with zipfile.ZipFile(io.BytesIO(stored_bytes(bundle.file.name, bundle.sha256))) as packed:
        names = packed.namelist()
    assert names == [form.file_name for form in FORMS]
    assert all(name.endswith(f"-template-v1.{FileFormat.DOCX}") for name in names)


@pytest.mark.django_db
def test_the_first_protocol_can_be_read(client, seeds) -> None:
    starter = starter_protocol()
    page = make_protocol(title=starter.title, body=starter.body, lead=starter.lead)
    html = client.get(page.get_url()).content.decode()
    assert html.count("steps__step") == 10
    assert "Tell the partnership" in html and "Marking and sending" in html
