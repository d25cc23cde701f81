from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.models.body import body_blocks, words_in


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
        from home.latest import latest_changes, latest_items

        return {
            **super().get_context(request, *args, **kwargs),
            "latest": latest_items(),
            "changes": latest_changes(),
        }


class InformationPage(Page):
    """An ordinary page of text: about the Board, staying safe online, and the like."""

    lead = models.TextField(
        max_length=300, blank=True, help_text="One or two sentences below the heading."
    )
    content_note = models.TextField(
        max_length=300,
        blank=True,
        help_text="What readers may want to know before they read on, where a page may distress "
        "them. Help is offered beside it.",
    )
    body = StreamField(body_blocks(), blank=True)
    checked_on = models.DateField(
        null=True,
        blank=True,
        help_text="The day on which somebody last checked that all of this is still right. Shown "
        "below the text. Check such a page every year.",
    )
    neutral_title = models.BooleanField(
        default=False,
        help_text="The browser’s tab and history show only the title tag from ‘Promote’, without "
        "the name of the Board. For pages about safety.",
    )
    # What the site's search looks through.
    words = models.TextField(blank=True, editable=False)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("content_note"),
        FieldPanel("body"),
        FieldPanel("checked_on"),
    ]
    promote_panels = [*Page.promote_panels, FieldPanel("neutral_title")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("words"),
    ]
    parent_page_types = ["home.HomePage", "home.InformationPage"]
    subpage_types = ["home.InformationPage"]

    class Meta:
        verbose_name = "information page"

    def clean(self) -> None:
        super().clean()
        if self.neutral_title and not self.seo_title:
            raise ValidationError(
                {
                    "seo_title": "Enter a title tag that gives nothing away, such as ‘Using this site’."
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.words = words_in(list(self.body.raw_data))
        super().save(*args, **kwargs)

    @property
    def tab_title(self) -> str:
        return self.seo_title or self.title

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # The home page is the second level of the tree, below the root that nobody sees.
        above = self.get_ancestors().live().filter(depth__gt=2).order_by("depth")
        below = InformationPage.objects.child_of(self).live().public().order_by("path")
        return {
            **super().get_context(request, *args, **kwargs),
            "breadcrumbs": [
                {"text": "Home", "href": "/"},
                *({"text": page.title, "href": page.relative_url(None)} for page in above),
            ],
            "children": [
                {"title": page.title, "href": page.relative_url(None), "lead": page.lead}
                for page in below.defer_streamfields()
            ],
        }
