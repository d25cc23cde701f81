"""People who act at the same moment: one state in the end, and a clear word for who came second.

On PostgreSQL only (``conftest`` leaves these out elsewhere): on SQLite each writing transaction holds
the one lock of the database from its beginning, and the test database lives in one connection.
"""

import factories
import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from races import ROUNDS, assert_consistent, at_once, refusals
from wagtail.test.utils.form_data import querydict_from_html

from reviews import publication
from reviews.models import (
    AnonymisationClearance,
    BoardSignOff,
    Edition,
    HomeOfficeApproval,
    Publication,
    ReviewPage,
    Withdrawal,
)
from reviews.requirements import CHECKLIST

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def another(group: str):
    user = factories.UserFactory(first_name="Second")
    user.groups.add(Group.objects.get(name=group))
    return user


def signed_off(people, **fields) -> Edition:
    edition = factories.make_edition(people, **fields)
    factories.clear(edition, people)
    factories.approve(edition, people)
    factories.sign_off(edition, people)
    return edition


def fresh(edition: Edition) -> Edition:
    """As another process has it: nothing remembered."""
    return Edition.objects.get(pk=edition.pk)


def publish(edition: Edition, user):
    return lambda: publication.publish(edition=fresh(edition), user=user)


def is_public(edition: Edition) -> bool:
    return Publication.objects.current().filter(edition__review=edition.review_id).exists()


def newer_edition(made: Publication, people) -> Edition:
    review = ReviewPage.objects.get(pk=made.edition.review_id)
    review.sentence = "A mended sentence."
    review.save_revision(user=people.editor, log_action=True)
    edition = publication.submit(review=review, user=people.editor)
    factories.clear(edition, people)
    publication.carry_approval(edition=edition, user=people.home_office, statement="Same files.")
    factories.sign_off(edition, people)
    return edition


def test_publish_twice(people):
    other = another("Board moderators")
    for _ in range(ROUNDS):
        edition = signed_off(people)
        answers = at_once(publish(edition, people.board), publish(edition, other))
        assert refusals(answers) == ["This edition is already published."]
        assert Publication.objects.filter(edition=edition).count() == 1
        assert_consistent(edition.review)


def test_publish_a_new_edition_while_the_review_is_withdrawn(people):
    """Whoever is first: after a withdrawal nothing is public that was submitted before it."""
    for _ in range(ROUNDS):
        made = factories.make_publication(people)
        edition = newer_edition(made, people)
        answers = at_once(
            publish(edition, people.board),
            lambda made=made: publication.withdraw(
                publication=Publication.objects.get(pk=made.pk), user=people.board, reason="A leak."
            ),
        )
        assert not is_public(edition)
        for words in refusals(answers):
            assert "withdrawn after this edition was submitted" in words
        assert_consistent(edition.review)


def test_publish_while_the_approval_is_revoked(people):
    for _ in range(ROUNDS):
        edition = signed_off(people)
        decision = edition.approval.decision
        answers = at_once(
            publish(edition, people.board),
            lambda decision=decision: publication.revoke_approval(
                decision=decision, user=people.home_office, reason="A new letter."
            ),
        )
        assert not is_public(edition)
        for words in refusals(answers):
            assert "revoked" in words
        assert_consistent(edition.review)


def test_withdraw_twice(people):
    for _ in range(ROUNDS):
        made = factories.make_publication(people)

        def withdraw(made=made):
            return publication.withdraw(
                publication=Publication.objects.get(pk=made.pk), user=people.board, reason="A leak."
            )

        assert refusals(at_once(withdraw, withdraw)) == ["This publication was withdrawn before."]
        assert Withdrawal.objects.filter(publication=made).count() == 1
        assert_consistent(made.edition.review)


def test_two_reviews_of_one_address(people):
    for number in range(ROUNDS):
        first, second = signed_off(people), None
        review = factories.make_review(people, slug=f"other-{number}")
        review.slug = first.content.slug
        review.save_revision(user=people.editor, clean=False)
        second = publication.submit(review=review, user=people.editor)
        factories.clear(second, people)
        factories.approve(second, people)
        factories.sign_off(second, people)
        answers = at_once(publish(first, people.board), publish(second, people.board))
        assert len(refusals(answers)) == 1
        assert "has this address" in refusals(answers)[0]
        assert_consistent(review)


@pytest.mark.parametrize("step", ["clear", "approve", "sign_off"])
def test_one_link_recorded_twice(people, step):
    for _ in range(ROUNDS):
        edition = factories.make_edition(people)
        factories.pass_check(edition, people.governance)
        factories.make_decision(edition.review, people)
        if step == "sign_off":
            factories.clear(edition, people)
            factories.approve(edition, people)

        def act(edition=edition):
            return getattr(factories, step)(fresh(edition), people)

        answers = at_once(act, act)
        assert len(refusals(answers)) == 1
        assert "recorded before" in refusals(answers)[0] or "rests on" in refusals(answers)[0]
        for model in (AnonymisationClearance, HomeOfficeApproval, BoardSignOff):
            assert model.objects.filter(edition=edition).count() <= 1
        assert_consistent(edition.review)


def test_approve_and_edit(people):
    """Either the old text was published, whole and frozen, or nobody published anything."""
    for _ in range(ROUNDS):
        edition = signed_off(people)
        frozen = edition.content.body

        def edit(edition=edition):
            review = ReviewPage.objects.get(pk=edition.review_id).get_latest_revision_as_object()
            review.sentence = "Changed at the last moment."
            review.save_revision(user=people.editor, log_action=True)

        answers = at_once(publish(edition, people.board), edit)
        for words in refusals(answers):
            assert "changed after this edition was submitted" in words
        bodies = [one.edition.content.body for one in Publication.objects.filter(edition=edition)]
        assert bodies in ([], [frozen])
        assert is_public(edition) == bool(bodies) == (not refusals(answers))
        assert_consistent(edition.review)


def test_submit_twice_by_the_ledger(people):
    """Two editions of the same text: the later counts, and the earlier takes no step more."""
    for _ in range(ROUNDS):
        review = factories.make_review(people)

        def submit(review=review):
            return publication.submit(review=review, user=people.editor)

        first, second = sorted(at_once(submit, submit), key=lambda one: one.number)
        assert (first.number, second.number) == (1, 2)
        factories.clear(second, people)
        with pytest.raises(publication.PublicationRefused, match="Edition 2 was submitted since"):
            factories.clear(first, people)
        assert_consistent(review)


class Person:
    """Somebody in front of the admin, logged in before the race."""

    def __init__(self, user) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)

    def posts(self, address: str, data):
        def post():
            response = self.client.post(address, data)
            assert response.status_code < 500, response.status_code
            shown = self.client.get(response.url) if response.status_code == 302 else response
            return response.status_code, shown.content.decode()

        return post


def test_two_moderators_at_one_task(people):
    """In the browser, through all three tasks; the last one publishes."""
    pairs = [
        (people.governance, another("Information governance")),
        (people.home_office, another("Home Office liaison")),
        (people.board, another("Board moderators")),
    ]
    for _ in range(ROUNDS):
        review = factories.make_review(people)
        review.get_workflow().start(review, people.editor)
        factories.pass_check(review.editions.get(), people.governance)
        factories.make_decision(review, people)
        address = reverse("review_moderation", args=[review.pk])
        for pair in pairs:
            task = ReviewPage.objects.get(pk=review.pk).current_workflow_task_state.task_id
            form = {
                "edition": 1,
                "task": task,
                "action": "approve",
                "statement": "Done.",
                "checklist": list(CHECKLIST),
            }
            pages = [
                page for _, page in at_once(*(Person(one).posts(address, form) for one in pair))
            ]
            assert sum(f"{review.working_reference} done" in page for page in pages) == 1
            told = ("dealt with this in the meantime", "has moved on since")
            assert sum(any(words in page for words in told) for page in pages) == 1
            assert_consistent(review)
        assert is_public(review.editions.get())


@pytest.mark.parametrize("returned", [False, True], ids=["first time", "after a return"])
def test_submit_twice_in_the_editor(people, returned):
    editors = (people.editor, another("Editors"))
    for _ in range(ROUNDS):
        review = factories.make_review(people)
        if returned:
            state = review.get_workflow().start(review, people.editor)
            state.current_task_state.reject(user=people.governance, comment="Mend it.")
        address = reverse("wagtailadmin_pages:edit", args=[review.pk])
        browsers = [Person(user) for user in editors]
        forms = [
            querydict_from_html(one.client.get(address).content.decode(), form_id="page-edit-form")
            for one in browsers
        ]
        for form in forms:
            form["action-submit"] = "action-submit"
        answers = at_once(
            *(one.posts(address, form) for one, form in zip(browsers, forms, strict=True))
        )
        assert any("has been submitted for moderation" in page for _, page in answers)
        # After a return both may save before either submits; then the second text is an edition too.
        assert review.editions.count() in ((2, 3) if returned else (1,))
        assert_consistent(review)
