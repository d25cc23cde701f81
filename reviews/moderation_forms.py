from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateTimeInput

from reviews.models import Edition
from reviews.models.tasks import (
    AnonymisationCheckTask,
    BoardSignOffTask,
    HomeOfficeApprovalTask,
    LedgerTask,
)
from reviews.requirements import CHECKLIST, approval_to_carry, withholds_a_report


class ClearanceForm(forms.Form):
    heading = "Clear the anonymisation check"
    checklist = forms.MultipleChoiceField(
        label="What you have checked, in every file and in the text",
        choices=list(CHECKLIST.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    statement = forms.CharField(
        label="Statement for the record",
        help_text="How you checked, and anything that you decided to leave in and why. Private.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


class ApprovalForm(forms.Form):
    heading = "Confirm the Home Office approval"
    statement = forms.CharField(
        label="How you know that this edition is what the Home Office approved",
        help_text="Private. For example: compared with the version sent on 3 March, and the "
        "three changes it asked for.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


class CarriedApprovalForm(ApprovalForm):
    heading = "Carry the Home Office approval over to this edition"
    statement = forms.CharField(
        label="Why the approval still holds",
        help_text="Every file is the same, byte for byte. Say what changed beside them. Private.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


class SignOffForm(forms.Form):
    heading = "Sign off for the Board and publish"
    statement = forms.CharField(
        label="Statement for the record",
        help_text="For example: the meeting and minute that decided it. Private.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    withholding_record = forms.CharField(
        label="Why the Board agrees that a report is not published",
        help_text="Only where one is left out. Private; readers see the neutral sentence.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    public_from = forms.DateTimeField(
        label="Public from",
        help_text="Leave empty to publish at once. Give the day and time that the family was told.",
        widget=AdminDateTimeInput,
        required=False,
    )

    def clean_public_from(self) -> datetime | None:
        value: datetime | None = self.cleaned_data["public_from"]
        if value and value <= timezone.now():
            raise forms.ValidationError("Give a time to come, or leave it empty.")
        return value


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label="What should be changed",
        help_text="The editor reads this on the site; e-mails don’t carry it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what should be changed."},
    )


class ReasonForm(forms.Form):
    """For a withdrawal and for revoking an approval."""

    reason = forms.CharField(
        label="Why",
        help_text="Private, and kept for good.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )


def form_for(task: LedgerTask, edition: Edition, data: Any = None) -> forms.Form:
    if isinstance(task, AnonymisationCheckTask):
        return ClearanceForm(data)
    if isinstance(task, HomeOfficeApprovalTask):
        return CarriedApprovalForm(data) if approval_to_carry(edition) else ApprovalForm(data)
    if isinstance(task, BoardSignOffTask):
        form = SignOffForm(data)
        if not withholds_a_report(edition):
            del form.fields["withholding_record"]
        return form
    raise TypeError(f"There is no form for {task}.")
