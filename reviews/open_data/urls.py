from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path

from reviews.open_data import documentation
from reviews.open_data.answers import open_data
from reviews.open_data.api import api


def _nothing_here(request: HttpRequest, address: str) -> HttpResponseBase:
    raise Http404


def _opened() -> tuple[list[URLPattern | URLResolver], str, str]:
    """The API's own addresses, each answered as ``open_data`` says."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.callback is not None:
            pattern.callback = open_data(pattern.callback)
    return patterns, app_name, namespace


# Under /api/.
urlpatterns = [
    path("", documentation.page, name="api_documentation"),
    path("v1/", _opened()),
    re_path(r"^(?P<address>.*)$", open_data(_nothing_here)),
]
