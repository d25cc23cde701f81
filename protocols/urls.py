from typing import Any

from django.urls import include, path, re_path

from protocols.page_views import protocol_pages

# Everything under /information-sharing/. What is not here is a page of Wagtail's tree.
urlpatterns: list[Any] = [
    path("templates/", include("protocols.template_forms.urls")),
    path("when-to-review/", include("protocols.guide.urls")),
    re_path(r"^protocols/(?P<below>(?:[-\w]+/)*)$", protocol_pages, name="protocol_pages"),
    path("sign/", include("protocols.signing.urls")),
    # Last: every other first word is that of an agreement.
    path("", include("protocols.agreements.urls")),
]
