import re
from typing import Any

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField


class HelplineValue(blocks.StructValue):
    @property
    def name(self) -> str:
        return self["name"]

    @property
    def phone(self) -> str:
        return self["phone"]

    @property
    def note(self) -> str:
        return self["note"]

    @property
    def text(self) -> str:
        return self.get("text") or ""

    @property
    def website(self) -> str:
        return self.get("website") or ""

    @property
    def tel(self) -> str:
        """The digits for a ``tel:`` link."""
        return re.sub(r"[^\d+]", "", self["phone"])


class HelplineBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=80)
    phone = blocks.CharBlock(
        max_length=30,
        validators=[RegexValidator(r"^\+?[\d ]{3,}$", "Enter a phone number, like 0808 2000 247.")],
    )
    note = blocks.CharBlock(max_length=120, required=False, help_text="For example: free, 24 hours")
    text = blocks.CharBlock(
        max_length=200,
        required=False,
        help_text="Whom it is for. Shown only on pages that list all helplines.",
    )
    website = blocks.URLBlock(required=False)

    class Meta:
        icon = "mobile-alt"
        value_class = HelplineValue


@register_setting(icon="cog")
class BoardSettings(BaseSiteSetting):
    """What the site says of itself, so that a new name or a new law needs no new code."""

    name = models.CharField(max_length=80, default="Domestic Abuse Board")
    place = models.CharField(max_length=80, default="Southend, Essex and Thurrock")
    contact_email = models.EmailField("contact e-mail address", blank=True)
    framework_email = models.EmailField(
        "address of the information sharing framework",
        blank=True,
        help_text="Agreements and lists of their signatories are returned to it.",
    )
    review_label = models.CharField(
        "what a review is called",
        max_length=80,
        default="domestic homicide review",
        help_text="In small letters, as in a sentence. Used wherever reviews are spoken of.",
    )
    review_label_plural = models.CharField(
        "what reviews are called", max_length=80, default="domestic homicide reviews"
    )
    dhr_label = models.CharField(
        "label of a review under the 2004 Act", max_length=80, default="Domestic homicide review"
    )
    dardr_label = models.CharField(
        "label of a review under the 2024 Act",
        max_length=80,
        default="Domestic abuse related death review",
    )
    exit_url = models.URLField(
        "where ‘Exit this page’ goes",
        default="https://www.bbc.co.uk/weather",
        validators=[URLValidator(schemes=["https"])],
        help_text="An ordinary page that nobody would wonder at.",
    )
    helplines = StreamField([("helpline", HelplineBlock())], blank=True)

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("place"),
                FieldPanel("contact_email"),
                FieldPanel("framework_email"),
            ],
            "The Board",
        ),
        MultiFieldPanel(
            [
                FieldPanel("review_label"),
                FieldPanel("review_label_plural"),
                FieldPanel("dhr_label"),
                FieldPanel("dardr_label"),
            ],
            "Words for a review",
        ),
        MultiFieldPanel([FieldPanel("exit_url"), FieldPanel("helplines")], "Safety"),
    ]

    class Meta:
        verbose_name = "Board"

    def __str__(self) -> str:
        return self.name

    def scheme_label(self, scheme: str) -> str:
        return {"DHR": self.dhr_label, "DARDR": self.dardr_label}.get(scheme, self.review_label)

    @property
    def helpline_list(self) -> list[Any]:
        return [block.value for block in self.helplines]
