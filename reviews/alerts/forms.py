from django import forms
from setdab.forms import SiteForm


class AlertForm(SiteForm):
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="One that only you can open.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.org",
            "max_length": "Enter an e-mail address of 254 characters or fewer",
        },
        max_length=254,
    )
