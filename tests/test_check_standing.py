"""Where a check stands, in words, and what is kept of it: progress, notes, the record."""

import pytest
from check_screens import NAME, NOTE, check_url, decide, holds_secret, keys, logged_in, make_edition
from django.urls import reverse

from reviews import checks, protected
from reviews.anonymisation.identifiers import Identifier
from reviews.models import (
    AnonymisationCheck,
    CheckState,
    FilePreparation,
    MotivatedIntruderNote,
    ReviewPage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(people):
    return make_edition(people)


@pytest.fixture
def review(edition) -> ReviewPage:
    return edition.review


def test_progress_is_told_in_words(people, edition, review):
    address = reverse("review_check_progress", args=[review.pk])
    client = logged_in(people.editor)
    assert client.get(address).json() == {"under_way": False}
    check = checks.standing(review.pk, edition.digest).check
    AnonymisationCheck.objects.filter(pk=check.pk).update(
        state=CheckState.RUNNING, parts=3, parts_done=1
    )
    assert client.get(address).json() == {
        "under_way": True,
        "words": "The check reads part 2 of 3.",
        "done": 1,
        "total": 3,
    }
    page = client.get(check_url(review)).content.decode()
    assert 'role="status"' in page
    assert "Look again" in page
    assert 'name="run"' not in page
    AnonymisationCheck.objects.filter(pk=check.pk).update(
        state=CheckState.FAILED, problem="The check could not run. Ask again."
    )
    page = client.get(check_url(review)).content.decode()
    assert "The check could not run. Ask again." in page


def test_an_old_result_says_so(people, edition, review):
    protected.add_person(
        review=review,
        role="child",
        identifiers=[Identifier("name", "Aurelio Fenwright")],
        user=people.governance,
    )
    page = logged_in(people.editor).get(check_url(review)).content.decode()
    assert "Too old to count." in page


def test_an_empty_register_is_said(people, edition, review):
    for person in protected.people_of(review.pk):
        protected.remove_person(person=person, user=people.governance, reason="Slip.")
    page = logged_in(people.editor).get(check_url(review)).content.decode()
    assert "Nobody is in the register" in page


def test_without_the_secret_the_page_still_stands(people, review, settings):
    settings.ANONYMISATION_SECRET = None
    client = logged_in(people.governance)
    response = client.get(check_url(review))
    assert response.status_code == 200
    assert holds_secret(response.content.decode()) == []


def test_a_note_of_a_search_is_kept_with_its_edition(people, edition, review):
    address = reverse("review_intruder_note", args=[review.pk])
    client = logged_in(people.governance)
    assert client.post(address, {**NOTE, "minutes": "x"}).status_code == 422
    refused = client.post(address, {**NOTE, "result": f"{NAME} was found."})
    assert "holds a protected identifier" in refused.content.decode()
    client.post(address, {**NOTE, "edition": "7"})
    assert not MotivatedIntruderNote.objects.exists()
    client.post(address, NOTE)
    assert MotivatedIntruderNote.objects.get().edition == edition
    assert "Two search engines" in client.get(address).content.decode()
    record = client.get(reverse("review_check_record", args=[review.pk])).content.decode()
    assert "Nobody was found." in record
    for role in ("editor", "board", "home_office"):
        assert logged_in(getattr(people, role)).get(address).status_code == 404


def test_the_record_has_digests_versions_and_people(people, edition, review):
    decide(people.governance, review, keys(edition, "phone"))
    client = logged_in(people.editor)
    record = client.get(reverse("review_check_record", args=[review.pk])).content.decode()
    check = checks.standing(review.pk, edition.digest).check
    for words in (
        edition.digest,
        *edition.file_digests.values(),
        check.engine_version,
        check.register_version,
        str(people.governance),
        "not what the check took it for",
        "Witness or friend 1",
    ):
        assert words in record, words


def test_the_moderation_page_links_to_the_check(people, review):
    page = logged_in(people.governance).get(reverse("review_moderation", args=[review.pk]))
    assert check_url(review) in page.content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[review.pk])
    assert check_url(review) in logged_in(people.editor).get(edit).content.decode()


def test_the_chooser_offers_uploads_and_not_the_copies(people, review):
    address = reverse("report_file_chooser:choose_results")
    page = logged_in(people.editor).get(address).content.decode()
    copy = FilePreparation.objects.exclude(copy=None).first().copy
    assert "Ready" in page
    assert f"/{copy.pk}/" not in page
    chosen = logged_in(people.editor).get(
        reverse("report_file_chooser:chosen", args=[copy.pk]),
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert chosen.status_code == 404
