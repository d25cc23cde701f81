"""Admin screens for Home Office decisions, the vocabulary, and choosing or uploading report files."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
    CreateView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from reviews.files import store_report_file
from reviews.models import (
    Area,
    DeathType,
    FileKind,
    HomeOfficeDecision,
    Partnership,
    RelationshipGroup,
    ReportFile,
    Theme,
)
from reviews.permissions import user_can_read_drafts
from reviews.preparation import prepare


class DecisionForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "letter" in self.fields:
            self.fields["letter"].widget.kind = str(FileKind.HOME_OFFICE_LETTER)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.instance.pk and self.instance.approvals.exists():
            raise ValidationError(
                "An approval rests on this decision, so it can’t be changed. Record a new "
                "decision, or revoke the approval on the review’s moderation page."
            )
        for earlier, later in (
            ("submitted_on", "considered_on"),
            ("considered_on", "letter_date"),
        ):
            if data.get(earlier) and data.get(later) and data[later] < data[earlier]:
                self.add_error(later, "This is before the date above it.")
        return data

    def save(self, commit: bool = True) -> HomeOfficeDecision:
        if self.instance.recorded_by_id is None:
            self.instance.recorded_by = self.for_user
        return super().save(commit)


class DecisionViewSet(SnippetViewSet):
    model = HomeOfficeDecision
    icon = "clipboard-list"
    menu_label = "Home Office decisions"
    menu_name = "home_office_decisions"
    menu_order = 210
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["review_reference", "outcome", "submitted_on", "considered_on", "letter_date"]
    list_filter = ["outcome"]
    panels = [
        FieldPanel("review"),
        MultiFieldPanel(
            [
                FieldPanel("body_name"),
                FieldRowPanel(
                    [
                        FieldPanel("submitted_on"),
                        FieldPanel("considered_on"),
                        FieldPanel("letter_date"),
                    ]
                ),
                FieldPanel("reference"),
                FieldPanel("letter"),
            ],
            "The letter",
        ),
        FieldPanel("outcome"),
        InlinePanel(
            "required_changes",
            label="Change that the Home Office asked for",
            heading="Changes that the Home Office asked for",
            panels=[
                FieldPanel("text"),
                FieldRowPanel([FieldPanel("done_on"), FieldPanel("done_by")]),
            ],
        ),
    ]


HomeOfficeDecision.base_form_class = DecisionForm


class _VocabularyViewSet(SnippetViewSet):
    icon = "tag"
    list_display = ["name", "order"]
    copy_view_enabled = False
    inspect_view_enabled = False


class PartnershipViewSet(_VocabularyViewSet):
    model = Partnership


class AreaViewSet(_VocabularyViewSet):
    model = Area


class DeathTypeViewSet(_VocabularyViewSet):
    model = DeathType


class RelationshipGroupViewSet(_VocabularyViewSet):
    model = RelationshipGroup


class ThemeViewSet(_VocabularyViewSet):
    model = Theme


class ReviewVocabulary(SnippetViewSetGroup):
    menu_label = "Review vocabulary"
    menu_icon = "tag"
    menu_order = 220
    items = (
        PartnershipViewSet,
        AreaViewSet,
        DeathTypeViewSet,
        RelationshipGroupViewSet,
        ThemeViewSet,
    )


class UploadForm(forms.ModelForm):
    """The file is looked at and stored while the form is checked, so a refusal stores nothing."""

    upload = forms.FileField(
        label="PDF file",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text="At most 50 MB, without a password. Its name stays private.",
        error_messages={"required": "Choose a PDF file."},
    )

    class Meta:
        model = ReportFile
        fields = ("kind",)

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        # Opened from the field of one kind, it takes that kind and no other.
        self.fields["kind"].disabled = self.initial.get("kind") in FileKind.values

    def _post_clean(self) -> None:
        if self.errors:
            return
        try:
            self.instance = store_report_file(
                self.cleaned_data["upload"], kind=self.cleaned_data["kind"], user=self.user
            )
        except ValidationError as refusal:
            self.add_error("upload", refusal)
        else:
            prepare(self.instance)

    def save(self, commit: bool = True) -> ReportFile:
        return self.instance


class ReportFileWidget(BaseChooser):
    """A chooser for one kind of file; ``kind`` is set by the form that uses it."""

    kind = ""

    def get_chooser_modal_url(self) -> str:
        address = super().get_chooser_modal_url()
        return f"{address}?{urlencode({'kind': self.kind})}" if self.kind else address


class _ReadersOfDraftsOnly:
    """On every view of the chooser: each shows the names that files had on somebody's machine."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_can_read_drafts(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class _KindFromAddress(_ReadersOfDraftsOnly):
    def get_creation_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_creation_form_kwargs()  # type: ignore[misc]
        kind = self.request.GET.get("kind", "")  # type: ignore[attr-defined]
        return {**kwargs, "user": self.request.user, "initial": {"kind": kind}}  # type: ignore[attr-defined]


class _PreparationColumn(Column):
    def get_value(self, instance: ReportFile) -> str:
        preparation = getattr(instance, "preparation", None)
        return str(preparation.get_state_display()) if preparation else "Not prepared"


class _UploadsOnly(_KindFromAddress):
    """The copies that the site makes of uploads are its own business."""

    def get_object_list(self) -> QuerySet[ReportFile]:
        return ReportFile.objects.filter(is_copy=False).select_related("preparation")

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, _PreparationColumn("preparation", label="Copy")]  # type: ignore[misc]


class ChooseReportFile(_UploadsOnly, ChooseView):
    pass


class ChooseReportFileResults(_UploadsOnly, ChooseResultsView):
    pass


class ChosenReportFile(_ReadersOfDraftsOnly, ChosenView):
    def get_object(self, pk: Any) -> ReportFile:
        return ReportFile.objects.get(pk=pk, is_copy=False)


class ChosenReportFiles(_ReadersOfDraftsOnly, ChosenMultipleView):
    def get_objects(self, pks: Any) -> QuerySet[ReportFile]:
        return ReportFile.objects.filter(pk__in=pks, is_copy=False)


class UploadReportFile(_KindFromAddress, CreateView):
    pass


class ReportFileChooser(ChooserViewSet):
    model = ReportFile
    icon = "doc-full"
    choose_one_text = "Choose or upload a file"
    choose_another_text = "Choose another file"
    base_widget_class = ReportFileWidget
    creation_form_class = UploadForm
    create_action_label = "Upload"
    create_action_clicked_label = "Uploading…"
    creation_tab_label = "Upload"
    search_tab_label = "Choose"
    preserve_url_parameters = ["multiple", "kind"]
    url_filter_parameters = ["kind"]
    choose_view_class = ChooseReportFile
    choose_results_view_class = ChooseReportFileResults
    chosen_view_class = ChosenReportFile
    chosen_multiple_view_class = ChosenReportFiles
    create_view_class = UploadReportFile


report_file_chooser = ReportFileChooser("report_file_chooser", url_prefix="report-files")
