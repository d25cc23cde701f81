"""JSON-LD in a page: a block of data that no browser runs, so the strict policy lets it be.

The words in it are anybody's, so nothing in it may end the block.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from setdab.addresses import absolute

CONTEXT = "https://schema.org"
# “<”, “>” and “&” mean something in HTML; the two separators end a line in scripts.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def json_ld(data: Mapping[str, Any]) -> SafeString:
    """The block. ``data`` is what is said, without its ``@context``."""
    text = json.dumps({"@context": CONTEXT, **data}, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def breadcrumb_list(items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Breadcrumbs as the component gets them: of ``text`` and, but for the last, ``href``."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": str(item["text"]),
                **({"item": absolute(str(item["href"]))} if item.get("href") else {}),
            }
            for position, item in enumerate(items, start=1)
        ],
    }
