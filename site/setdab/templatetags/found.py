"""What makes a page be found, and found at one address only."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from setdab import linked_data
from setdab.addresses import absolute, canonical_address

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical_link(context: Mapping[str, Any]) -> SafeString:
    """The page's one address: ``canonical`` of the context, which may be empty for a page without
    one, or else where the page was asked for.
    """
    request: HttpRequest | None = context.get("request")
    if request is None or getattr(request, "is_preview", False) or context.get("is_preview"):
        return mark_safe("")
    address = context.get("canonical", canonical_address(request.path))
    if address.startswith("/"):
        address = absolute(address)
    return format_html('<link rel="canonical" href="{}">', address) if address else mark_safe("")


@register.simple_tag
def json_ld(data: Mapping[str, Any] | None) -> SafeString:
    return linked_data.json_ld(data) if data else mark_safe("")


@register.simple_tag
def breadcrumb_data(items: Iterable[Mapping[str, Any]]) -> SafeString:
    return linked_data.json_ld(linked_data.breadcrumb_list(items))
