"""Pages and data that are the same for every reader are sent compressed; all else as it is.

The length of a compressed answer can tell a secret in it beside words of somebody's choice (BREACH).
So whatever depends on a cookie, as a form with its token does, is never compressed.
"""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import has_vary_header

COMPRESSED = ("text/", "application/json", "application/xml", "application/atom+xml")


class CompressPagesMiddleware(GZipMiddleware):
    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if has_vary_header(response, "Cookie") or not kind.startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
