"""A refusal by the ledger, and how the admin shows it: as a message, never as an error page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse


class PublicationRefused(Exception):
    """``missing`` lists every requirement that is not met, in words for an editor."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


class PublicationRefusedMiddleware:
    """Wagtail has many views that can end in a refusal; all of them tell the editor the same way.

    The transaction is rolled back by then. The editor goes back to the page they came from.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        if not isinstance(exception, PublicationRefused):
            return None
        for sentence in exception.missing:
            messages.error(request, sentence)
        kwargs = request.resolver_match.kwargs if request.resolver_match else {}
        url = reverse("wagtailadmin_home")
        if page_id := kwargs.get("page_id"):
            url = reverse("wagtailadmin_pages:edit", args=[page_id])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": url})
        return redirect(url)
