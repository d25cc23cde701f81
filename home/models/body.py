"""The blocks of an information page."""

from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks

TEXT_FEATURES = ["h2", "h3", "bold", "ol", "ul", "link"]


class ImportantBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80, required=False)
    text = blocks.RichTextBlock(features=["bold", "ul", "link"])

    class Meta:
        icon = "warning"
        label = "Important"
        template = "home/blocks/important.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80)
    text = blocks.RichTextBlock(features=["bold", "ul", "link"])


class StepsBlock(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(StepBlock(), **kwargs)

    class Meta:
        icon = "list-ol"
        label = "Steps"
        template = "home/blocks/steps.html"


class HelplinesBlock(blocks.StaticBlock):
    class Meta:
        icon = "mobile-alt"
        label = "Helplines"
        admin_text = "All helplines of the Board’s settings. Change them under Settings, Board."
        template = "home/blocks/helplines.html"


class ContactBlock(blocks.StaticBlock):
    class Meta:
        icon = "mail"
        label = "How to write to the Board"
        admin_text = "The address of the Board’s settings. Change it under Settings, Board."
        template = "home/blocks/contact.html"


class SaferBrowsingBlock(blocks.StaticBlock):
    """Where a page offers safer browsing. The words and the switch are the component's."""

    class Meta:
        icon = "lock"
        label = "Safer browsing"
        admin_text = "The offer of safer browsing, with its switch."
        template = "components/safer_browsing.html"


class AccessibilityBlock(blocks.StaticBlock):
    """The facts of the accessibility statement, as they are on the day it is read."""

    class Meta:
        icon = "clipboard-list"
        label = "Accessibility: what was tested and what is known"
        admin_text = (
            "Written by itself, from the results of the last test and the list of known gaps."
        )
        template = "home/blocks/accessibility.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        from home.accessibility.facts import statement

        return {**super().get_context(value, parent_context), "statement": statement()}


class CookiesBlock(blocks.StaticBlock):
    class Meta:
        icon = "table"
        label = "Cookies of this site"
        admin_text = "Written by itself, from the settings of the site."
        template = "home/blocks/cookies.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        from home.cookies import cookies

        return {**super().get_context(value, parent_context), "cookies": cookies()}


def body_blocks() -> list[tuple[str, blocks.Block]]:
    return [
        ("text", blocks.RichTextBlock(features=TEXT_FEATURES)),
        ("important", ImportantBlock()),
        ("steps", StepsBlock()),
        ("helplines", HelplinesBlock()),
        ("contact", ContactBlock()),
        ("safer_browsing", SaferBrowsingBlock()),
        ("accessibility", AccessibilityBlock()),
        ("cookies", CookiesBlock()),
    ]


def words_in(value: Any) -> str:
    """The words of a raw stream value in reading order, without tags and without what names a block."""
    if isinstance(value, str):
        return " ".join(strip_tags(value.replace("<", " <")).split())
    if isinstance(value, dict):
        value = [value["value"]] if "type" in value else value.values()
    if value is None or isinstance(value, (int, float)):
        return ""
    return " ".join(filter(None, map(words_in, value)))
