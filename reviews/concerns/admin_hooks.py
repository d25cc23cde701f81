"""What the admin shows of readers' messages. Imported by ``reviews.wagtail_hooks``."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component

from reviews.concerns import admin_views
from reviews.models import Concern, ConcernKind, FormatRequest
from reviews.permissions import user_can_handle_concerns, user_can_handle_format_requests


@hooks.register("register_admin_urls")
def register_message_urls() -> list[Any]:
    return [
        path("concerns/", admin_views.ConcernList.as_view(), name="concern_list"),
        path("concerns/<int:pk>/", admin_views.ConcernDetail.as_view(), name="concern_detail"),
        path(
            "format-requests/", admin_views.FormatRequestList.as_view(), name="format_request_list"
        ),
        path(
            "format-requests/<int:pk>/",
            admin_views.FormatRequestDetail.as_view(),
            name="format_request_detail",
        ),
    ]


class ItemFor(MenuItem):
    def __init__(self, *args: Any, may_see: Callable[[Any], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_see = may_see

    def is_shown(self, request: HttpRequest) -> bool:
        return self.may_see(request.user)


@hooks.register("register_admin_menu_item")
def register_messages_menu() -> MenuItem:
    items = [
        ItemFor(
            "Concerns",
            reverse("concern_list"),
            name="concerns",
            icon_name="warning",
            may_see=user_can_handle_concerns,
        ),
        ItemFor(
            "Other formats",
            reverse("format_request_list"),
            name="format-requests",
            icon_name="doc-full",
            may_see=user_can_handle_format_requests,
        ),
    ]
    return SubmenuMenuItem(
        "Readers", Menu(items=items), name="readers", icon_name="comment", order=207
    )


class MessagesPanel(Component):
    """On the admin’s front page: what readers wrote and nobody has dealt with."""

    name = "reader_messages"
    template_name = "reviews/admin/messages_panel.html"
    order = 45

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        concerns = Concern.objects.new()
        return {
            "urgent": concerns.filter(kind=ConcernKind.IDENTIFIES).count(),
            "concerns": concerns.count(),
            "requests": FormatRequest.objects.new().count(),
        }


@hooks.register("construct_homepage_panels")
def add_messages_panel(request: HttpRequest, panels: list[Component]) -> None:
    if user_can_handle_concerns(request.user):
        panels.append(MessagesPanel())
