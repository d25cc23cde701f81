"""What the front page shows as new. Applications register a source; ``home`` knows none of them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.module_loading import import_string

LATEST_COUNT = 3

_sources: list[str] = []


def register_latest(dotted_path: str) -> None:
    """``dotted_path`` names a function of one number that returns that many items."""
    if dotted_path not in _sources:
        _sources.append(dotted_path)


def latest_items() -> list[Any]:
    found: list[Any] = []
    for path in _sources:
        source: Callable[[int], Iterable[Any]] = import_string(path)
        found.extend(source(LATEST_COUNT))
    return found
