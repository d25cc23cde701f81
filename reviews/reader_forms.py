"""What every page with a form for readers has in common.

These forms set no cookie, not even the one of Django's CSRF check: it would stay on the reader's device
and say that they were here. The check protects what a login may do, and these forms act for nobody who
is logged in. A browser that says that another site sent the form is refused all the same.
See docs/decisions/0013.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

# The longest honest form is a fifth of this: 4,000 letters, each written in up to 12 characters.
MOST_BYTES = 250_000
OWN_SITE = ("", "same-origin", "none")
View = Callable[..., HttpResponseBase]


def reader_form(view: View) -> View:
    """Nothing of the page is stored, and no search engine lists it."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _size(request) > MOST_BYTES:
            response: HttpResponseBase = refused(request, 413, "What you sent is too long.")
        elif request.method == "POST" and _is_of_another_site(request):
            words = "This form was not sent from this website. Open the page here and try again."
            response = refused(request, 403, words)
        else:
            response = view(request, *args, **kwargs)
        private(response)
        return response

    return guarded


def private(response: HttpResponseBase) -> None:
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"


def refused(request: HttpRequest, status: int, words: str) -> HttpResponse:
    return render(request, "reviews/forms/refused.html", {"words": words}, status=status)


def is_trapped(request: HttpRequest) -> bool:
    """Only a machine fills in the field that people never see. It is told that all went well."""
    return bool(request.POST.get("website"))


def _is_of_another_site(request: HttpRequest) -> bool:
    """By what current browsers say of every request; an old one says nothing and is let through."""
    return request.headers.get("Sec-Fetch-Site", "") not in OWN_SITE


def _size(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return MOST_BYTES + 1
