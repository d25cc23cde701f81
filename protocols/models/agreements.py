"""The authoring side of an agreement. The public reads its frozen versions: `versions.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PagePermissionTester

from protocols.agreements.forms import AgreementPageForm
from protocols.blocks import SectionBlock
from protocols.models.organisations import Organisation

if TYPE_CHECKING:
    from protocols.models.versions import AgreementVersion

# Addresses under /information-sharing/ that are not those of an agreement.
RESERVED_SLUGS = frozenset(
    {
        "register",
        "sign",
        "sign-up",
        "signing-up",
        "templates",
        "template-forms",
        "protocols",
        "organisations",
        "when-to-review",
    }
)
VERSION_NUMBER = RegexValidator(r"^\d+(\.\d+)*$", "Write the version in figures, like 2.0.")
PARTIAL_DATE = RegexValidator(
    r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$",
    "Write the month as 2022-03, or the day as 2022-03-31.",
)


class AgreementStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    FOR_APPROVAL = "for approval", "For approval"
    APPROVED = "approved", "Approved"


class AgreementCategory(models.Model):
    """What agreements are grouped by in their list."""

    name = models.CharField(max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(default=0)

    panels = [FieldPanel("name"), FieldPanel("order")]

    class Meta:
        ordering = ["order", "name"]
        verbose_name_plural = "agreement categories"

    def __str__(self) -> str:
        return self.name


class AgreementPermissionTester(PagePermissionTester):
    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return super().can_delete(ignore_bulk) and not self.page.specific.versions.exists()


class AgreementPage(Page):
    """Where an agreement is written. Publishing it freezes a version; the public reads only those."""

    kind = models.CharField(max_length=80, default="Sharing Specific for Programme (SSP)")
    category = models.ForeignKey(AgreementCategory, models.PROTECT, related_name="+")
    purpose = models.TextField(
        max_length=400, help_text="One or two sentences, for the list of agreements."
    )
    lead_partner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    lead_email = models.EmailField(
        "e-mail address of the lead",
        blank=True,
        help_text="Private. Told three months before the review date. "
        "Empty: the lead partner’s information governance address.",
    )
    agreement_owner = models.CharField(max_length=160)
    authors = models.TextField(blank=True, help_text="One a line.")
    owners = models.TextField(blank=True, help_text="One a line.")
    status = models.CharField(
        max_length=20, choices=AgreementStatus.choices, default=AgreementStatus.DRAFT
    )
    version_number = models.CharField("version", max_length=20, validators=[VERSION_NUMBER])
    version_date = models.CharField(
        "date of this version",
        max_length=10,
        validators=[PARTIAL_DATE],
        help_text="A month, as 2022-03, or a day, as 2022-03-31.",
    )
    review_date = models.DateField(
        null=True,
        blank=True,
        help_text="Three months after it, the agreement leaves the list of current ones.",
    )
    parent_title = models.CharField("parent agreement", max_length=200, blank=True)
    parent_url = models.URLField("address of the parent agreement", blank=True)
    parent_note = models.CharField(
        "note on the parent agreement",
        max_length=300,
        blank=True,
        help_text="For example that every signatory must have signed it.",
    )
    return_to = models.EmailField("signed copies go to", blank=True)
    published_at = models.CharField(
        "also published at", max_length=200, blank=True, help_text="For example: example.gov.uk"
    )
    approver_roles = models.TextField(help_text="Who may sign for an organisation. One a line.")
    notice = models.TextField(
        max_length=400,
        blank=True,
        help_text="Shown above the agreement, as something to know first.",
    )
    summary = RichTextField("summary sheet", features=["bold", "italic", "ol", "ul", "link"])
    sections = StreamField([("section", SectionBlock())])
    partners_title = models.CharField(
        "title of Appendix 1", max_length=200, default="partners subject to this agreement"
    )
    legislation_title = models.CharField(
        "title of Appendix 2", max_length=200, default="key relevant legislation and guidance"
    )
    legislation = StreamField([("section", SectionBlock())], blank=True)
    what_changed = RichTextField(
        features=["bold", "ol", "ul", "link"],
        blank=True,
        help_text="Since the version before, in plain words.",
    )
    what_to_do = RichTextField(
        "what you must do",
        features=["bold", "ol", "ul", "link"],
        blank=True,
        help_text="What a signatory of the version before has to do now.",
    )

    template = "protocols/agreement.html"
    parent_page_types = ["protocols.InformationSharingPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("category"),
                FieldPanel("purpose"),
                FieldPanel("lead_partner"),
                FieldPanel("lead_email"),
                FieldPanel("agreement_owner"),
                FieldRowPanel([FieldPanel("authors"), FieldPanel("owners")]),
            ],
            "The agreement",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("version_number"), FieldPanel("status")]),
                FieldRowPanel([FieldPanel("version_date"), FieldPanel("review_date")]),
                FieldPanel("what_changed"),
                FieldPanel("what_to_do"),
            ],
            "This version",
        ),
        MultiFieldPanel(
            [FieldPanel("parent_title"), FieldPanel("parent_url"), FieldPanel("parent_note")],
            "Parent agreement",
        ),
        MultiFieldPanel(
            [FieldPanel("approver_roles"), FieldPanel("return_to"), FieldPanel("published_at")],
            "Signing",
        ),
        FieldPanel("notice"),
        FieldPanel("summary"),
        FieldPanel("sections"),
        FieldPanel("partners_title"),
        FieldPanel("legislation_title"),
        FieldPanel("legislation"),
    ]
    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]
    settings_panels: list[Any] = []
    base_form_class = AgreementPageForm

    class Meta:
        verbose_name = "agreement"

    def permissions_for_user(self, user: AbstractBaseUser) -> PagePermissionTester:
        return AgreementPermissionTester(user, self)

    def clean(self) -> None:
        super().clean()
        # A version is frozen when somebody publishes it, never by the clock.
        self.go_live_at = self.expire_at = None
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": "This address is used by another part of the site."})
        if self.alias_of_id:
            raise ValidationError("An agreement can’t be an alias of another.")

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """One transaction with the freezing of the version: both happen or neither."""
        return super().publish(*args, **kwargs)

    @property
    def current_version(self) -> AgreementVersion | None:
        from protocols.models.versions import AgreementVersion

        return AgreementVersion.objects.current().filter(agreement=self.pk).first()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Wagtail comes here only by another address than ours: the page itself is never read."""
        from protocols.agreements.views import agreement

        return agreement(request, self.slug)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from protocols.agreements.views import preview

        return preview(request, self)
