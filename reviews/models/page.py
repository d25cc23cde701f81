import calendar
from typing import Any, NoReturn

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PagePermissionTester, Workflow

from reviews.models.files import FileKind, ReportFile
from reviews.models.tasks import ReviewWorkflow
from reviews.panels import StandingPanel

SUMMARY_FEATURES = ["h3", "bold", "ol", "ul", "link"]


class Scheme(models.TextChoices):
    DHR = "DHR", "Domestic Violence, Crime and Victims Act 2004, section 9"
    DARDR = "DARDR", "Victims and Prisoners Act 2024, section 19"


class WithheldReason(models.TextChoices):
    """Neutral sentences that the public reads in place of a report."""

    CHILDREN = (
        "children",
        "It is not published, to protect the interests of children.",
    )
    SAFETY = ("safety", "It is not published, to protect the safety of people who are alive.")
    COURT = ("court", "It is not published, because of an order of a court.")
    COMBINED = ("combined", "It is part of the other report on this page.")


class ReviewPermissionTester(PagePermissionTester):
    """Hides the buttons that would promise something that only the workflow can do.

    Nothing of the publication promise rests on this: see ``reviews.models.ledger``.
    """

    def can_publish(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        from reviews.permissions import user_can_withdraw

        return self.page.live and user_can_withdraw(self.user)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return super().can_delete(ignore_bulk) and not self.page.specific.editions.exists()


class ReviewIndexPermissionTester(PagePermissionTester):
    def can_publish_subpage(self) -> bool:
        return False


class ReviewIndexPage(Page):
    """Where reviews are written. The public's list is a view over the ledger, not this page."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["reviews.ReviewPage"]

    class Meta:
        verbose_name = "place for reviews"

    def permissions_for_user(self, user: AbstractBaseUser) -> PagePermissionTester:
        return ReviewIndexPermissionTester(user, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        """Reached where somebody gives this page another address or a site of its own."""
        raise Http404

    def get_url_parts(self, request: HttpRequest | None = None) -> None:
        return None

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return []


class ReviewPageForm(WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, name in ReviewPage.FILE_FIELDS.items():
            if name in self.fields:
                self.fields[name].widget.kind = str(kind)
        if "related_reviews" in self.fields:
            others = ReviewPage.objects.exclude(pk=self.instance.pk).order_by("working_reference")
            self.fields["related_reviews"].queryset = others

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for kind, name in ReviewPage.FILE_FIELDS.items():
            file = data.get(name)
            if file and file.kind != kind:
                self.add_error(name, f"This file was uploaded as “{file.get_kind_display()}”.")
        for name, withheld in (
            ("executive_summary", "executive_summary_withheld"),
            ("overview_report", "overview_report_withheld"),
        ):
            if data.get(name) and data.get(withheld):
                self.add_error(withheld, "Choose either the file or a reason for leaving it out.")
        return data


class ReviewPage(Page):
    """The authoring side of a review. The public never reads this table."""

    FILE_FIELDS = {
        FileKind.EXECUTIVE_SUMMARY: "executive_summary",
        FileKind.OVERVIEW_REPORT: "overview_report",
        FileKind.ACTION_PLAN: "action_plan",
        FileKind.HOME_OFFICE_LETTER: "home_office_letter",
    }

    working_reference = models.CharField(
        max_length=40,
        unique=True,
        help_text="Private. Used in e-mails and records; choose one that says nothing of the case.",
    )
    sentence = models.CharField(
        "one humane sentence",
        max_length=300,
        help_text="Who the person was, in words the family would know them by. No exact ages or dates.",
    )
    summary = RichTextField(features=SUMMARY_FEATURES)
    content_note = models.CharField(
        max_length=300, default="This review describes domestic abuse and a death."
    )
    scheme = models.CharField(max_length=10, choices=Scheme.choices, default=Scheme.DHR)
    partnership = models.ForeignKey(
        "reviews.Partnership",
        models.PROTECT,
        related_name="+",
        verbose_name="commissioned by",
    )
    area = models.ForeignKey("reviews.Area", models.PROTECT, related_name="+")
    year_of_death = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    month_of_death = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        choices=[(number, calendar.month_name[number]) for number in range(1, 13)],
        help_text="Leave it out where month and place together would point at one case.",
    )
    death_type = models.ForeignKey("reviews.DeathType", models.PROTECT, related_name="+")
    relationship_group = models.ForeignKey(
        "reviews.RelationshipGroup", models.PROTECT, related_name="+"
    )
    themes = ParentalManyToManyField("reviews.Theme", blank=True, related_name="+")
    chair = models.CharField("independent chair", max_length=120)
    author = models.CharField("report author", max_length=120)
    report_date = models.DateField(
        null=True, blank=True, help_text="The date on the report, not of publication."
    )
    related_reviews = ParentalManyToManyField(
        "self",
        blank=True,
        symmetrical=False,
        related_name="+",
        help_text="Other parts of the same review, or reviews to read beside it.",
    )
    executive_summary = models.ForeignKey(
        ReportFile, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    executive_summary_withheld = models.CharField(
        "why there is no executive summary", max_length=20, choices=WithheldReason, blank=True
    )
    overview_report = models.ForeignKey(
        ReportFile, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    overview_report_withheld = models.CharField(
        "why there is no overview report", max_length=20, choices=WithheldReason, blank=True
    )
    action_plan = models.ForeignKey(
        ReportFile, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    home_office_letter = models.ForeignKey(
        ReportFile, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    base_form_class = ReviewPageForm
    parent_page_types = ["reviews.ReviewIndexPage"]
    subpage_types: list[str] = []
    template = "reviews/review.html"
    content_panels = [
        StandingPanel(),
        TitleFieldPanel(
            "title",
            heading="Public title",
            help_text="With the pseudonym, never a real name unless the family asked for it.",
        ),
        FieldPanel("working_reference"),
        FieldPanel("sentence"),
        FieldPanel("summary"),
        FieldPanel("content_note"),
        MultiFieldPanel(
            [
                FieldPanel("executive_summary"),
                FieldPanel("executive_summary_withheld"),
                FieldPanel("overview_report"),
                FieldPanel("overview_report_withheld"),
                FieldPanel("action_plan"),
                FieldPanel("home_office_letter"),
            ],
            "Reports",
        ),
        MultiFieldPanel(
            [
                FieldPanel("scheme"),
                FieldPanel("partnership", widget=forms.Select),
                FieldPanel("area", widget=forms.Select),
                FieldRowPanel([FieldPanel("year_of_death"), FieldPanel("month_of_death")]),
                FieldPanel("death_type", widget=forms.Select),
                FieldPanel("relationship_group", widget=forms.Select),
                FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
            ],
            "Key facts",
        ),
        MultiFieldPanel(
            [FieldPanel("chair"), FieldPanel("author"), FieldPanel("report_date")],
            "Chair and author",
        ),
        FieldPanel("related_reviews", widget=forms.CheckboxSelectMultiple),
    ]
    promote_panels = [FieldPanel("slug")]
    settings_panels: list[Any] = []

    class Meta:
        verbose_name = "review"

    def get_admin_display_title(self) -> str:
        return f"{self.draft_title or self.title} ({self.working_reference})"

    def permissions_for_user(self, user: AbstractBaseUser) -> PagePermissionTester:
        return ReviewPermissionTester(user, self)

    @property
    def has_workflow(self) -> bool:
        return self.get_workflow() is not None

    def get_workflow(self) -> Workflow | None:
        """The workflow that ends in a Board sign-off, wherever in the tree the review lies."""
        return (
            ReviewWorkflow.objects.active()
            .filter(
                workflow_tasks__task__content_type__app_label="reviews",
                workflow_tasks__task__content_type__model="boardsignofftask",
            )
            .first()
        )

    def clean(self) -> None:
        super().clean()
        self.go_live_at = self.expire_at = None
        if self.alias_of_id:
            raise ValidationError("A review can’t be an alias of another.")

    def route(self, request: HttpRequest, path_components: list[str]) -> NoReturn:
        raise Http404

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        raise Http404

    def get_url_parts(self, request: HttpRequest | None = None) -> None:
        """None: the public address of a review belongs to its publication."""
        return None

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return []

    def is_previewable(self) -> bool:
        return True

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from reviews.previews import preview

        return preview(request, self)
