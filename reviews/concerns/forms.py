"""What readers are asked when they report a concern or want another format."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from setdab.forms import SiteForm

from reviews.models import ConcernKind, ContactBy, Format

MOST_LETTERS = 4000
TOO_LONG = f"Write {MOST_LETTERS:,} characters or fewer"
FEWEST_DIGITS = 6


class ConcernForm(SiteForm):
    kind = forms.ChoiceField(
        label="What is it about?",
        choices=ConcernKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what it is about",
            "invalid_choice": "Choose what it is about",
        },
    )
    words = forms.CharField(
        label="What would you like to tell us?",
        help_text="Say where it is, such as the page or paragraph. If you recognise somebody, please "
        "do not write their name: where it is will do.",
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Tell us what your concern is", "max_length": TOO_LONG},
    )
    contact = forms.CharField(
        label="How can we reach you?",
        help_text="An e-mail address or a telephone number that is safe for you. Leave this empty if "
        "you do not want an answer. You do not have to say who you are.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": "Write 200 characters or fewer"},
    )


class FormatForm(SiteForm):
    formats = forms.MultipleChoiceField(
        label="Which format do you need?",
        help_text="Choose all that would suit you.",
        choices=Format.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one format",
            "invalid_choice": "Choose from the list of formats",
        },
    )
    words = forms.CharField(
        label="What should we know?",
        help_text="For example, which page or report, which language, or how large the print should "
        "be. Please do not tell us anything about your own safety here.",
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": TOO_LONG},
    )
    contact_by = forms.ChoiceField(
        label="How should we reach you?",
        help_text="Choose a way that is safe for you.",
        choices=ContactBy.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how we should reach you",
            "invalid_choice": "Choose how we should reach you",
        },
    )
    contact = forms.CharField(
        label="Your e-mail address, telephone number or postal address",
        help_text="Only the one that you chose. We use it to answer you and for nothing else.",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter where we should answer",
            "max_length": "Write 200 characters or fewer",
        },
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        by, contact = data.get("contact_by"), data.get("contact", "")
        if by == ContactBy.EMAIL and contact and not _is_email(contact):
            self.add_error(
                "contact", "Enter an e-mail address in the correct format, like name@example.org"
            )
        if by == ContactBy.PHONE and contact and len(re.findall(r"\d", contact)) < FEWEST_DIGITS:
            self.add_error("contact", "Enter a telephone number, like 01632 960 001")
        return data


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
