from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from home.models import BoardSettings
from home.navigation import FOOTER_LINKS, navigation_for

KEPT = "_board_settings"


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
    """Those of the default site, as an installation serves one board; asked for once a request."""
    found: BoardSettings | None = getattr(request, KEPT, None)
    if found is None:
        of_board = BoardSettings.objects.filter(site__is_default_site=True)
        found = of_board.first() or BoardSettings()
        setattr(request, KEPT, found)
    return found


class _Lazily:
    """Navigation is built only by a page that shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __iter__(self) -> Iterator[Any]:
        return iter(navigation_for(self.request.path))
