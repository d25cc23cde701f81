"""Admin screens: organisations, the categories of agreements, and returns to the framework."""

import functools
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from setdab.accounts.models import User
from setdab.outbox.models import OutgoingMail
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from protocols.agreements.freezing import is_taken, taken_message
from protocols.agreements.returns import ReturnRefused, framework_address, send_return
from protocols.models import (
    AgreementCategory,
    AgreementPage,
    AgreementVersion,
    Organisation,
    ReturnToFramework,
)
from protocols.sending import send_file
from protocols.signing.permissions import user_can_decide


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_label = "Organisations"
    copy_view_enabled = False
    list_display = ["name", "kind", "ico_number", "ico_checked_on", "active_to"]
    list_filter = ["kind"]
    search_fields = ["name", "other_names"]
    list_per_page = 50
    panels = [
        FieldPanel("name"),
        FieldPanel("other_names"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("active_from"), FieldPanel("active_to")]),
        InlinePanel(
            "successions",
            label="Successor",
            heading="What became of it",
            help_text="A merger or a new name never rewrites a signature: "
            "keep this organisation, and name its successor here.",
            panels=[
                FieldPanel("successor"),
                FieldRowPanel([FieldPanel("happened_on"), FieldPanel("reason")]),
                FieldPanel("note"),
            ],
        ),
        InlinePanel(
            "partnerships",
            label="Agreement",
            heading="Agreements that it is subject to (Appendix 1)",
            panels=[FieldRowPanel([FieldPanel("agreement"), FieldPanel("position")])],
        ),
        FieldPanel("mail_domains"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("ico_number"), FieldPanel("ico_checked_on")])],
            "Information Commissioner’s Office",
        ),
        MultiFieldPanel(
            [FieldPanel("ig_lead"), FieldPanel("ig_email"), FieldPanel("ig_public")],
            "Information governance (private unless published)",
        ),
    ]


class AgreementCategoryViewSet(SnippetViewSet):
    model = AgreementCategory
    icon = "tag"
    menu_label = "Agreement categories"
    list_display = ["name", "order"]
    copy_view_enabled = False
    inspect_view_enabled = False


class AgreementsGroup(SnippetViewSetGroup):
    menu_label = "Organisations"
    menu_icon = "group"
    menu_order = 207
    items = (OrganisationViewSet, AgreementCategoryViewSet)


@hooks.register("register_admin_urls")
def register_return_urls() -> list[Any]:
    return [
        path("returns/", return_list, name="return_list"),
        path("returns/versions/<int:pk>/send/", return_send, name="return_send"),
        path("returns/<int:pk>/pack.zip", return_pack, name="return_pack"),
    ]


class ReturnsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_decide(request.user)


@hooks.register("register_admin_menu_item")
def register_returns_menu_item() -> MenuItem:
    return ReturnsMenuItem(
        "Returns", reverse("return_list"), name="returns", icon_name="mail", order=208
    )


@never_cache
@require_safe
def return_list(request: HttpRequest) -> HttpResponse:
    _for_officers(request)
    rows = list(ReturnToFramework.objects.select_related("version", "made_by")[:50])
    mails = OutgoingMail.objects.filter(
        functools.reduce(
            Q.__or__, (Q(key__startswith=f"return:{row.pk}:") for row in rows), Q(pk=0)
        )
    )
    by_key = {mail.key.rpartition(":")[0]: mail for mail in mails}
    context = {
        "page_title": "Returns to the information sharing framework",
        "address": framework_address(),
        "versions": AgreementVersion.objects.current().order_by("title"),
        "returns": [(row, by_key.get(f"return:{row.pk}")) for row in rows],
    }
    return render(request, "protocols/admin/returns.html", context)


@require_POST
def return_send(request: HttpRequest, pk: int) -> HttpResponseBase:
    _for_officers(request)
    version = get_object_or_404(AgreementVersion, pk=pk)
    try:
        row = send_return(version, user=cast(User, request.user))
    except ReturnRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"The pack for version {version.number} goes to {row.sent_to}.")
    return redirect("return_list")


@require_safe
def return_pack(request: HttpRequest, pk: int) -> HttpResponseBase:
    _for_officers(request)
    row = get_object_or_404(ReturnToFramework, pk=pk)
    return send_file(
        request,
        name=row.pack.name or "",
        etag=row.pack_digest,
        file_name=f"return-{row.pk}.zip",
        content_type="application/zip",
        is_public=False,
    )


@hooks.register("before_bulk_action")
def refuse_bulk_publishing_under_a_taken_number(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponseBase | None:
    """The page editor's form says it beside the field; here it can only be said above the list."""
    if action_type != "publish":
        return None
    for page in objects:
        if not isinstance(page, Page) or not isinstance(page.specific, AgreementPage):
            continue
        draft = page.specific.get_latest_revision_as_object()
        if is_taken(draft):
            messages.error(request, f"{draft.title}: {taken_message(draft)}")
            return redirect("wagtailadmin_home")
    return None


@hooks.register("before_copy_page")
def refuse_to_copy(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    if not isinstance(page.specific, AgreementPage):
        return None
    messages.error(
        request, "An agreement can’t be copied: write a new version, or a new agreement."
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def _for_officers(request: HttpRequest) -> None:
    if not user_can_decide(request.user):
        raise PermissionDenied
