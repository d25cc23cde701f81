from typing import Any

from django.urls import include, path

# Everything under /information-sharing/. What is not here is a page of Wagtail's tree.
urlpatterns: list[Any] = [
    path("sign/", include("protocols.signing.urls")),
]
