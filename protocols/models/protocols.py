"""Protocols: how agencies work together in a review, as pages with attachments beside them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

TEXT_FEATURES = ["h2", "h3", "bold", "ol", "ul", "link"]


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=["bold", "ul", "link"], required=False)
    who = blocks.CharBlock(max_length=120, required=False, help_text="Who does it.")
    when = blocks.CharBlock(max_length=120, required=False, help_text="By when.")

    class Meta:
        icon = "list-ol"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(max_length=160)
    columns = blocks.ListBlock(blocks.CharBlock(max_length=80), min_num=2, max_num=6)
    rows = blocks.ListBlock(blocks.ListBlock(blocks.TextBlock(rows=2, required=False)), min_num=1)

    class Meta:
        icon = "table"

    def clean(self, value: Any) -> Any:
        data = super().clean(value)
        width = len(data["columns"])
        if any(len(row) != width for row in data["rows"]):
            raise StructBlockValidationError(
                {"rows": ValidationError(f"Each row needs {width} cells: one for each column.")}
            )
        return data


class ProtocolIndexPage(Page):
    """The list of protocols."""

    lead = models.TextField(max_length=300, blank=True)

    template = "protocols/protocol_index.html"
    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["protocols.InformationSharingPage"]
    subpage_types = ["protocols.ProtocolPage"]
    max_count = 1

    class Meta:
        verbose_name = "list of protocols"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        protocols = ProtocolPage.objects.child_of(self).live().public().order_by("path")
        return {
            **super().get_context(request, *args, **kwargs),
            "protocols": protocols.defer_streamfields(),
            "breadcrumbs": breadcrumbs_above(self),
        }


class ProtocolPage(Page):
    """One protocol, to be read as a page; what has to be a file is attached."""

    lead = models.TextField(max_length=300, blank=True)
    body = StreamField(
        [
            ("text", blocks.RichTextBlock(features=TEXT_FEATURES)),
            (
                "steps",
                blocks.ListBlock(
                    StepBlock(), icon="list-ol", template="protocols/blocks/steps.html"
                ),
            ),
            ("table", TableBlock(template="protocols/blocks/table.html")),
            (
                "inset",
                blocks.TextBlock(
                    icon="openquote",
                    help_text="One thing that must not be missed.",
                    template="protocols/blocks/inset.html",
                ),
            ),
        ],
        blank=True,
    )
    version_date = models.DateField("date of this version", null=True, blank=True)
    review_date = models.DateField(null=True, blank=True)

    template = "protocols/protocol.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldRowPanel([FieldPanel("version_date"), FieldPanel("review_date")]),
        FieldPanel("body"),
        InlinePanel("attachments", label="Attachment", heading="Attachments"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    parent_page_types = ["protocols.ProtocolIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "protocol"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "attachments": self.attachments.select_related("document"),
            "breadcrumbs": breadcrumbs_above(self),
        }

    @property
    def is_due_for_review(self) -> bool:
        return self.review_date is not None and self.review_date < timezone.localdate()


class ProtocolAttachment(Orderable):
    """A document of the library beside a protocol. This row alone, of a published page, makes it public."""

    page = ParentalKey(ProtocolPage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "protocols.LibraryDocument", models.PROTECT, related_name="attachments"
    )
    label = models.CharField(max_length=120, help_text="What it is, as the reader sees it.")

    panels = [FieldPanel("label"), FieldPanel("document")]

    def __str__(self) -> str:
        return self.label


def breadcrumbs_above(page: Page) -> list[dict[str, str]]:
    ancestors = page.get_ancestors().filter(depth__gt=1).live()
    return [{"text": one.title, "href": one.relative_url(None) or "/"} for one in ancestors]
