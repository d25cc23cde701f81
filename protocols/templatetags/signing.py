from typing import Any

from django import forms, template

register = template.Library()
PARTS = (("Day", "2", "numeric"), ("Month", "3", ""), ("Year", "4", "numeric"))


@register.filter
def day_parts(field: forms.BoundField) -> list[dict[str, Any]]:
    """The three inputs of a day, with what was typed, right or wrong."""
    value = field.value()
    if not isinstance(value, list):
        value = field.field.widget.decompress(value)
    return [
        {
            "label": label,
            "width": width,
            "inputmode": inputmode,
            "id": field.auto_id if position == 0 else f"{field.auto_id}_{position}",
            "name": f"{field.html_name}_{position}",
            "value": "" if value[position] is None else value[position],
        }
        for position, (label, width, inputmode) in enumerate(PARTS)
    ]
