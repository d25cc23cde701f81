"""The register's screens: what is typed there is seen by nobody again, wherever one looks."""

import logging
import sys

import factories
import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.debug import ExceptionReporter

from reviews import protected, protected_views
from reviews.anonymisation.surfaces import Surface
from reviews.models import AnonymisationCheck, NamingDecision, ProtectedPerson

pytestmark = pytest.mark.django_db

NAME = "Thomasina Brackenbury"
TYPED = {
    "role": "witness",
    "names": f"{NAME}\nAurelio Fenwright",
    "other_names": "Tommie Marchbanks",
    "dates": "7 March 1984",
    "addresses": "12 Quillfeather Lane, Basildon SS14 1QX",
    "phones": "01632 960 983",
    "emails": "brackenbury@fenwright.example",
    "nhs_numbers": "943 476 5919",
    "others": "tommie-the-tern",
}
SECRETS = (
    "thomasina",
    "brackenbury",
    "fenwright",
    "aurelio",
    "tommie",
    "marchbanks",
    "quillfeather",
    "960983",
    "thetern",
    "4765919",
)


def holds_secret(text: str) -> list[str]:
    squeezed = "".join(character for character in text.lower() if character.isalnum())
    return [secret for secret in SECRETS if secret in squeezed]


def logged_in(user, **options) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


def register_url(review) -> str:
    return reverse("review_identifiers", args=[review.pk])


def everything_stored() -> str:
    """Every value of every table, binary ones as text."""
    values = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            for value in row:
                is_bytes = isinstance(value, bytes | memoryview)
                values.append(bytes(value).decode("latin-1") if is_bytes else str(value))
    values += [str(session.get_decoded()) for session in Session.objects.all()]
    return "\n".join(values)


@pytest.fixture
def review(people):
    return factories.make_review(people)


@pytest.fixture
def entered(review, people):
    return logged_in(people.governance).post(register_url(review), TYPED, follow=True)


def test_only_officers_find_the_register(review, people):
    person = protected.people_of(review.pk)[0]
    addresses = (
        register_url(review),
        reverse("review_identifiers_remove", args=[review.pk, person.pk]),
    )
    for address in addresses:
        for role in ("editor", "home_office", "board", "superuser"):
            client = logged_in(getattr(people, role))
            assert client.get(address).status_code == 404
            assert client.post(address, TYPED).status_code == 404
        assert Client().get(address).status_code == 302
        assert logged_in(people.governance).get(address).status_code == 200
    assert len(protected.people_of(review.pk)) == 1


def test_the_answer_is_a_count(entered, review):
    page = entered.content.decode()
    person = ProtectedPerson.objects.filter(role="witness").get()
    assert entered.redirect_chain == [(register_url(review), 302)]
    assert f"Witness or friend 1: 9 identifiers, {person.tag_count} tags" in page
    assert "2 people" in page
    assert "3 names, 1 date of birth, 1 address" in page
    assert holds_secret(page) == []
    assert person.tag_count > 50


def test_what_was_entered_is_found_in_a_text(entered, review):
    register = protected.register_of(review.pk)
    for text in ("She met Brackenbury, Thomasina.", "born on 7/3/84", "ring 01632960983"):
        assert register.scan([Surface("page", text, 1)]), text


def test_nothing_typed_is_stored_logged_or_mailed(review, people, caplog):
    caplog.set_level(logging.DEBUG)
    for logger in ("django", "wagtail", "reviews", "setdab"):
        caplog.set_level(logging.DEBUG, logger=logger)
    client = logged_in(people.governance)
    client.post(register_url(review), TYPED)
    client.post(register_url(review), {**TYPED, "nhs_numbers": "12 Thomasina"})
    naming = {**NAMING, "names": NAME, "asked_by": "The sister"}
    client.post(reverse("review_namings", args=[review.pk]), naming)
    client.get(register_url(review))
    assert ProtectedPerson.objects.filter(role="witness").count() == 1
    assert NamingDecision.objects.count() == 1
    assert holds_secret(everything_stored()) == []
    assert holds_secret("\n".join(str(record.__dict__) for record in caplog.records)) == []
    assert holds_secret("\n".join(str(one.__dict__) for one in mail.outbox)) == []


def test_an_error_says_the_field_and_the_line_and_keeps_what_was_typed(review, people):
    response = logged_in(people.governance).post(
        register_url(review), {**TYPED, "names": f"{NAME}\n\n--", "role": ""}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Names: Line 3:" in page
    assert "Choose who it is." in page
    assert all(secret in page for secret in ("Thomasina", "Tommie Marchbanks", "tommie-the-tern"))
    assert "no-store" in response.headers["Cache-Control"]
    assert not ProtectedPerson.objects.filter(role="witness").exists()


def test_an_empty_form_is_refused_in_words(review, people):
    response = logged_in(people.governance).post(register_url(review), {"role": "child"})
    assert "Enter at least one name" in response.content.decode()


def test_no_field_is_remembered_or_spelt_by_the_browser(review, people):
    client = logged_in(people.governance)
    for address, count in ((register_url(review), 8), (namings_url(review), 3)):
        response = client.get(address)
        page = response.content.decode()
        assert page.count('spellcheck="false"') >= count
        assert page.count('autocomplete="off"') > count
        assert "no-store" in response.headers["Cache-Control"]
        assert "enctype" not in page.split('class="check-entry"')[0].rsplit("<form", 1)[1]


class Broken(Exception):
    pass


@pytest.fixture
def breaks(monkeypatch):
    """The worst error that could be: one that says what was typed."""

    def broken(*, identifiers, **kwargs):
        typed = [identifier.value for identifier in identifiers]
        raise Broken(f"could not keep {typed}")

    monkeypatch.setattr(protected, "add_person", broken)


def test_an_unexpected_error_carries_nothing_typed_into_logs(review, people, breaks, caplog):
    caplog.set_level(logging.DEBUG)
    client = logged_in(people.governance, raise_request_exception=False)
    response = client.post(register_url(review), TYPED)
    assert response.status_code == 500
    assert holds_secret(response.content.decode()) == []
    assert any(record.exc_info for record in caplog.records)
    formatter = logging.Formatter()
    for record in caplog.records:
        assert holds_secret(formatter.format(record)) == []
        assert holds_secret(str(record.__dict__.get("exc_text", ""))) == []


def test_an_error_report_holds_nothing_typed(review, people, breaks, settings):
    """As ``AdminEmailHandler`` and like tools build it: with the post and every frame's variables."""
    settings.DEBUG = False
    request = RequestFactory().post(register_url(review), TYPED)
    request.user = people.governance
    try:
        protected_views.RegisterView.as_view()(request, review_id=review.pk)
    except protected_views.EntryFailed as error:
        assert error.__cause__ is None
        assert error.__context__ is None
        reporter = ExceptionReporter(request, *sys.exc_info())
    report = reporter.get_traceback_html() + reporter.get_traceback_text()
    assert "EntryFailed" in report
    assert "Broken" in report
    assert holds_secret(report) == []


def test_files_and_json_are_not_read(review, people):
    client = logged_in(people.governance)
    body = '{"role": "witness", "names": "Thomasina Brackenbury"}'
    assert (
        client.post(register_url(review), body, content_type="application/json").status_code == 422
    )
    assert not ProtectedPerson.objects.filter(role="witness").exists()


def test_without_a_secret_nothing_can_be_entered(review, people, settings):
    settings.ANONYMISATION_SECRET = None
    client = logged_in(people.governance)
    page = client.get(register_url(review)).content.decode()
    assert "ANONYMISATION_SECRET" in page
    assert 'name="names"' not in page
    response = client.post(register_url(review), TYPED)
    assert response.status_code == 422
    assert holds_secret(response.content.decode()) == []


def test_people_of_another_secret_are_shown_as_unusable(review, people, settings):
    settings.ANONYMISATION_SECRET = b"another-secret-of-32-bytes-long!"
    page = logged_in(people.governance).get(register_url(review)).content.decode()
    assert "Can’t be used: enter again" in page


def test_somebody_is_taken_out_with_a_reason_that_names_nobody(entered, review, people):
    person = ProtectedPerson.objects.filter(role="witness").get()
    address = reverse("review_identifiers_remove", args=[review.pk, person.pk])
    client = logged_in(people.governance)
    assert client.post(address, {"reason": ""}).status_code == 422
    refused = client.post(address, {"reason": "Thomasina Brackenbury is not in it."})
    assert refused.status_code == 422
    assert "holds a protected identifier" in refused.content.decode()
    done = client.post(address, {"reason": "Entered twice."}, follow=True)
    assert "Witness or friend 1 was taken out" in done.content.decode()
    assert "Entered twice." in done.content.decode()
    person.refresh_from_db()
    assert (person.tag_count, bytes(person.tags)) == (0, b"")
    assert client.get(address).status_code == 404
    assert holds_secret(everything_stored()) == []


def test_a_person_of_another_review_is_not_taken_out_by_this_address(entered, review, people):
    other = factories.make_review(people)
    person = ProtectedPerson.objects.filter(role="witness").get()
    address = reverse("review_identifiers_remove", args=[other.pk, person.pk])
    assert logged_in(people.governance).post(address, {"reason": "Slip."}).status_code == 404


def test_a_change_of_the_register_asks_for_a_new_check(people):
    edition = factories.make_edition(people)
    before = AnonymisationCheck.objects.count()
    client = logged_in(people.governance)
    client.post(register_url(edition.review), TYPED)
    assert AnonymisationCheck.objects.count() == before + 1


NAMING = {
    "names": NAME,
    "asked_by": "The sister",
    "asked_on": "2024-03-01",
    "evidence": "Letter in the Board’s file.",
}


def namings_url(review) -> str:
    return reverse("review_namings", args=[review.pk])


def test_a_naming_decision_needs_a_second_person(entered, review, people):
    officer, moderator = logged_in(people.governance), logged_in(people.board)
    officer.post(namings_url(review), NAMING)
    naming = NamingDecision.objects.get()
    own = officer.post(namings_url(review), {"confirm": naming.pk}, follow=True)
    assert "somebody else has to confirm" in own.content.decode()
    assert protected.namings_of(review.pk) == []
    page = moderator.get(namings_url(review)).content.decode()
    assert "The sister" in page
    assert 'name="names"' not in page
    moderator.post(namings_url(review), {"confirm": naming.pk})
    assert protected.namings_of(review.pk) == [naming]
    moderator.post(namings_url(review), {"end": naming.pk})
    assert protected.namings_of(review.pk) == []


def test_who_may_not_see_naming_decisions(review, people):
    for role in ("editor", "home_office", "superuser"):
        client = logged_in(getattr(people, role))
        assert client.get(namings_url(review)).status_code == 404
        assert client.post(namings_url(review), NAMING).status_code == 404
    assert logged_in(people.board).post(namings_url(review), NAMING).status_code == 404
    assert not NamingDecision.objects.exists()


def test_the_record_of_a_family_s_wish_does_not_repeat_the_names(review, people):
    client = logged_in(people.governance)
    response = client.post(namings_url(review), {**NAMING, "evidence": f"Letter about {NAME}."})
    assert response.status_code == 422
    assert "holds a protected identifier" in response.content.decode()
    assert not NamingDecision.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "²", "999999", "1; drop"])
def test_a_naming_that_is_not_there_is_404(review, people, key):
    assert logged_in(people.governance).post(namings_url(review), {"end": key}).status_code == 404
