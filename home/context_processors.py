from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from home.models import BoardSettings
from home.navigation import FOOTER_LINKS, navigation_for


class BoardForTemplates:
    """The board's settings under the names that the templates use."""

    def __init__(self, settings: BoardSettings) -> None:
        self._settings = settings

    def __getattr__(self, name: str) -> Any:
        return getattr(self._settings, name)

    @property
    def helplines(self) -> list[Any]:
        return self._settings.helpline_list


def board(request: HttpRequest) -> dict[str, Any]:
    return {
        "board": SimpleLazyObject(lambda: BoardForTemplates(board_settings(request))),
        "navigation": _Lazily(request),
        "footer_links": FOOTER_LINKS,
    }


def board_settings(request: HttpRequest) -> BoardSettings:
    if Site.find_for_request(request) is None:
        return BoardSettings()
    return BoardSettings.for_request(request)


class _Lazily:
    """Navigation is built only by a page that shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __iter__(self) -> Iterator[Any]:
        return iter(navigation_for(self.request.path))
