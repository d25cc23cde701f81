"""Forms of the public pages come out as govuk-frontend's markup; the admin's forms do not."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django import forms
from django.template import engines
from setdab.forms import SiteForm

pytestmark = pytest.mark.once


class SignUp(SiteForm):
    organisation = forms.CharField(
        label="Organisation name",
        help_text="Use the full legal name",
        error_messages={"required": "Enter the name of your organisation"},
        widget=forms.TextInput(attrs={"autocomplete": "organization", "class": "govuk-input--big"}),
        max_length=80,
    )
    email = forms.EmailField(label="Work email address")
    password = forms.CharField(widget=forms.PasswordInput)
    kind = forms.ChoiceField(
        label="What type of organisation is it?",
        help_text="Choose the nearest",
        choices=[("council", "Local authority"), ("police", "Police")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select a type"},
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=[("housing", "Housing"), ("health", "Health")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    area = forms.ChoiceField(choices=[("", "Choose an area"), ("essex", "Essex")])
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(
        label="I can sign", error_messages={"required": "Confirm that you can sign"}
    )
    step = forms.CharField(widget=forms.HiddenInput, initial="2", required=False)
    when = forms.SplitDateTimeField(required=False)

    def clean(self) -> dict[str, Any]:
        if self.data.get("refuse"):
            raise forms.ValidationError("This link has run out")
        return self.cleaned_data


def soup(html: Any) -> BeautifulSoup:
    return BeautifulSoup(str(html), "html.parser")


@pytest.fixture
def empty() -> BeautifulSoup:
    return soup(SignUp())


@pytest.fixture
def wrong() -> SignUp:
    return SignUp({"email": "sam@", "kind": "", "topics": ["health"], "note": "<b>", "refuse": "1"})


def group(found: BeautifulSoup, name: str) -> Tag:
    return found.find(attrs={"name": name}).find_parent(class_="govuk-form-group")


def test_every_visible_field_is_in_a_group_with_a_name(empty: BeautifulSoup) -> None:
    for field in empty.find_all(["input", "select", "textarea"]):
        if field.get("type") == "hidden" or field["name"].startswith("when_"):
            continue
        assert empty.find("label", attrs={"for": field["id"]}), field
        assert field.find_parent(class_="govuk-form-group"), field


def test_ids_are_unique(empty: BeautifulSoup) -> None:
    ids = [tag["id"] for tag in empty.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_text_field_keeps_its_attributes(empty: BeautifulSoup) -> None:
    field = empty.find(id="id_organisation")
    assert field["class"] == ["govuk-input", "govuk-input--big"]
    assert field["autocomplete"] == "organization"
    assert field["maxlength"] == "80"
    assert field["aria-describedby"] == "id_organisation-hint"
    assert empty.find(id="id_organisation-hint").get_text(strip=True) == "Use the full legal name"
    assert not field.has_attr("required")


@pytest.mark.parametrize(("name", "kind"), [("email", "email"), ("password", "password")])
def test_kinds_of_text_field(empty: BeautifulSoup, name: str, kind: str) -> None:
    field = empty.find(attrs={"name": name})
    assert field["type"] == kind and "govuk-input" in field["class"]


def test_radios_are_in_a_fieldset_with_hint(empty: BeautifulSoup) -> None:
    fieldset = group(empty, "kind").find("fieldset")
    assert fieldset["aria-describedby"] == "id_kind-hint"
    assert fieldset.find("legend").get_text(strip=True) == "What type of organisation is it?"
    radios = fieldset.find_all("input", type="radio")
    assert [radio["id"] for radio in radios] == ["id_kind", "id_kind-2"]


def test_optional_fields_say_so(empty: BeautifulSoup) -> None:
    assert group(empty, "topics").find("legend").get_text(strip=True) == "Topics (optional)"
    assert group(empty, "note").find("label").get_text(strip=True) == "Note (optional)"
    assert "(optional)" not in group(empty, "agreed").get_text()


def test_a_lone_checkbox_has_no_fieldset(empty: BeautifulSoup) -> None:
    assert not group(empty, "agreed").find("fieldset")
    assert group(empty, "agreed").find("label").get_text(strip=True) == "I can sign"


def test_hidden_fields_stay_plain(empty: BeautifulSoup) -> None:
    field = empty.find("input", type="hidden")
    assert field["value"] == "2" and not field.find_parent(class_="govuk-form-group")


def test_a_widget_without_a_component_is_still_named(empty: BeautifulSoup) -> None:
    fieldset = empty.find(id="id_when")
    assert fieldset.name == "fieldset" and len(fieldset.find_all("input")) == 2


def test_what_was_entered_comes_back(wrong: SignUp) -> None:
    found = soup(wrong)
    assert found.find(id="id_email")["value"] == "sam@"
    assert found.find("input", value="health").has_attr("checked")
    assert not found.find("input", value="housing").has_attr("checked")
    assert found.find("textarea").get_text().strip() == "<b>"
    assert found.find("textarea")["rows"] == "3"
    assert not found.find(id="id_password").has_attr("value")


def test_an_error_is_tied_to_its_field(wrong: SignUp) -> None:
    found = soup(wrong)
    assert "govuk-form-group--error" in group(found, "organisation")["class"]
    field = found.find(id="id_organisation")
    assert field["aria-describedby"] == "id_organisation-hint id_organisation-error"
    assert "govuk-input--error" in field["class"]
    message = found.find(id="id_organisation-error").get_text(" ", strip=True)
    assert message == "Error: Enter the name of your organisation"
    assert group(found, "kind").find("fieldset")["aria-describedby"] == "id_kind-hint id_kind-error"
    assert found.find(id="id_agreed")["aria-describedby"] == "id_agreed-error"


def page(form: forms.BaseForm) -> BeautifulSoup:
    source = (
        "{% extends 'base.html' %}{% block title %}Sign{% endblock %}"
        "{% block content %}<h1>Sign</h1><form novalidate>{{ form }}</form>{% endblock %}"
    )
    return soup(engines["django"].from_string(source).render({"form": form}))


def test_the_page_starts_with_a_summary_that_links_to_each_field(wrong: SignUp) -> None:
    found = page(wrong)
    assert found.title.get_text().startswith("Error: Sign – ")
    summary = found.find("main").find(class_="govuk-error-summary")
    assert summary.find_next("h1")
    assert "This link has run out" in summary.get_text()
    links = {link.get_text(strip=True): link["href"] for link in summary.find_all("a")}
    assert links["Select a type"] == "#id_kind"
    assert links["Confirm that you can sign"] == "#id_agreed"
    assert all(found.find(id=href[1:]) for href in links.values())


def test_a_page_without_errors_has_no_summary() -> None:
    found = page(SignUp())
    assert not found.find(class_="govuk-error-summary")
    assert found.title.get_text().startswith("Sign – ")


def test_a_heading_field_is_the_heading_of_its_page() -> None:
    class OneQuestion(SiteForm):
        heading_field = "name"
        name = forms.CharField(label="What is your name?")

    heading = soup(OneQuestion()).find("h1")
    assert heading.find("label", class_="govuk-label--xl")["for"] == "id_name"


def test_messages_and_choices_are_escaped() -> None:
    class Risky(SiteForm):
        pick = forms.ChoiceField(choices=[("<1>", "<script>")], widget=forms.RadioSelect)

    html = str(Risky({"pick": "<img>"}))
    assert "<script>" not in html and "<img>" not in html


def test_other_forms_keep_djangos_renderer() -> None:
    class Plain(forms.Form):
        name = forms.CharField()

    assert "govuk" not in str(Plain())
