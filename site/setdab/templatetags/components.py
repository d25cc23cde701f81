"""The few things that a component's template cannot say by itself."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.utils import flatatt
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def attributes(value: Mapping[str, Any] | None) -> SafeString:
    """A mapping as HTML attributes, with a space before each: ``{"rel": "next"}``."""
    return flatatt(dict(value)) if value else mark_safe("")


@register.simple_block_tag
def generic_header(content: SafeString) -> SafeString:
    """The header of govuk-frontend round a logo that is a piece of template."""
    return render_to_string("components/generic_header.html", {"logo": content})


@register.simple_block_tag
def feedback(content: SafeString, title: str) -> SafeString:
    return render_to_string("components/feedback.html", {"title": title, "html": content})


@register.filter
def file_size(size: int) -> str:
    """A size as people say it: 340 KB, 1.2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\N{NO-BREAK SPACE}KB"
    return f"{size / 1_000_000:.1f}\N{NO-BREAK SPACE}MB"


@register.filter
def marked(fragments: Iterable[Any]) -> SafeString:
    """Pieces of ``text`` and ``is_found`` as text with marks. Every piece is escaped."""
    return mark_safe(
        "".join(
            f"<mark>{escape(one.text)}</mark>" if one.is_found else escape(one.text)
            for one in fragments
        )
    )


@register.simple_tag
def described_by(
    id: str,
    hint: Any = "",
    error: Any = "",
    first: str | None = "",
    item_hint: Any = "",
    item_id: str = "",
) -> SafeString:
    """The ``aria-describedby`` attribute that ties a field to its hint, its error and the rest."""
    ids = [
        first,
        f"{id}-hint" if hint else "",
        f"{id}-error" if error else "",
        f"{item_id}-item-hint" if item_hint else "",
    ]
    joined = " ".join(part for part in ids if part)
    return format_html(' aria-describedby="{}"', joined) if joined else mark_safe("")


@register.simple_tag
def choice_id(id: str, own_id: str | None, position: int) -> str:
    """The id of one choice. The first has that of the group, so that an error can link to it."""
    return own_id or (id if position == 1 else f"{id}-{position}")


@register.inclusion_tag("components/pagination.html", takes_context=True)
def page_links(context: Mapping[str, Any], page: Page[Any]) -> dict[str, Any]:
    """Pagination for a page of Django's paginator. Keeps the rest of the query string."""
    if not page.has_other_pages():
        return {"hidden": True}
    request: HttpRequest | None = context.get("request")

    def href(number: int) -> str:
        query = request.GET.copy() if request else QueryDict(mutable=True)
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "items": [
            {"number": number, "href": href(number), "current": number == page.number}
            if isinstance(number, int)
            else {"ellipsis": True}
            for number in numbers
        ],
        "previous": {"href": href(page.number - 1)} if page.has_previous() else None,
        "next": {"href": href(page.number + 1)} if page.has_next() else None,
    }
