"""The first protocol of a new site, as data in ``protocol.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from wagtail.rich_text import RichText

SOURCE = Path(__file__).parent / "protocol.toml"


@dataclass(frozen=True)
class StarterProtocol:
    index_title: str
    index_lead: str
    title: str
    slug: str
    lead: str
    version_date: date
    review_date: date
    body: list[tuple[str, Any]]


def starter_protocol() -> StarterProtocol:
    values = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    steps = [{**step, "text": RichText(step["text"])} for step in values.pop("steps")]
    body = [
        ("text", RichText(values.pop("before").strip())),
        ("steps", steps),
        ("inset", values.pop("inset")),
        ("text", RichText(values.pop("after").strip())),
    ]
    return StarterProtocol(body=body, **values)
