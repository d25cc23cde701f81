"""Roads through the admin's own addresses, walked by people who are logged in."""

from collections.abc import Iterator

from django.db import transaction
from django.test import Client
from django.urls import reverse
from setdab.accounts.models import User
from wagtail.models import Task, Workflow
from wagtail.test.utils.form_data import querydict_from_html

from attacks import road
from attacks.target import Target
from home.models import HomePage
from reviews.models import ReviewIndexPage, ReviewPage

JSON = {"accept": "application/json"}


class Insider:
    """Posts what a browser would. An error page is a fault, whatever it kept from the public."""

    def __init__(self, user: User) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)

    def post(self, address: str, data: object = None, **kwargs: object):
        return self._checked(self.client.post(address, data or {}, **kwargs), address)

    def get(self, address: str):
        return self._checked(self.client.get(address), address)

    def _checked(self, response, address: str):
        assert response.status_code < 500, f"{address} answers {response.status_code}"
        return response


def form(target: Target, **changes: object) -> dict[str, object]:
    """What the edit page of the review would post, with ``changes``. Asked for once a state."""
    if not target.form:
        with transaction.atomic():
            target.leave_moderation()
            insider = Insider(target.people.superuser)
            page = insider.get(_page("edit", target.review.pk)).content.decode()
            data = querydict_from_html(page, form_id="page-edit-form")
            target.form.update({name: data.getlist(name) for name in data})
            transaction.set_rollback(True)
    return {**target.form, **changes}


def insiders(target: Target, *names: str) -> Iterator[Insider]:
    for name in names or ("editor", "superuser", "governance", "home_office", "board"):
        yield Insider(getattr(target.people, name))


def _page(name: str, *args: object) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


@road
def publish_button(target: Target) -> None:
    target.leave_moderation()
    address = _page("edit", target.review.pk)
    for insider in insiders(target, "editor", "superuser"):
        data = form(target, **{"action-publish": "action-publish"})
        assert insider.post(address, data).status_code == 302


@road
def publish_button_with_a_date(target: Target) -> None:
    target.leave_moderation()
    address = _page("edit", target.review.pk)
    for insider in insiders(target, "editor", "superuser"):
        changes = {"go_live_at": "2020-01-01 10:00", "action-publish": "1", "live": "on"}
        insider.post(address, form(target, **changes))


@road
def publish_button_while_under_moderation(target: Target) -> None:
    address = _page("edit", target.review.pk)
    fields = {"action-publish": "1", "action-workflow-action": "1"}
    fields["workflow-action-name"] = "approve"
    for insider in insiders(target, "editor", "superuser", "board"):
        insider.post(address, form(target, **fields))


@road
def create_and_publish(target: Target) -> None:
    target.leave_moderation()
    index = ReviewIndexPage.objects.get()
    address = _page("add", "reviews", "reviewpage", index.pk)
    for number, insider in enumerate(insiders(target, "editor", "superuser")):
        for action in ("action-publish", "action-submit")[: 2 - number]:
            data = form(
                target,
                **{
                    "slug": f"zephyrine-{number}-{action}",
                    "working_reference": f"REF-NEW-{number}-{action}",
                    action: action,
                },
            )
            assert insider.post(address, data).status_code == 302


@road
def autosave_into_the_frozen_revision(target: Target) -> None:
    address = _page("edit", target.review.pk)
    revision = target.fresh().latest_revision_id
    changes = {"overwrite_revision_id": revision, "sentence": "A secret xylophone."}
    for insider in insiders(target, "editor", "superuser"):
        insider.post(address, form(target, **changes), headers=JSON)
    target.leave_moderation()
    for insider in insiders(target, "editor", "superuser"):
        data = form(target, **changes, **{"action-publish": "1"})
        insider.post(address, data, headers=JSON)


@road
def bulk_actions(target: Target) -> None:
    target.leave_moderation()
    index, home = ReviewIndexPage.objects.get(), HomePage.objects.get()
    for insider in insiders(target, "editor", "superuser"):
        for action in ("publish", "move", "unpublish", "delete"):
            address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
            for key in (target.review.pk, index.pk):
                insider.post(
                    f"{address}?id={key}", {"include_descendants": "on", "chooser": home.pk}
                )


@road
def workflow_addresses(target: Target) -> None:
    """Whoever asks, the tasks have no action in Wagtail's own views."""
    state = target.fresh().current_workflow_task_state
    for insider in insiders(target):
        for action in ("approve", "reject", "publish"):
            for view in ("workflow_action", "collect_workflow_action_data"):
                address = _page(view, target.review.pk, action, state.pk)
                insider.get(address)
                insider.post(address, {"comment": "Yes.", "statement": "Yes."})


@road
def moderation_page(target: Target) -> None:
    """Each in the wrong order, so that nobody who may sign off finds the other links complete."""
    address = reverse("review_moderation", args=[target.review.pk])
    for insider in insiders(target, "editor", "superuser", "board", "home_office"):
        for number in (target.edition.number, 99):
            for task in Task.objects.all():
                for action in ("approve", "publish"):
                    insider.post(
                        address,
                        {
                            "edition": number,
                            "task": task.pk,
                            "action": action,
                            "statement": "Yes.",
                            "comment": "Yes.",
                            "checklist": ["names", "dates"],
                        },
                    )


@road
def submit_button_with_the_workflow_switched_off(target: Target) -> None:
    target.leave_moderation()
    (superuser,) = insiders(target, "superuser")
    for workflow in Workflow.objects.all():
        superuser.post(reverse("wagtailadmin_workflows:disable", args=[workflow.pk]))
    address = _page("edit", target.review.pk)
    for insider in insiders(target, "editor", "superuser"):
        data = form(target, **{"action-submit": "action-submit"})
        insider.post(address, data)


@road
def submit_button_by_everybody(target: Target) -> None:
    target.leave_moderation()
    address = _page("edit", target.review.pk)
    for insider in insiders(target, "superuser", "editor"):
        data = form(target, **{"action-submit": "action-submit"})
        insider.post(address, data)
        insider.post(address, {**data, "action-restart-workflow": "1"})


@road
def reverted_to_an_older_revision(target: Target) -> None:
    target.leave_moderation()
    first = target.review.revisions.order_by("pk").first()
    address = _page("edit", target.review.pk)
    for insider in insiders(target, "editor", "superuser"):
        insider.get(_page("revisions_revert", target.review.pk, first.pk))
        data = form(target, revision=first.pk, **{"action-publish": "1"})
        insider.post(address, data)


@road
def copied_in_the_admin(target: Target) -> None:
    parent = ReviewIndexPage.objects.get()
    for insider in insiders(target, "editor", "superuser"):
        for alias in ("", "on"):
            insider.post(
                _page("copy", target.review.pk),
                {
                    "new_title": "Zephyrine",
                    "new_slug": "zephyrine-copy",
                    "new_parent_page": parent.pk,
                    "publish_copies": "on",
                    "alias": alias,
                },
            )


@road
def moved_and_made_private_in_the_admin(target: Target) -> None:
    home = HomePage.objects.get()
    for insider in insiders(target, "editor", "superuser"):
        insider.post(_page("move_confirm", target.review.pk, home.pk))
        insider.post(_page("set_privacy", target.review.pk), {"restriction_type": "none"})
        insider.post(_page("unlock", target.review.pk))


@road
def previewed_by_an_editor(target: Target) -> None:
    """A preview is kept in the editor's session, and nowhere that a stranger could reach."""
    address = _page("preview_on_edit", target.review.pk)
    for insider in insiders(target, "editor", "superuser"):
        data = form(target)
        insider.post(address, data)
        insider.get(address)
        insider.get(_page("view_draft", target.review.pk))


@road
def unpublished_in_the_admin(target: Target) -> None:
    ReviewPage.objects.filter(pk=target.review.pk).update(live=True)
    for insider in insiders(target):
        insider.post(_page("unpublish", target.review.pk))
