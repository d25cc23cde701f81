"""A day asked for as day, month and year, as the GOV.UK pattern has it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DayWidget(forms.MultiWidget):
    def __init__(self) -> None:
        super().__init__([forms.TextInput() for _ in PARTS])

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else ["", "", ""]


class DayField(forms.MultiValueField):
    """Takes a month as a number or a name. ``what`` is how messages speak of it."""

    def __init__(self, *, what: str, must_be_past: bool = True, **kwargs: Any) -> None:
        self.what = what
        self.must_be_past = must_be_past
        fields = [forms.CharField(required=False, max_length=20) for _ in PARTS]
        messages = {"required": f"Enter {what}"}
        super().__init__(
            fields,
            widget=DayWidget(),
            require_all_fields=False,
            error_messages=messages,
            **kwargs,
        )
        # Set afterwards: Field.__init__ would set it to None.
        self.template_name = "protocols/signing/day_field.html"

    def compress(self, values: Sequence[str]) -> date | None:
        if not any(values):
            return None
        missing = [name for name, value in zip(PARTS, values, strict=True) if not value]
        if missing:
            raise ValidationError(f"{self._sentence} must include a {' and a '.join(missing)}")
        try:
            day = date(_number(values[2]), _month(values[1]), _number(values[0]))
        except ValueError as error:
            raise ValidationError(f"{self._sentence} must be a real date") from error
        if self.must_be_past and day > timezone.localdate():
            raise ValidationError(f"{self._sentence} must be today or in the past")
        if day.year < 1990:
            raise ValidationError(f"{self._sentence} must have a year with four figures, like 2026")
        return day

    @property
    def _sentence(self) -> str:
        return self.what[0].upper() + self.what[1:]


def _number(value: str) -> int:
    value = value.strip()
    if not (value.isascii() and value.isdigit() and len(value) <= 4):
        raise ValueError(value)
    return int(value)


def _month(value: str) -> int:
    start = value.strip().lower()[:3]
    return MONTHS.index(start) + 1 if start in MONTHS else _number(value)
