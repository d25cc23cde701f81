"""The facts of an agreement that stand before its text, between two lines of ``---``."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.text import slugify

from protocols.agreements.refusal import FormatRefused
from protocols.models.agreements import (
    PARTIAL_DATE,
    RESERVED_SLUGS,
    VERSION_NUMBER,
    AgreementStatus,
)

MARK = "---"
DEFAULT_CATEGORY = "Domestic abuse"
REQUIRED = (
    "title",
    "kind",
    "lead_partner",
    "agreement_owner",
    "status",
    "version",
    "version_date",
    "approver_roles",
)
LISTS = ("authors", "owners", "approver_roles")
MAX_LENGTHS = {
    "title": 255,
    "slug": 255,
    "kind": 80,
    "category": 80,
    "purpose": 400,
    "lead_partner": 160,
    "agreement_owner": 160,
    "parent_agreement": 200,
    "parent_agreement_note": 300,
    "published_at": 200,
    "notice": 400,
}


@dataclass(frozen=True)
class FrontMatter:
    title: str
    kind: str
    lead_partner: str
    agreement_owner: str
    status: str
    version: str
    version_date: str
    approver_roles: tuple[str, ...]
    slug: str = ""
    category: str = DEFAULT_CATEGORY
    purpose: str = ""
    authors: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    parent_agreement: str = ""
    parent_agreement_url: str = ""
    parent_agreement_note: str = ""
    review_date: str = ""
    return_to: str = ""
    published_at: str = ""
    notice: str = ""
    what_changed: str = ""
    what_to_do: str = ""


def read_front_matter(lines: list[str]) -> tuple[FrontMatter, int]:
    """The facts, and the index of the line after them."""
    if not lines or lines[0].strip() != MARK:
        raise FormatRefused(1, f"The file has to begin with “{MARK}” and the facts below it.")
    ends = [index for index, line in enumerate(lines) if index and line.strip() == MARK]
    if not ends:
        raise FormatRefused(len(lines), f"The facts have to end with a line of “{MARK}”.")
    end = ends[0]
    try:
        node = yaml.compose("\n".join(lines[1:end]), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        problem = getattr(error, "problem", None) or "it can’t be read"
        raise FormatRefused(line, f"The facts are not YAML: {problem}.") from error
    if not isinstance(node, yaml.MappingNode):
        raise FormatRefused(2, "The facts are names with values, like “title: …”.")
    values, places = _values(node)
    for name in REQUIRED:
        if not values.get(name):
            raise FormatRefused(places.get(name, end + 1), f"“{name}” is missing.")
    values["status"] = values["status"].lower()
    values["slug"] = values.get("slug") or slugify(values["title"])[:255]
    _check(values, places)
    return FrontMatter(**values), end + 1


def _values(node: yaml.MappingNode) -> tuple[dict[str, Any], dict[str, int]]:
    known = {one.name for one in fields(FrontMatter)}
    values: dict[str, Any] = {}
    places: dict[str, int] = {}
    for key, value in node.value:
        line, name = key.start_mark.line + 2, str(key.value)
        if name not in known:
            raise FormatRefused(line, f"“{name}” is not a fact of an agreement.")
        if name in values:
            raise FormatRefused(line, f"“{name}” stands there twice.")
        places[name] = line
        if name in LISTS:
            if not isinstance(value, yaml.SequenceNode):
                raise FormatRefused(line, f"“{name}” is a list: one “- …” a line.")
            values[name] = tuple(_scalar(item, name) for item in value.value)
        else:
            values[name] = _scalar(value, name)
    return values, places


def _scalar(node: yaml.Node, name: str) -> str:
    """The text that stands there, whatever YAML would make of it."""
    if not isinstance(node, yaml.ScalarNode):
        raise FormatRefused(node.start_mark.line + 2, f"“{name}” is one text, not more.")
    plain_null = node.tag == "tag:yaml.org,2002:null" and not node.style
    return "" if plain_null else re.sub(r"\s+", " ", str(node.value)).strip()


def _check(values: dict[str, Any], places: dict[str, int]) -> None:
    def refuse(name: str, reason: str) -> None:
        raise FormatRefused(places.get(name, places["title"]), f"{name}: {reason}")

    statuses = AgreementStatus.values
    if values["status"] not in statuses:
        refuse("status", f"“{values['status']}” is none of: {', '.join(statuses)}.")
    if not re.fullmatch(r"[-\w]+", values["slug"]) or values["slug"] in RESERVED_SLUGS:
        refuse("slug", "This can’t be an address on this site.")
    for name, limit in MAX_LENGTHS.items():
        if len(values.get(name, "")) > limit:
            refuse(name, f"This is longer than {limit} characters.")
    validators: dict[str, Callable[[str], None]] = {
        "version": VERSION_NUMBER,
        "version_date": PARTIAL_DATE,
        "review_date": _whole_date,
        "return_to": EmailValidator(),
        "parent_agreement_url": URLValidator(schemes=["https", "http"]),
    }
    for name, validator in validators.items():
        if value := values.get(name):
            try:
                validator(value)
            except ValidationError as error:
                refuse(name, error.messages[0])


def _whole_date(value: str) -> None:
    from django.utils.dateparse import parse_date

    try:
        day = parse_date(value)
    except ValueError:
        day = None
    if day is None:
        raise ValidationError("Write the day as 2027-03-31.")
