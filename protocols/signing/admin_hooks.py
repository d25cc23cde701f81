"""What the admin shows of signing. Imported by ``protocols.wagtail_hooks``."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, re_path, reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component

from protocols.models import Signature
from protocols.signing import queue_views
from protocols.signing.permissions import user_can_decide


@hooks.register("register_admin_urls")
def register_signing_urls() -> list[Any]:
    return [
        path("signatures/", queue_views.queue, name="signature_queue"),
        path("signatures/accept/", queue_views.accept_many, name="signature_accept_many"),
        path("signatures/invitations/", queue_views.invite, name="signature_invitations"),
        re_path(
            r"^signatures/export\.(?P<kind>csv|xlsx)$",
            queue_views.download,
            name="signature_export",
        ),
        path("signatures/<int:pk>/", queue_views.DetailView.as_view(), name="signature_detail"),
    ]


class ForOfficers:
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_decide(request.user)


class OfficersMenuItem(ForOfficers, MenuItem):
    pass


class OfficersSubmenu(ForOfficers, SubmenuMenuItem):
    pass


@hooks.register("register_admin_menu_item")
def register_signing_menu() -> MenuItem:
    items = [
        OfficersMenuItem(
            "Queue", reverse("signature_queue"), name="signature-queue", icon_name="tasks"
        ),
        OfficersMenuItem(
            "Invitations",
            reverse("signature_invitations"),
            name="signature-invitations",
            icon_name="mail",
        ),
    ]
    return OfficersSubmenu(
        "Signatures", Menu(items=items), name="signatures", icon_name="clipboard-list", order=206
    )


class SignaturesPanel(Component):
    """On the admin’s front page: how many sign-ups wait for a decision."""

    name = "signatures_waiting"
    template_name = "protocols/signing/admin/panel.html"
    order = 55

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        waiting = Signature.objects.waiting().order_by("state_since")
        return {"count": waiting.count(), "oldest": waiting.first()}


@hooks.register("construct_homepage_panels")
def add_signatures_panel(request: HttpRequest, panels: list[Component]) -> None:
    if user_can_decide(request.user):
        panels.append(SignaturesPanel())
