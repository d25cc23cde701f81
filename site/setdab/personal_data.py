"""Where the site holds something about the owner of an e-mail address, for a subject access request.

Applications register; the one that prints the answer knows none of the others.
"""

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string

_registered: dict[str, str] = {}


def register_personal_data(name: str, dotted_path: str) -> None:
    """``dotted_path`` names a function of an address that returns what is held, as rows."""
    _registered[name] = dotted_path


def registered_data_of(email: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, path in _registered.items():
        rows: Callable[[str], Any] = import_string(path)
        found[name] = rows(email)
    return found
