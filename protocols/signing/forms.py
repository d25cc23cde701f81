"""The questions of a sign-up, one form a page."""

import difflib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from setdab.forms import SiteForm

from protocols.models import AgreementVersion, Organisation
from protocols.models.organisations import normal_ico_number
from protocols.models.signatures import Role
from protocols.signing.fields import DayField

NOT_LISTED = "not-listed"
OTHER_ROLE = "other"
ONLY_THESE_ROLES = (
    "Only a Senior Information Risk Owner, a Caldicott Guardian or a Chief Information Officer can "
    "sign, because the agreement asks for one of them. Ask whoever has that role in your "
    "organisation to sign"
)
YES_NO = [("yes", "Yes"), ("no", "No")]
MOST_MATCHES = 5
LONGEST_NAME = 160


class QuestionForm(SiteForm):
    """What was typed is tidied: no spaces around it, none doubled."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = " ".join(value.split())
        return data


class OrganisationForm(QuestionForm):
    """Asks for a name; where the register has no such name, asks which one is meant."""

    heading_field = "organisation_name"

    organisation_name = forms.CharField(
        label="What is the name of your organisation?",
        help_text="Start typing, and choose from the list if your organisation is in it. "
        "We publish this name in the register of signatories.",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "organization"}),
        error_messages={
            "required": "Enter the name of your organisation",
            "max_length": "The name of your organisation must be 160 characters or fewer",
        },
    )

    def __init__(self, *args: Any, version: AgreementVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.must_choose = False
        self.matches: list[Organisation] = []
        typed = " ".join(str(self.data.get("organisation_name", "")).split())
        if self.is_bound and 0 < len(typed) <= LONGEST_NAME and not _find(typed):
            self.matches = _like(typed)
            self._ask_which(typed)

    def _ask_which(self, typed: str) -> None:
        self.must_choose = True
        self.heading_field = "which"
        self.fields["organisation_name"].widget = forms.HiddenInput()
        options = [(str(one.pk), one.name) for one in self.matches]
        self.fields["which"] = forms.ChoiceField(
            label="Which organisation do you mean?"
            if options
            else "We could not find that name in the register",
            help_text="An organisation that is not listed can sign too: we add it to the register "
            "when we have looked at your sign-up.",
            choices=[*options, (NOT_LISTED, f"It is not listed: sign as “{typed}”")],
            widget=forms.RadioSelect,
            error_messages={
                "required": "Choose your organisation, or say that it is not listed",
                "invalid_choice": "Choose your organisation, or say that it is not listed",
            },
        )

    @property
    def is_first_look(self) -> bool:
        """The name was typed, and we have not asked yet which organisation is meant."""
        return self.must_choose and "which" not in self.data and "asked" not in self.data

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        name, which = data.get("organisation_name"), data.get("which")
        organisation = _find(name) if name else None
        if which and which != NOT_LISTED:
            organisation = Organisation.objects.active().get(pk=which)
        data["organisation"] = organisation
        data["signed_name"] = organisation.name if organisation else name
        return data


class ApproverForm(QuestionForm):
    approver_name = forms.CharField(
        label="Full name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter your full name"},
    )
    role = forms.ChoiceField(
        label="Which role do you sign in?",
        help_text="The agreement can be signed in these roles only.",
        choices=[*Role.choices, (OTHER_ROLE, "Another role")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the role that you sign in",
            "invalid_choice": ONLY_THESE_ROLES,
        },
    )
    job_title = forms.CharField(
        label="Job title",
        max_length=120,
        widget=forms.TextInput(
            attrs={"autocomplete": "organization-title", "class": "govuk-input--width-20"}
        ),
        error_messages={"required": "Enter your job title"},
    )
    email = forms.EmailField(
        label="Work e-mail address",
        help_text="We send a link to this address, so that nobody can sign in your name. "
        "We don’t publish it.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your work e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.gov.uk",
        },
    )
    name_public = forms.ChoiceField(
        label="May we publish your name in the register?",
        help_text="Your organisation, your role and the date are published in any case.",
        choices=[("yes", "Yes, show my name"), ("no", "No, show only my role")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say whether we may publish your name",
            "invalid_choice": "Say whether we may publish your name",
        },
    )

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        if role == OTHER_ROLE:
            raise ValidationError(ONLY_THESE_ROLES)
        return role

    def clean_name_public(self) -> bool:
        return bool(self.cleaned_data["name_public"] == "yes")


class AuthorityForm(QuestionForm):
    parent_signed = forms.ChoiceField(
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say whether your organisation has signed it",
            "invalid_choice": "Say whether your organisation has signed it",
        },
    )
    parent_signed_on = DayField(
        label="When was it signed?",
        help_text="Leave this empty if you don’t know, or if it is not signed. "
        "For example, 27 3 2021.",
        what="the date on which it was signed",
        required=False,
    )
    ico_number = forms.CharField(
        label="ICO registration number",
        help_text="From the register of fee payers, like Z1234567 or ZA123456.",
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={
                "class": "govuk-input--width-10",
                "autocomplete": "off",
                "spellcheck": "false",
                "autocapitalize": "characters",
            }
        ),
        error_messages={"max_length": "The registration number must be 20 characters or fewer"},
    )
    agreed_on = DayField(
        label="Date of agreement",
        help_text="The day on which your organisation agreed to this version. "
        "If that is today, enter today’s date.",
        what="the date of agreement",
    )
    authorised = forms.BooleanField(
        error_messages={"required": "Confirm that you are authorised and have read the agreement"},
    )

    def __init__(self, *args: Any, version: AgreementVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if version is None:
            return
        parent = version.content.parent_title or "parent agreement"
        self.fields["parent_signed"].label = f"Has your organisation signed the {parent}?"
        self.fields["parent_signed"].help_text = (
            "Every signatory must sign that one first. If yours has not, you can go on, and we will "
            "contact you about it."
        )
        self.fields["authorised"].label = (
            f"I am authorised to agree for my organisation, and I have read version "
            f"{version.number} of the agreement"
        )

    def clean_parent_signed(self) -> bool:
        return bool(self.cleaned_data["parent_signed"] == "yes")

    def clean_ico_number(self) -> str:
        return normal_ico_number(self.cleaned_data["ico_number"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("parent_signed") is False:
            data["parent_signed_on"] = None
        return data


class ColleagueForm(QuestionForm):
    """Whom to ask instead."""

    name = forms.CharField(
        label="Your colleague’s full name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter your colleague’s full name"},
    )
    email = forms.EmailField(
        label="Your colleague’s work e-mail address",
        help_text="It must be at your own organisation.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your colleague’s work e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.gov.uk",
        },
    )


class DeclineForm(QuestionForm):
    heading_field = "reason"
    reason = forms.CharField(
        label="Why can’t your organisation sign?",
        help_text="Only the information governance team reads this. Please don’t write anything "
        "about a person or a case.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say why your organisation can’t sign"},
    )


class WrongNameForm(QuestionForm):
    heading_field = "reason"
    reason = forms.CharField(
        label="Which name is wrong, and what is right?",
        help_text="For example, the name of your organisation, or of the person we wrote to.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say which name is wrong, and what is right"},
    )


def _find(name: str) -> Organisation | None:
    return Organisation.objects.active().named(name)


def _like(name: str) -> list[Organisation]:
    """Organisations that may be meant: close in spelling, or the successors of one that ended."""
    ended = Organisation.objects.named(name)
    if ended is not None:
        heirs = [one.successor for one in ended.successions.select_related("successor")]
        return [heir for heir in heirs if heir.is_active]
    by_name: dict[str, Organisation] = {}
    for one in Organisation.objects.active():
        for known in (one.name, *one.other_name_list):
            by_name.setdefault(known.casefold(), one)
    folded = name.casefold()
    inside = [
        known for known in by_name if len(folded) > 3 and (folded in known or known in folded)
    ]
    close = difflib.get_close_matches(folded, by_name, n=MOST_MATCHES, cutoff=0.6)
    return list(dict.fromkeys(by_name[known] for known in [*close, *inside]))[:MOST_MATCHES]
