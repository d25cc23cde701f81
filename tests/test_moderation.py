"""Wagtail's workflow and the ledger together, through the screens that moderators use."""

import factories
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from reviews.models import (
    AnonymisationClearance,
    Edition,
    HomeOfficeApproval,
    Publication,
    ReviewPage,
)
from reviews.moderation import task_state_of, waiting_for
from reviews.requirements import CHECKLIST

pytestmark = pytest.mark.django_db

STATEMENT = "Read every page."


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def moderation_url(review) -> str:
    return reverse("review_moderation", args=[review.pk])


@pytest.fixture
def review(people):
    """Submitted, and waiting for the anonymisation check."""
    review = factories.make_review(people)
    factories.make_decision(review, people)
    review.get_workflow().start(review, people.editor)
    return review


def post(review, user, action="approve", **data):
    state = task_state_of(ReviewPage.objects.get(pk=review.pk))
    edition = review.editions.order_by("-number").first()
    if action == "approve" and user.groups.filter(name="Information governance").exists():
        factories.pass_check(edition, user)
    values = {
        "edition": edition.number,
        "task": state.task_id if state else 0,
        "action": action,
        "statement": STATEMENT,
        "checklist": list(CHECKLIST),
        **data,
    }
    return logged_in(user).post(moderation_url(review), values, follow=True)


def pass_all(review, people):
    for user in (people.governance, people.home_office, people.board):
        assert post(review, user).status_code == 200


def test_submitting_freezes_an_edition_and_tells_who_can_act(review, people):
    assert review.editions.get().submitted_by == people.editor
    assert waiting_for(people.governance)[0][0] == review.editions.get()
    assert waiting_for(people.board) == waiting_for(people.superuser) == []
    assert [message.to for message in mail.outbox] == [[people.governance.email]]


def test_mails_carry_the_working_reference_and_nothing_of_the_review(review, people):
    post(review, people.governance, "reject", comment="Page 4 has a name.")
    state = ReviewPage.objects.get(pk=review.pk).current_workflow_state
    state.resume(user=people.editor)
    pass_all(review, people)
    assert len(mail.outbox) >= 5
    for message in mail.outbox:
        words = f"{message.subject} {message.body}"
        assert review.working_reference in message.subject
        assert review.title not in words
        assert review.slug not in words
        assert "Page 4" not in words


def test_three_approvals_publish_in_order(review, people):
    assert Publication.objects.count() == 0
    pass_all(review, people)
    edition = review.editions.get()
    assert Publication.objects.current().get().edition == edition
    assert ReviewPage.objects.get(pk=review.pk).live
    assert edition.clearance.cleared_by == people.governance
    assert edition.approval.confirmed_by == people.home_office
    assert edition.sign_off.signed_by == people.board


@pytest.mark.parametrize("role", ["editor", "home_office", "board", "superuser"])
def test_nobody_else_acts_at_the_first_task(review, people, role):
    response = post(review, getattr(people, role))
    assert response.status_code in (200, 404, 422)
    assert "done:" not in response.content.decode()
    assert not AnonymisationClearance.objects.exists()
    assert task_state_of(review).status == TaskState.STATUS_IN_PROGRESS


def test_a_refusal_keeps_what_was_typed(review, people):
    response = post(review, people.governance, checklist=["names"])
    assert response.status_code == 422
    page = response.content.decode()
    assert STATEMENT in page
    assert CHECKLIST["dates"] in page
    assert "Not yet checked" in page


def test_the_second_of_two_clicks_is_told_that_the_review_moved_on(review, people):
    factories.pass_check(review.editions.get(), people.governance)
    state = task_state_of(review)
    data = {
        "edition": 1,
        "task": state.task_id,
        "action": "approve",
        "statement": STATEMENT,
        "checklist": list(CHECKLIST),
    }
    client = logged_in(people.governance)
    client.post(moderation_url(review), data)
    second = client.post(moderation_url(review), data, follow=True)
    assert "has moved on since you opened the page" in second.content.decode()
    assert AnonymisationClearance.objects.count() == 1


def test_a_stale_tab_never_acts_on_a_newer_edition(review, people):
    stale = task_state_of(review).task_id
    post(review, people.governance, "reject", comment="Mend the summary.")
    page = ReviewPage.objects.get(pk=review.pk)
    page.summary = "<p>Mended.</p>"
    page.save_revision(user=people.editor, log_action=True)
    page.current_workflow_state.resume(user=people.editor)
    assert page.editions.count() == 2
    response = logged_in(people.governance).post(
        moderation_url(review),
        {
            "edition": 1,
            "task": stale,
            "action": "approve",
            "statement": STATEMENT,
            "checklist": list(CHECKLIST),
        },
        follow=True,
    )
    assert "moved on" in response.content.decode()
    assert not AnonymisationClearance.objects.exists()


def test_a_review_changed_after_a_return_starts_again_at_the_first_task(review, people):
    post(review, people.governance)
    post(review, people.home_office)
    post(review, people.board, "reject", comment="The summary is not kind.")
    page = ReviewPage.objects.get(pk=review.pk)
    page.summary = "<p>Kinder.</p>"
    page.save_revision(user=people.editor, log_action=True)
    page.current_workflow_state.resume(user=people.editor)
    assert task_state_of(page).task.name == "Anonymisation check"
    post(review, people.governance)
    assert task_state_of(page).task.name == "Home Office approval"
    assert (
        "carried over" in logged_in(people.home_office).get(moderation_url(page)).content.decode()
    )
    post(review, people.home_office)
    assert HomeOfficeApproval.objects.get(edition__number=2).carried_from_id
    post(review, people.board)
    assert Publication.objects.current().get().content.summary == "<p>Kinder.</p>"


def test_an_unchanged_resubmission_goes_back_to_whoever_returned_it(review, people):
    post(review, people.governance)
    post(review, people.home_office, "reject", comment="Ask the family first.")
    page = ReviewPage.objects.get(pk=review.pk)
    page.current_workflow_state.resume(user=people.editor)
    assert task_state_of(page).task.name == "Home Office approval"
    assert Edition.objects.count() == 1


def test_a_new_round_skips_the_check_of_the_very_same_content(review, people):
    post(review, people.governance)
    page = ReviewPage.objects.get(pk=review.pk)
    page.current_workflow_state.cancel(user=people.editor)
    page.get_workflow().start(page, people.editor)
    assert task_state_of(page).task.name == "Home Office approval"
    assert AnonymisationClearance.objects.get(edition__number=2).carried_from_id


@pytest.mark.parametrize("role", ["editor", "superuser"])
def test_nobody_edits_while_it_is_moderated(review, people, role):
    client = logged_in(getattr(people, role))
    edit = reverse("wagtailadmin_pages:edit", args=[review.pk])
    assert "is being checked" in client.get(edit).content.decode()
    client.post(edit, {"title": "Changed", "slug": "changed"})
    assert (
        ReviewPage.objects.get(pk=review.pk).get_latest_revision_as_object().title == review.title
    )


@pytest.mark.parametrize("role", ["editor", "superuser"])
def test_a_review_has_no_publish_button_schedule_or_privacy_setting(people, role):
    review = factories.make_review(people)
    client = logged_in(getattr(people, role))
    page = client.get(reverse("wagtailadmin_pages:edit", args=[review.pk]))
    assert page.status_code == 200
    text = page.content.decode()
    assert 'name="action-publish"' not in text
    assert "go_live_at" not in text
    privacy = client.get(reverse("wagtailadmin_pages:set_privacy", args=[review.pk]))
    assert privacy.status_code == 302


def test_the_preview_of_a_draft_fits_the_editors_frame_and_nobody_elses(people):
    review = factories.make_review(people)
    url = reverse("wagtailadmin_pages:view_draft", args=[review.pk])
    page = logged_in(people.editor).get(url)
    assert review.title in page.content.decode()
    assert "Preview: not published" in page.content.decode()
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert "script-src 'self';" in page.headers["Content-Security-Policy"] + ";"
    assert Client().get(url).status_code == 302


def test_a_submission_that_is_incomplete_says_what_is_missing(people):
    review = factories.make_review(people, overview_report=None)
    client = logged_in(people.editor)
    edit = reverse("wagtailadmin_pages:edit", args=[review.pk])
    with pytest.raises(Exception, match="Add the Overview report"):
        review.get_workflow().start(review, people.editor)
    assert "Add the Overview report" in client.get(edit).content.decode()
    assert not WorkflowState.objects.exists()


def test_unpublishing_in_wagtail_withdraws(review, people):
    pass_all(review, people)
    page = ReviewPage.objects.get(pk=review.pk)
    assert not page.permissions_for_user(people.superuser).can_unpublish()
    assert page.permissions_for_user(people.board).can_unpublish()
    page.unpublish(user=people.board)
    assert not Publication.objects.current().exists()
    assert Client().get(f"/reviews/{review.slug}/").status_code == 410


def test_the_withdrawal_screen_needs_a_reason_and_a_moderator(review, people):
    pass_all(review, people)
    url = reverse("review_withdraw", args=[review.editions.get().pk])
    assert logged_in(people.board).post(url, {"reason": ""}).status_code == 422
    refused = logged_in(people.editor).post(url, {"reason": "I want to."})
    assert "Only a Board moderator" in refused.content.decode()
    assert Publication.objects.current().exists()
    logged_in(people.board).post(url, {"reason": "The family asked."})
    assert not Publication.objects.current().exists()
    assert not ReviewPage.objects.get(pk=review.pk).live


def test_revoking_the_approval_by_its_screen_withdraws(review, people):
    pass_all(review, people)
    decision = review.decisions.get()
    url = reverse("review_revoke_approval", args=[decision.pk])
    logged_in(people.home_office).post(url, {"reason": "A second letter."})
    assert not Publication.objects.current().exists()


def test_a_decision_that_an_approval_rests_on_is_not_changed(review, people):
    post(review, people.governance)
    post(review, people.home_office)
    decision = review.decisions.get()
    url = reverse("wagtailsnippets_reviews_homeofficedecision:edit", args=[decision.pk])
    response = logged_in(people.home_office).post(
        url,
        {
            "review": review.pk,
            "body_name": decision.body_name,
            "submitted_on": "2022-03-01",
            "outcome": "resubmit",
            "required_changes-TOTAL_FORMS": 0,
            "required_changes-INITIAL_FORMS": 0,
        },
    )
    assert "can’t be changed" in response.content.decode()
    decision.refresh_from_db()
    assert decision.outcome == "adequate"


def test_a_submitted_review_is_neither_copied_nor_deleted(review, people):
    client = logged_in(people.superuser)
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": review.get_parent().pk}
    client.post(reverse("wagtailadmin_pages:copy", args=[review.pk]), data)
    assert ReviewPage.objects.count() == 1
    delete = client.post(reverse("wagtailadmin_pages:delete", args=[review.pk]), follow=True)
    assert delete.status_code in (200, 403)
    assert ReviewPage.objects.filter(pk=review.pk).exists()


def test_the_list_of_reviews_is_for_those_with_a_part_in_them(review, people):
    assert logged_in(people.home_office).get(reverse("review_list")).status_code == 200
    stranger = factories.UserFactory()
    for url in (reverse("review_list"), moderation_url(review)):
        assert logged_in(stranger).get(url).status_code in (302, 403, 404)
        assert Client().get(url).status_code == 302
