from typing import Any

from django import forms

from protocols.models import Organisation, Signature
from protocols.signing.transitions import Action

WORDS = {
    Action.ASK_CORRECTION: (
        "Ask for a correction",
        "What should be corrected",
        "The signatory reads this on the site, behind the link that we mail. The mail itself does "
        "not carry it.",
    ),
    Action.REJECT: (
        "Reject",
        "Why it is rejected",
        "The signatory reads this on the site, behind the link that we mail. The mail itself does "
        "not carry it.",
    ),
    Action.WITHDRAW: ("Withdraw", "Why it is withdrawn", "Kept in the history, and not published."),
}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give the reason."},
    )

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        self.heading, label, help_text = WORDS[action]
        self.fields["reason"].label = label
        self.fields["reason"].help_text = help_text


class PlaceForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label="Organisation in the register",
        empty_label="Not chosen",
        error_messages={"required": "Choose the organisation."},
    )

    def __init__(self, *args: Any, signature: Signature, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].initial = signature.organisation_id


class InviteForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.active(),
        label="Organisation",
        empty_label="Choose one",
        error_messages={"required": "Choose the organisation."},
    )
    email = forms.EmailField(
        label="E-mail address of the approver",
        help_text="A work address of the organisation.",
        error_messages={"required": "Enter the approver’s e-mail address."},
    )
