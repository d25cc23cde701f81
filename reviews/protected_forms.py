"""The forms that bring protected identifiers in. What is typed lives in one request."""

from typing import Any

from django import forms

from reviews import protected
from reviews.anonymisation.identifiers import Identifier, InvalidIdentifier
from reviews.anonymisation.register import tags_of
from reviews.check_forms import KeptWordsMixin
from reviews.kept_words import SENTENCE, holds_identifier
from reviews.models.anonymisation import Role

NO_NAMES = "Private, and kept for good. No names."
# A browser keeps what was typed for the next form, and some send it away to be spelt right.
KEEP_TO_YOURSELF = {
    "autocomplete": "off",
    "autocapitalize": "off",
    "autocorrect": "off",
    "spellcheck": "false",
    "translate": "no",
    "data-gramm": "false",
    "data-1p-ignore": "",
    "data-lpignore": "true",
}


class LinesField(forms.CharField):
    """Identifiers of one kind, one a line."""

    def __init__(self, kind: str, *, rows: int = 2, required: bool = False, **kwargs: Any) -> None:
        self.kind = kind
        widget = forms.Textarea(attrs={"rows": rows, **KEEP_TO_YOURSELF})
        super().__init__(widget=widget, required=required, strip=False, max_length=10_000, **kwargs)


class IdentifiersForm(forms.Form):
    """A form with ``LinesField`` fields. After ``is_valid()``, ``identifiers`` has them all."""

    review_id: int
    identifiers: list[Identifier]
    nothing_entered = "Enter at least one name, date, address or number."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.identifiers = []
        for name, field in self.fields.items():
            if isinstance(field, LinesField):
                self._take(name, field.kind, data.get(name) or "")
        if not self.identifiers and not self.errors:
            raise forms.ValidationError(self.nothing_entered)
        return data

    def _take(self, name: str, kind: str, text: str) -> None:
        key = protected.key_of(self.review_id)
        for number, line in enumerate(text.splitlines(), start=1):
            value = line.strip()
            if not value:
                continue
            try:
                identifier = Identifier(kind=kind, value=value, person=self.person())
                tags_of([identifier], key)
            except InvalidIdentifier as problem:
                self.add_error(name, f"Line {number}: {problem}")
            else:
                self.identifiers.append(identifier)

    def person(self) -> str:
        return ""


class PersonForm(IdentifiersForm):
    role = forms.ChoiceField(
        label="Who it is",
        choices=[("", "Choose"), *Role.choices],
        error_messages={"required": "Choose who it is."},
    )
    names = LinesField(
        "name",
        label="Names",
        rows=3,
        help_text="First names, then last name, as documents write them. Other orders, initials, "
        "short forms and slips are looked for by themselves.",
    )
    other_names = LinesField(
        "name",
        label="Other names",
        help_text="Earlier and later last names, nicknames, names on social media.",
    )
    dates = LinesField(
        "date_of_birth", label="Dates of birth", help_text="For example: 7 March 1984"
    )
    addresses = LinesField(
        "address",
        label="Addresses",
        rows=3,
        help_text="One whole address a line, with its postcode. Earlier ones too.",
    )
    phones = LinesField("phone", label="Telephone numbers")
    emails = LinesField("email", label="E-mail addresses")
    nhs_numbers = LinesField("nhs", label="NHS numbers")
    others = LinesField(
        "other",
        label="Anything else that tells who it is",
        help_text="User names, vehicle registrations, case numbers, a pet’s name. Each is looked "
        "for as you write it.",
    )

    def __init__(self, *args: Any, review_id: int, **kwargs: Any) -> None:
        self.review_id = review_id
        super().__init__(*args, **kwargs)

    def person(self) -> str:
        return str(self.data.get("role", ""))


class NamingForm(KeptWordsMixin, IdentifiersForm):
    kept = ("asked_by", "evidence")
    nothing_entered = "Enter the names that stay."
    names = LinesField(
        "name",
        label="The names that stay",
        help_text="Just as the review uses them. Only these are let through. They are not kept.",
    )
    asked_by = forms.CharField(
        label="Who asked for it",
        help_text="For example: the sister. No name.",
        max_length=120,
        widget=forms.TextInput(attrs=KEEP_TO_YOURSELF),
        error_messages={"required": "Say who in the family asked for it."},
    )
    asked_on = forms.DateField(
        label="When",
        widget=forms.DateInput({"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"required": "Give the day when they asked."},
    )
    evidence = forms.CharField(
        label="Where the request is kept",
        help_text=f"For example: the Board’s file, letter of that day. {NO_NAMES}",
        widget=forms.Textarea(attrs={"rows": 2, **KEEP_TO_YOURSELF}),
        error_messages={"required": "Say where the request is kept."},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in self.kept:
            typed = "" if name in self.errors else data.get(name)
            if typed and holds_identifier(self.review_id, typed, also=self.identifiers):
                self.add_error(name, SENTENCE)
        return data


class RemovalForm(KeptWordsMixin):
    kept = ("reason",)
    reason = forms.CharField(
        label="Why this person is taken out",
        help_text=NO_NAMES,
        widget=forms.Textarea(attrs={"rows": 3, **KEEP_TO_YOURSELF}),
        error_messages={"required": "Say why this person is taken out."},
    )
