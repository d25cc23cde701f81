"""The admin's screens for template forms: a new version is uploaded with the form's own details."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminDateInput
from wagtail.snippets.views.snippets import SnippetViewSet

from protocols.models import TemplateForm, TemplateVersion
from protocols.template_forms.files import (
    add_version,
    check_docx,
    check_pdf,
    withdraw_version,
)


class TemplateFormForm(WagtailAdminModelForm):
    """Files are looked at while the form is checked: one that is refused leaves nothing stored."""

    docx = forms.FileField(
        label="Word file",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text="At most 5 MB. Its header must say OFFICIAL-SENSITIVE (when completed), and it must "
        "hold nothing of any case or person: no names in fields, no tracked changes, no comments, no author.",
    )
    pdf = forms.FileField(
        label="PDF of the same form",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text="Only where a form is often printed. It is checked in the same way.",
    )
    version_date = forms.DateField(
        label="Date of the version", required=False, widget=AdminDateInput
    )
    review_date = forms.DateField(
        label="Review date", required=False, widget=AdminDateInput, help_text="When to look again."
    )
    change_note = forms.CharField(
        label="What changed",
        required=False,
        max_length=300,
        help_text="One sentence for those who used the version before.",
    )
    withdraw = forms.ModelChoiceField(
        TemplateVersion.objects.none(),
        label="Take a version away",
        required=False,
        help_text="For a version that should not have been published. The one before it counts again.",
    )
    withdraw_reason = forms.CharField(label="Reason", required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = TemplateVersion.objects.none()
        if self.instance.pk:
            versions = self.instance.versions.standing().select_related("form")
            self.fields["slug"].disabled = versions.exists()
        self.fields["withdraw"].queryset = versions
        self.fields["version_date"].initial = timezone.localdate

    def clean_docx(self) -> Any:
        return self._looked_at("docx", check_docx)

    def clean_pdf(self) -> Any:
        return self._looked_at("pdf", check_pdf)

    def _looked_at(self, name: str, check: Any) -> Any:
        upload = self.cleaned_data.get(name)
        if upload is not None:
            check(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        has_file = data.get("docx") is not None
        if not has_file and "docx" not in self.errors:
            if not self.instance.pk:
                self.add_error("docx", "Choose the Word file of the form.")
            elif data.get("pdf") or data.get("change_note"):
                self.add_error("docx", "A new version needs its Word file.")
        if has_file:
            for name in ("version_date", "review_date", "change_note"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "A new version needs this.")
            first, second = data.get("version_date"), data.get("review_date")
            if first and second and second <= first:
                self.add_error("review_date", "The review date must be after the date above.")
        if data.get("withdraw") and not data.get("withdraw_reason"):
            self.add_error("withdraw_reason", "Say why this version is taken away.")
        return data

    def save(self, commit: bool = True) -> TemplateForm:
        with transaction.atomic():
            form = super().save(commit)
            data = self.cleaned_data
            if data.get("docx") is not None:
                add_version(
                    form,
                    docx=data["docx"],
                    pdf=data.get("pdf"),
                    version_date=data["version_date"],
                    review_date=data["review_date"],
                    change_note=data["change_note"],
                    user=self.for_user,
                )
            if data.get("withdraw"):
                withdraw_version(data["withdraw"], reason=data["withdraw_reason"])
        return form


TemplateForm.base_form_class = TemplateFormForm


class TemplateFormViewSet(SnippetViewSet):
    model = TemplateForm
    icon = "doc-full"
    menu_label = "Template forms"
    menu_name = "template_forms"
    menu_order = 230
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["label", "stage", "protective_marking", "live"]
    list_filter = ["stage", "live"]
    ordering = ["order", "label"]
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("label"),
                FieldPanel("slug"),
                FieldPanel("purpose"),
                FieldRowPanel([FieldPanel("stage"), FieldPanel("order")]),
                FieldPanel("completed_by"),
                FieldPanel("protective_marking"),
                FieldPanel("live"),
            ],
            "The form",
        ),
        MultiFieldPanel(
            [
                FieldPanel("docx"),
                FieldPanel("pdf"),
                FieldRowPanel([FieldPanel("version_date"), FieldPanel("review_date")]),
                FieldPanel("change_note"),
            ],
            "New version",
            help_text="Leave this empty to change only the details above. If the page comes back with "
            "a message, choose the file again: what you typed is kept, but a browser never keeps a file.",
        ),
        MultiFieldPanel(
            [FieldPanel("withdraw"), FieldPanel("withdraw_reason")],
            "Take a version away",
            classname="collapsed",
        ),
    ]
