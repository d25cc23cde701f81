"""What a new site starts with, beyond its pages. Applications register; ``home`` knows none of them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from home.models import HomePage

_loaders: list[str] = []


def register_starter(dotted_path: str) -> None:
    """``dotted_path`` names a function of the home page that adds what is missing and says what."""
    if dotted_path not in _loaders:
        _loaders.append(dotted_path)


def load_registered(home: "HomePage") -> Iterator[str]:
    for path in _loaders:
        loader: Callable[[HomePage], str] = import_string(path)
        yield loader(home)
