from typing import Any

# Everything under /information-sharing/. What is not here is a page of Wagtail's tree.
urlpatterns: list[Any] = []
