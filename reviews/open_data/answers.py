"""How data is answered: open to every web page, never cached past a withdrawal, errors as JSON."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from reviews.open_data.asked import BadQuestion

NOT_FOUND = (
    "There is nothing at this address. Reviews are listed at /api/v1/reviews, "
    "and a review that was withdrawn is no longer there."
)
READ_ONLY = "This is read-only: use GET or HEAD."

View = Callable[..., HttpResponseBase]


def open_data(view: View) -> View:
    """HEAD is answered like GET, and the server leaves the body out.

    Needs no check against forged requests, as nothing is ever changed.
    """

    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _read_only(request, view, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return opened


def _read_only(request: HttpRequest, view: View, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method not in ("GET", "HEAD"):
        response = problem(405, "Method not allowed", READ_ONLY)
        response.headers["Allow"] = "GET, HEAD"
        return response
    method, request.method = request.method, "GET"
    try:
        return conditional_page(view)(request, *args, **kwargs)
    except Http404:
        return problem(404, "Not found", NOT_FOUND)
    except BadQuestion as question:
        return problem(422, "Not understood", str(question))
    finally:
        request.method = method


def problem(status: int, title: str, detail: str) -> HttpResponse:
    """An error as data, with the keys of RFC 9457. ``detail`` says what to do."""
    return JsonResponse({"title": title, "status": status, "detail": detail}, status=status)
