from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from setdab.outbox import views
from setdab.outbox.models import OutgoingMail


@hooks.register("register_admin_urls")
def register_mail_urls() -> list[Any]:
    return [
        path("mail/", views.mail_list, name="outbox_list"),
        path("mail/again/", views.mail_try_all_again, name="outbox_try_all_again"),
        path("mail/<int:pk>/again/", views.mail_try_again, name="outbox_try_again"),
    ]


class MailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return views.user_can_see_mail(request.user)


@hooks.register("register_reports_menu_item")
def register_mail_menu_item() -> MenuItem:
    return MailMenuItem(
        "Outgoing mail", reverse("outbox_list"), name="outgoing-mail", icon_name="mail", order=900
    )


class TroubledMailPanel(Component):
    """On the admin’s front page, while there is mail that does not go out."""

    name = "troubled_mail"
    template_name = "outbox/panel.html"
    order = 10

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"count": OutgoingMail.objects.troubled().count()}


@hooks.register("construct_homepage_panels")
def add_troubled_mail_panel(request: HttpRequest, panels: list[Component]) -> None:
    if views.user_can_see_mail(request.user) and OutgoingMail.objects.troubled().exists():
        panels.append(TroubledMailPanel())
