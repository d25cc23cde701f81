"""What editors send on the page where a report is made ready to be read online."""

from django import forms

from reviews.check_forms import KEPT, KeptWordsMixin


class SourceForm(forms.Form):
    file = forms.FileField(
        label="Word document",
        allow_empty_file=True,
        help_text="The Word file that the PDF was made from, of at most 50 MB. It is read once and "
        "not kept.",
        widget=forms.FileInput(
            attrs={
                "accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
        ),
        error_messages={"required": "Choose the Word document first."},
    )


class AcceptForm(KeptWordsMixin):
    kept = ("reason",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why the differences are right",
        required=False,
        max_length=2000,
        help_text=f"For the officers who compare it with what the Home Office approved. {KEPT}",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
