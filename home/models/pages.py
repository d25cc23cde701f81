from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

TEXT_FEATURES = ["h2", "h3", "bold", "ol", "ul", "link"]


class CardBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=60)
    text = blocks.CharBlock(max_length=140)
    href = blocks.CharBlock(
        label="address", max_length=200, help_text="On this site, starting with /"
    )

    class Meta:
        icon = "link"


class HomePage(Page):
    """The front door: what the site is for, four ways in, the newest reviews."""

    hero_heading = models.CharField(max_length=120)
    hero_lead = models.TextField(max_length=300, blank=True)
    cards = StreamField([("card", CardBlock())], max_num=4, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("hero_heading"),
        FieldPanel("hero_lead"),
        FieldPanel("cards"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = "home page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.latest import latest_items

        return {**super().get_context(request, *args, **kwargs), "latest": latest_items()}


class SaferBrowsingBlock(blocks.StaticBlock):
    """Where a page offers safer browsing. The words and the switch are the component's."""

    class Meta:
        icon = "lock"
        label = "safer browsing"
        admin_text = "The offer of safer browsing, with its switch."
        template = "components/safer_browsing.html"


class InformationPage(Page):
    """An ordinary page of text: about the Board, staying safe on line, and the like."""

    lead = models.TextField(max_length=300, blank=True)
    body = StreamField(
        [
            ("text", blocks.RichTextBlock(features=TEXT_FEATURES)),
            ("safer_browsing", SaferBrowsingBlock()),
        ],
        blank=True,
    )

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    parent_page_types = ["home.HomePage", "home.InformationPage"]
    subpage_types = ["home.InformationPage"]

    class Meta:
        verbose_name = "information page"
