from typing import Any

from django.urls import include, path

# Everything under /information-sharing/. What is not here is a page of Wagtail's tree.
urlpatterns: list[Any] = [
    path("templates/", include("protocols.template_forms.urls")),
    path("when-to-review/", include("protocols.guide.urls")),
    path("sign/", include("protocols.signing.urls")),
]
