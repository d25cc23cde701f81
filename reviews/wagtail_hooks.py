from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from reviews import moderation
from reviews.check_urls import check_urls
from reviews.concerns import admin_hooks  # noqa: F401
from reviews.drafts import REPORT_TEXT_ACTION
from reviews.models import ReviewIndexPage, ReviewPage
from reviews.moderation_views import ModerationView, RevokeView, WithdrawView, review_list
from reviews.permissions import user_can_read_drafts
from reviews.report_urls import report_urls
from reviews.serving import admin_file
from reviews.viewsets import DecisionViewSet, ReviewVocabulary, report_file_chooser

register_snippet(DecisionViewSet)
register_snippet(ReviewVocabulary)


@hooks.register("register_admin_viewset")
def register_report_file_chooser() -> Any:
    return report_file_chooser


@hooks.register("register_admin_urls")
def register_moderation_urls() -> list[Any]:
    return [
        path("reviews/", review_list, name="review_list"),
        path("reviews/<int:review_id>/", ModerationView.as_view(), name="review_moderation"),
        path(
            "reviews/publications/<int:edition_id>/withdraw/",
            WithdrawView.as_view(),
            name="review_withdraw",
        ),
        path(
            "reviews/decisions/<int:decision_id>/revoke/",
            RevokeView.as_view(),
            name="review_revoke_approval",
        ),
        path("reviews/files/<int:pk>/", admin_file, name="report_file"),
        *check_urls(),
        *report_urls(),
    ]


@hooks.register("register_log_actions")
def register_report_text_action(actions: Any) -> None:
    """In the page's history, so that whoever made the text of a report counts as a writer."""
    actions.register_action(
        REPORT_TEXT_ACTION, "Change a report online", "Changed the text of a report online"
    )


class ReviewListMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_read_drafts(request.user)


@hooks.register("register_admin_menu_item")
def register_review_list_menu_item() -> MenuItem:
    return ReviewListMenuItem(
        "Reviews", reverse("review_list"), name="reviews", icon_name="folder-open-1", order=205
    )


class WaitingPanel(Component):
    """On the admin’s front page: what this person can act on now."""

    name = "waiting_for_you"
    template_name = "reviews/admin/waiting_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"waiting": moderation.waiting_for(parent_context["request"].user)}


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    if user_can_read_drafts(request.user):
        panels.append(WaitingPanel())


class ModerationMenuItem(ActionMenuItem):
    label = "See where it stands"
    name = "action-review-moderation"
    icon_name = "clipboard-list"

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        return page is not None and isinstance(page.specific, ReviewPage)

    def get_url(self, context: dict[str, Any]) -> str:
        return reverse("review_moderation", args=[context["page"].pk])


@hooks.register("register_page_action_menu_item")
def register_moderation_menu_item() -> ActionMenuItem:
    return ModerationMenuItem(order=90)


@hooks.register("construct_page_action_menu")
def keep_only_what_a_review_can_do(
    menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    page = context.get("page")
    parent = context.get("parent_page")
    is_review = isinstance(getattr(page, "specific", None), ReviewPage)
    is_new_review = page is None and isinstance(getattr(parent, "specific", None), ReviewIndexPage)
    if is_review or is_new_review:
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("before_copy_page")
def refuse_to_copy(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    if not _holds_a_review(page):
        return None
    messages.error(request, "A review can’t be copied: write a new one.")
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_delete_page")
def refuse_to_delete(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """The ledger's keys would refuse it too, with an error page."""
    reviews = ReviewPage.objects.descendant_of(page, inclusive=True)
    if not reviews.filter(editions__isnull=False).exists():
        return None
    messages.error(
        request,
        "A review that was submitted can’t be deleted: its record has to stay. "
        "To take it from the public, withdraw it.",
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def refuse_bulk_actions_on_reviews(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponseBase | None:
    """Publish, delete and copy act on many pages; reviews are left out of it."""
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type not in ("publish", "delete") or not any(map(_holds_a_review, pages)):
        return None
    messages.error(request, "Reviews are published and withdrawn one by one, by the Board.")
    return redirect("wagtailadmin_home")


def _holds_a_review(page: Page) -> bool:
    return ReviewPage.objects.descendant_of(page, inclusive=True).exists()
