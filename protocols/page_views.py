"""Pages of Wagtail's tree whose addresses would otherwise be taken for those of agreements."""

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve


def protocol_pages(request: HttpRequest, below: str) -> HttpResponse:
    return serve(request, f"information-sharing/protocols/{below}")
