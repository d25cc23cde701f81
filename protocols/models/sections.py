from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index


class InformationSharingPage(Page):
    """The way in to everything about sharing information: the agreements and what goes with them."""

    lead = models.TextField(max_length=300, blank=True)
    body = StreamField(
        [("text", blocks.RichTextBlock(features=["h2", "h3", "bold", "ol", "ul", "link"]))],
        blank=True,
    )

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    template = "protocols/section.html"
    max_count = 1
    parent_page_types = ["home.HomePage"]

    class Meta:
        verbose_name = "information sharing section"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from protocols.agreements.views import section_context

        return {**super().get_context(request, *args, **kwargs), **section_context(self)}
