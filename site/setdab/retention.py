"""What is erased when its time is over. Applications register their rules; this knows none of them.

``docs/data-protection.md`` says why; ``manage.py apply_retention`` runs them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

_registered: list[str] = []


@dataclass(frozen=True)
class Rule:
    """Rows that are due, and what is done with one of them."""

    name: str
    label: str
    due: Callable[[], Any]
    erase: Callable[[Any], None]


def register_rules(dotted_path: str) -> None:
    """``dotted_path`` names a sequence of rules."""
    if dotted_path not in _registered:
        _registered.append(dotted_path)


def before(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def delete(row: Any) -> None:
    row.delete()


def due_now() -> Iterator[tuple[Rule, int]]:
    for rule in _rules():
        yield rule, rule.due().count()


def apply() -> Iterator[tuple[Rule, int]]:
    """One transaction for each row: what was erased stays erased if the next one fails."""
    for rule in _rules():
        count = 0
        for row in list(rule.due()):
            with transaction.atomic():
                rule.erase(row)
            count += 1
        yield rule, count


def _rules() -> Iterator[Rule]:
    for path in _registered:
        yield from import_string(path)
