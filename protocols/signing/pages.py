"""What every page of the sign-up has in common: nothing of it is stored, and Exit wipes the answers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

# The longest honest form is a tenth of this.
MOST_BYTES = 50_000
View = Callable[..., HttpResponseBase]


def sign_up_page(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _size(request) > MOST_BYTES:
            response: HttpResponseBase = page(
                request, "refused", status=413, words="What you sent is too long."
            )
        else:
            response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex"
        # Under no-referrer a browser posts forms with "Origin: null", which the CSRF check refuses.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return guarded


def page(request: HttpRequest, name: str, /, *, status: int = 200, **context: Any) -> HttpResponse:
    context = {"exit_url": reverse("sign_exit"), **context}
    return render(request, f"protocols/signing/{name}.html", context, status=status)


def _size(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return MOST_BYTES + 1
