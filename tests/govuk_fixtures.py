"""The options of govuk-frontend's fixtures, turned into what our templates take.

An option that a template of ours does not offer raises ``NotOffered``, so that no fixture is
compared by halves.
"""

import json
from pathlib import Path
from typing import Any

from django.utils.safestring import mark_safe

FRONT_END = Path(__file__).parent.parent / "static" / "src"
GOVUK = FRONT_END / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"


class NotOffered(Exception):
    """The fixture uses an option that our template does not have."""


def text(options: dict[str, Any] | str | None) -> Any:
    """The text of a part; its HTML, marked safe, if it has that."""
    if not isinstance(options, dict):
        return options or ""
    return mark_safe(options["html"]) if options.get("html") else options.get("text", "")


def only(options: dict[str, Any], *allowed: str) -> dict[str, Any]:
    if extra := {key for key in options if options[key] is not None} - set(allowed):
        raise NotOffered(sorted(extra))
    return options


PLAIN = ("text", "html", "classes", "attributes", "id", "href")


def plain(options: dict[str, Any], *more: str) -> dict[str, Any]:
    only(options, *PLAIN, *more)
    return {**options, "text": text(options)}


def button(options: dict[str, Any]) -> dict[str, Any]:
    return plain(options, "type", "name", "value", "disabled")


def feedback(options: dict[str, Any]) -> dict[str, Any]:
    more = ("titleText", "titleHtml", "headingLevel")
    title = mark_safe(options["titleHtml"]) if "titleHtml" in options else options.get("titleText")
    return {
        **plain(options, *more),
        "title": title,
        "html": mark_safe(options.get("html", "")),
        "heading_level": options.get("headingLevel"),
    }


def generic_header(options: dict[str, Any]) -> dict[str, Any]:
    only(options, "logoHtml", "logoText", "url", "classes", "containerClasses", "attributes")
    logo = mark_safe(options["logoHtml"]) if "logoHtml" in options else options.get("logoText")
    return {
        **options,
        "logo": logo,
        "href": options.get("url"),
        "container_classes": options.get("containerClasses"),
    }


def error_message(options: dict[str, Any]) -> dict[str, Any]:
    return plain(options)


def label(options: dict[str, Any]) -> dict[str, Any]:
    return {**plain(options, "for", "isPageHeading"), "is_heading": options.get("isPageHeading")}


def notification_banner(options: dict[str, Any]) -> dict[str, Any]:
    more = ("type", "role", "titleText", "titleHtml", "titleId")
    title = mark_safe(options["titleHtml"]) if "titleHtml" in options else options.get("titleText")
    return {
        **plain(options, *more),
        "html": mark_safe(options.get("html", "")),
        "title": title,
        "title_id": options.get("titleId"),
    }


def breadcrumbs(options: dict[str, Any]) -> dict[str, Any]:
    only(options, "items", "classes", "attributes", "collapseOnMobile", "labelText")
    return {
        **options,
        "items": [plain(item) for item in options["items"]],
        "collapse": options.get("collapseOnMobile"),
        "label": options.get("labelText"),
    }


def error_summary(options: dict[str, Any]) -> dict[str, Any]:
    texts = ("titleText", "titleHtml", "descriptionText", "descriptionHtml")
    only(options, "errorList", "classes", "attributes", *texts)
    title, description = (
        text({"text": options.get(f"{name}Text"), "html": options.get(f"{name}Html")})
        for name in ("title", "description")
    )
    if not title:
        raise NotOffered("no title")
    errors = [plain(error) for error in options.get("errorList", [])]
    return {**options, "errors": errors, "title": title, "description": description}


def field(options: dict[str, Any], *more: str) -> dict[str, Any]:
    """What every kind of field takes."""
    shared = (
        "id",
        "idPrefix",
        "name",
        "classes",
        "attributes",
        "hint",
        "errorMessage",
        "formGroup",
    )
    only(options, *shared, "label", "describedBy", "value", "disabled", *more)
    only(options.get("label") or {}, "text", "html", "classes", "isPageHeading")
    only(options.get("hint") or {}, "text", "html")
    only(options.get("errorMessage") or {}, "text", "html")
    only(options.get("formGroup") or {}, "classes")
    name_of = options.get("label") or {}
    return {
        **options,
        "id": options.get("id") or options.get("idPrefix") or options["name"],
        "label": text(name_of),
        "label_classes": name_of.get("classes"),
        "label_is_heading": name_of.get("isPageHeading"),
        "hint": text(options.get("hint")),
        "error": text(options.get("errorMessage")),
        "group_classes": (options.get("formGroup") or {}).get("classes"),
        "described_by_id": options.get("describedBy"),
    }


def input(options: dict[str, Any]) -> dict[str, Any]:
    known = ("type", "autocomplete", "autocapitalize", "inputmode", "pattern", "spellcheck")
    context = field(options, *known, "prefix", "suffix")
    for affix in ("prefix", "suffix"):
        only(options.get(affix) or {}, "text", "html")
        context[affix] = text(options.get(affix))
    return with_spellcheck(context)


def textarea(options: dict[str, Any]) -> dict[str, Any]:
    return with_spellcheck(field(options, "rows", "autocomplete", "spellcheck"))


def with_spellcheck(context: dict[str, Any]) -> dict[str, Any]:
    spellcheck = context.get("spellcheck")
    return context | {"spellcheck": "" if spellcheck is None else str(spellcheck).lower()}


def select(options: dict[str, Any]) -> dict[str, Any]:
    items = [item for item in options.get("items") or [] if item]
    chosen = options.get("value")
    if any(isinstance(item.get("value"), bool) for item in items):
        raise NotOffered("values that are not text")
    for item in items:
        item.setdefault(
            "selected", chosen is not None and item.get("value", item["text"]) == chosen
        )
    return {**field(options, "items"), "items": items}


def choices(options: dict[str, Any]) -> dict[str, Any]:
    chosen = options.get("values") or [options.get("value")]
    items = []
    for item in options.get("items") or []:
        if not item:
            raise NotOffered("gaps between items")
        own = ("id", "name", "value", "hint", "checked", "disabled", "attributes", "divider")
        only(item, *own, "text", "html")
        only(item.get("hint") or {}, "text", "html")
        checked = item.get("checked", item.get("value") in chosen)
        hint = text(item.get("hint"))
        items.append({"value": "", **item, "text": text(item), "hint": hint, "checked": checked})
    context = {**field(options, "items", "values", "fieldset"), "items": items}
    if fieldset := options.get("fieldset"):
        only(fieldset, "legend", "describedBy")
        legend = only(fieldset.get("legend") or {}, "text", "html", "classes", "isPageHeading")
        if not text(legend):
            raise NotOffered("fieldset without a legend")
        context |= {
            "legend": text(legend),
            "legend_classes": legend.get("classes"),
            "legend_is_heading": legend.get("isPageHeading"),
            "described_by_id": fieldset.get("describedBy") or options.get("describedBy"),
        }
    return context


def summary_list(options: dict[str, Any]) -> dict[str, Any]:
    only(options, "rows", "classes", "attributes")
    rows = []
    for row in options["rows"]:
        if not row:
            continue
        only(row, "key", "value", "classes")
        only(row["key"], "text", "html")
        only(row["value"], "text", "html")
        key, value = text(row["key"]), text(row["value"])
        rows.append({"key": key, "value": value, "classes": row.get("classes")})
    return {**options, "rows": rows}


def pagination(options: dict[str, Any]) -> dict[str, Any]:
    only(options, "previous", "next", "items", "classes", "attributes", "landmarkLabel")
    items = [{**i, "label": i.get("visuallyHiddenText")} for i in options.get("items", []) if i]
    ends = {
        end: {**plain(options[end], "labelText"), "label": options[end].get("labelText")}
        for end in ("previous", "next")
        if options.get(end)
    }
    return {**options, **ends, "items": items, "label": options.get("landmarkLabel")}


def service_navigation(options: dict[str, Any]) -> dict[str, Any]:
    only(options, "navigation", "classes", "attributes", "navigationId", "menuButtonText")
    items = [plain(i, "current", "active") for i in options.get("navigation") or [] if i]
    if len(items) < 2:
        raise NotOffered("no menu button for a single link")
    if any(not item.get("href") for item in items):
        raise NotOffered("an item without a link")
    button = options.get("menuButtonText")
    ids = {"id": options.get("navigationId"), "menu_button_text": button, "label": button}
    return {**options, "items": items, **ids}


def exit_this_page(options: dict[str, Any]) -> dict[str, Any]:
    only(options, "id", "classes", "attributes", "text", "html", "redirectUrl")
    return {**options, "text": text(options), "href": options.get("redirectUrl")}


def table(options: dict[str, Any]) -> dict[str, Any]:
    own = ("head", "rows", "caption", "captionClasses", "firstCellIsHeader")
    only(options, *own, "classes", "attributes")

    def cell(options: dict[str, Any]) -> dict[str, Any]:
        return plain(options, "format")

    return {
        **options,
        "head": [cell(item) for item in options.get("head") or []],
        "rows": [[cell(item) for item in row] for row in options["rows"] if row],
        "caption_classes": options.get("captionClasses"),
        "first_cell_is_header": options.get("firstCellIsHeader"),
    }


ADAPTERS = {
    "feedback": feedback,
    "generic-header": generic_header,
    "breadcrumbs": breadcrumbs,
    "button": button,
    "checkboxes": choices,
    "error-message": error_message,
    "error-summary": error_summary,
    "exit-this-page": exit_this_page,
    "input": input,
    "label": label,
    "notification-banner": notification_banner,
    "pagination": pagination,
    "radios": choices,
    "select": select,
    "service-navigation": service_navigation,
    "summary-list": summary_list,
    "table": table,
    "textarea": textarea,
}


def fixtures(component: str) -> list[dict[str, Any]]:
    """Name, options and HTML of each, in the words of our template."""
    path = GOVUK / component / "fixtures.json"
    found = []
    for fixture in json.loads(path.read_text(), object_hook=_attributes_as_text)["fixtures"]:
        try:
            context = ADAPTERS.get(component, plain)(fixture["options"])
        except NotOffered:
            continue
        found.append({"name": fixture["name"], "context": context, "html": fixture["html"]})
    return found


def _attributes_as_text(value: dict[str, Any]) -> dict[str, Any]:
    """There, an attribute that is true is written "true"; in Django it has no value."""
    if isinstance(attributes := value.get("attributes"), dict):
        for name, item in attributes.items():
            attributes[name] = str(item).lower() if isinstance(item, bool) else item
    return value
