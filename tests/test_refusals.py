"""A refusal is told in words, and leaves an editor where they can go on."""

import factories
import pytest
from attacks.views import Insider
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState
from wagtail.test.utils.form_data import querydict_from_html

from reviews import publication
from reviews.models import AnonymisationClearance, EditionContent, ReviewPage
from reviews.publication import PublicationRefused
from reviews.requirements import CHECKLIST

pytestmark = pytest.mark.django_db


def edit_address(review) -> str:
    return reverse("wagtailadmin_pages:edit", args=[review.pk])


def submit(insider: Insider, review, **changes: object) -> str:
    """Posts the editor's form with “Submit”; the page that the editor sees then."""
    address = edit_address(review)
    data = querydict_from_html(insider.get(address).content.decode(), form_id="page-edit-form")
    form = {name: data.getlist(name) for name in data}
    answer = insider.post(address, {**form, **changes, "action-submit": "action-submit"})
    return insider.get(answer.url).content.decode()


def in_moderation(people, **fields: object) -> ReviewPage:
    review = factories.make_review(people, **fields)
    review.get_workflow().start(review, people.editor)
    return ReviewPage.objects.get(pk=review.pk)


def moderate(user, review, task=None, **fields: object):
    """The answer to the moderation form, and the page that follows it."""
    insider = Insider(user)
    address = reverse("review_moderation", args=[review.pk])
    if user.groups.filter(name="Information governance").exists():
        factories.pass_check(review.editions.first(), user)
    task = task or review.current_workflow_task_state.task
    form = {
        "edition": review.editions.first().number,
        "task": task.pk,
        "action": "approve",
        "statement": "Done.",
        "checklist": list(CHECKLIST),
        **fields,
    }
    answer = insider.post(address, form)
    return insider.get(answer.url) if answer.status_code == 302 else answer


@pytest.mark.parametrize("role", ["editor", "superuser"])
def test_an_incomplete_draft_is_saved_and_not_submitted(people, role):
    getattr(people, role).groups.add(Group.objects.get(name="Editors"))
    review = factories.make_review(people)
    page = submit(Insider(getattr(people, role)), review, overview_report="", chair="D. Other")
    assert "Add the Overview report" in page
    assert not WorkflowState.objects.exists()
    assert ReviewPage.objects.get(pk=review.pk).get_latest_revision_as_object().chair == "D. Other"


def test_a_superuser_who_is_no_editor_is_told_so(people):
    page = submit(Insider(people.superuser), factories.make_review(people))
    assert "Only an editor can submit a review." in page


def test_a_returned_review_can_be_submitted_again_after_a_refusal(people):
    """Wagtail marks the round as under way before it finds that it is not."""
    review = in_moderation(people)
    file = review.overview_report_id
    moderate(people.governance, review, action="reject", comment="Mend the report.")
    insider = Insider(people.editor)
    assert "Add the Overview report" in submit(insider, review, overview_report="")
    state = WorkflowState.objects.get()
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert state.current_task_state.status == TaskState.STATUS_REJECTED
    submit(insider, review, overview_report=file, sentence="Mended.")
    assert review.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS
    assert review.editions.count() == 2


def test_a_double_click_on_submit_says_that_it_was_submitted(people):
    review = in_moderation(people)
    with pytest.raises(PublicationRefused, match="submitted in the meantime"):
        review.get_workflow().start(review, people.editor)
    assert review.editions.count() == 1


def test_a_stale_tab_records_nothing_and_says_so(people):
    review = in_moderation(people)
    task = review.current_workflow_task_state.task
    moderate(people.governance, review)
    page = moderate(people.governance, review, task=task)
    assert "has moved on since you opened the page" in page.content.decode()


@pytest.mark.parametrize("role", ["editor", "home_office", "board"])
def test_who_may_not_act_on_a_task_is_told_so(people, role):
    review = in_moderation(people)
    page = moderate(getattr(people, role), review).content.decode()
    assert "can’t clear it" in page or "somebody else has to clear it" in page
    assert not AnonymisationClearance.objects.exists()


@pytest.mark.parametrize("loss", ["erased", "exchanged"])
@pytest.mark.parametrize("steps", [0, 1, 2])
def test_an_edition_without_its_content_is_shown_and_refused(people, loss, steps):
    review = in_moderation(people)
    factories.make_decision(review, people)
    actors = (people.governance, people.home_office, people.board)
    for actor in actors[:steps]:
        moderate(actor, review)
    rows = EditionContent.objects.filter(edition__review=review)
    slug, body = rows.values_list("slug", "body").get()
    rows.delete()
    if loss == "exchanged":
        EditionContent.objects.create(edition=review.editions.get(), slug=slug, body=body + " ")
    assert (
        Insider(actors[steps]).get(reverse("review_moderation", args=[review.pk])).status_code
        == 200
    )
    page = moderate(actors[steps], review)
    assert page.status_code == 422
    words = "was erased" if loss == "erased" else "is not what was submitted"
    assert words in page.content.decode()


def test_an_edition_submitted_before_a_withdrawal_must_be_submitted_again(people):
    made = factories.make_publication(people)
    review = ReviewPage.objects.get(pk=made.edition.review_id)
    review.sentence = "A mended sentence."
    review.save_revision(user=people.editor, log_action=True)
    edition = publication.submit(review=review, user=people.editor)
    publication.withdraw(publication=made, user=people.board, reason="A leak.")
    with pytest.raises(PublicationRefused, match="withdrawn after this edition was submitted"):
        factories.clear(edition, people)
    later = publication.submit(review=review, user=people.editor)
    factories.clear(later, people)


def test_an_address_in_other_letters_breaks_no_list(people):
    """Wagtail lets editors choose slugs in any script."""
    factories.make_publication(people, slug="åsa-čaj")
    for address in ("/reviews/", "/reviews/feed/", "/sitemap.xml", "/", "/reviews/åsa-čaj/"):
        assert Client().get(address).status_code == 200
    for name in ("edition.json", "overview-report.pdf"):
        assert Client().get(f"/reviews/åsa-čaj/{name}").status_code == 200


def test_an_address_that_belongs_to_another_page_is_refused(people):
    with pytest.raises(PublicationRefused, match="address"):
        factories.make_edition(people, slug="feed")
