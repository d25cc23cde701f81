"""Reporting a concern and asking for another format: what is taken in, refused and mailed."""

import factories
import pytest
import reader_letters as letters
from django.core import mail
from django.test import Client
from later_editions import publish_again
from setdab.outbox.models import OutgoingMail
from wagtail.models import Site

from home.models import BoardSettings
from reviews import publication
from reviews.concerns import limits
from reviews.models import Concern, FormatRequest

pytestmark = pytest.mark.django_db
GENERAL = "/reviews/other-format/"


@pytest.fixture(autouse=True)
def no_limits_from_before():
    letters.forget_limits()


@pytest.fixture
def made(people, home):
    return factories.make_publication(people)


@pytest.fixture
def page(made) -> str:
    return f"/reviews/{made.content.slug}/"


def test_a_concern_is_kept_and_officers_get_a_mail_that_says_nothing(people, made, page):
    mail.outbox.clear()
    answer = letters.send(f"{page}concern/", letters.CONCERN)
    assert answer.url == f"{page}concern/sent/"
    concern = Concern.objects.get()
    assert (concern.edition, concern.kind) == (made.edition, "identifies")
    assert (concern.words, concern.contact) == (letters.WORDS, letters.CONTACT)
    assert concern.is_new and concern.is_urgent
    sent = {message.to[0] for message in mail.outbox}
    assert sent == {people.governance.email, people.board.email}
    assert all(message.subject.startswith("Urgent: ") for message in mail.outbox)
    assert all(f"/manage/concerns/{concern.pk}/" in message.body for message in mail.outbox)
    assert letters.given_away(made.content) == []
    assert not OutgoingMail.objects.filter(body__contains=letters.WORDS).exists()
    thanks = Client().get(answer.url).content.decode()
    assert "Thank you for telling us" in thanks
    assert "/get-help/" in thanks
    assert letters.WORDS not in thanks


def test_other_concerns_are_not_marked_urgent_and_can_be_anonymous(made, page):
    mail.outbox.clear()
    letters.send(f"{page}concern/", {**letters.CONCERN, "kind": "wrong", "contact": ""})
    assert Concern.objects.get().contact == ""
    assert mail.outbox
    assert not [one for one in mail.outbox if "urgent" in one.subject.lower()]


def test_a_mistake_loses_nothing_that_was_typed(page):
    answer = letters.send(f"{page}concern/", {**letters.CONCERN, "kind": ""})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: Report a concern" in text
    assert 'href="#id_kind"' in text and "Choose what it is about" in text
    assert letters.WORDS in text and letters.CONTACT in text
    long = "x" * 4001
    text = letters.send(f"{page}concern/", {**letters.CONCERN, "words": long}).content.decode()
    assert "4,000 characters or fewer" in text and long in text
    assert not Concern.objects.exists()


def test_a_format_is_asked_for_under_a_review_and_in_general(made, page):
    site = Site.objects.get(is_default_site=True)
    BoardSettings.objects.update_or_create(
        site=site, defaults={"contact_email": "board@example.org"}
    )
    mail.outbox.clear()
    for address, edition in ((f"{page}other-format/", made.edition), (GENERAL, None)):
        answer = letters.send(address, letters.FORMAT)
        assert answer.url == "/reviews/other-format/sent/"
        asked = FormatRequest.objects.first()
        assert asked.edition == edition
        assert asked.format_labels == ["Large print", "Audio recording"]
        assert (asked.contact_by, asked.contact) == ("email", letters.CONTACT)
    assert [message.to for message in mail.outbox] == [["board@example.org"]] * 2
    assert letters.given_away(made.content) == []
    assert "ten working days" in Client().get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"formats": []}, "Choose at least one format"),
        ({"contact_by": ""}, "Choose how we should reach you"),
        ({"contact": ""}, "Enter where we should answer"),
        ({"contact": "nobody"}, "Enter an e-mail address in the correct format"),
        ({"contact_by": "phone", "contact": "ring me"}, "Enter a telephone number"),
    ],
)
def test_a_format_that_cannot_be_sent_anywhere_is_asked_about(home, changes, words):
    answer = letters.send(GENERAL, {**letters.FORMAT, **changes})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text and letters.FORMAT["words"] in text
    assert not FormatRequest.objects.exists()


def test_a_postal_address_of_several_lines_will_do(home):
    by_post = {**letters.FORMAT, "contact_by": "post", "contact": "1 High Street\r\nTown"}
    assert letters.send(GENERAL, by_post).status_code == 302
    assert "High Street" in FormatRequest.objects.get().contact


def test_the_pages_leave_nothing_on_the_device(page):
    for address in (f"{page}concern/", f"{page}concern/sent/", f"{page}other-format/", GENERAL):
        answer = Client().get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
    answer = letters.send(f"{page}concern/", letters.CONCERN)
    assert not answer.cookies


def test_a_form_that_another_site_sends_is_refused(page):
    for origin, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 302)):
        headers = {"Sec-Fetch-Site": origin}
        assert letters.send(f"{page}concern/", letters.CONCERN, **headers).status_code == status
    assert Concern.objects.count() == 1


def test_a_machine_that_fills_in_everything_is_thanked_and_ignored(page):
    answer = letters.send(f"{page}concern/", {**letters.CONCERN, "website": "spam"})
    assert answer.url == f"{page}concern/sent/"
    assert letters.send(GENERAL, {**letters.FORMAT, "website": "spam"}).status_code == 302
    assert not Concern.objects.exists() and not FormatRequest.objects.exists()


def test_what_is_far_too_long_is_not_read(page):
    answer = letters.send(f"{page}concern/", {**letters.CONCERN, "words": "x" * 300_000})
    assert answer.status_code == 413
    assert not Concern.objects.exists()


@pytest.mark.parametrize("limit", [limits.CONCERNS_FROM_ADDRESS, limits.CONCERNS_IN_ALL])
def test_too_many_are_held_back_without_losing_a_word(page, limit, monkeypatch):
    small = type(limit)(limit.name, 2, limit.within)
    name = "CONCERNS_IN_ALL" if limit is limits.CONCERNS_IN_ALL else "CONCERNS_FROM_ADDRESS"
    monkeypatch.setattr(limits, name, small)
    for _ in range(2):
        assert letters.send(f"{page}concern/", letters.CONCERN).status_code == 302
    answer = letters.send(f"{page}concern/", letters.CONCERN)
    assert answer.status_code == 429
    text = answer.content.decode()
    assert "was not sent" in text and letters.WORDS in text
    assert Concern.objects.count() == 2


def test_where_no_review_is_public_there_is_no_form(people, made, page):
    draft = factories.make_review(people)
    for name in ("", "concern/", "concern/sent/", "other-format/"):
        assert Client().get(f"/reviews/{draft.slug}/{name}").status_code == 404
        assert Client().get(f"/reviews/nothing/{name}").status_code == 404
    publication.withdraw(publication=made, user=people.board, reason="A leak.")
    answers = [Client().get(f"{page}{name}") for name in ("", "concern/", "other-format/")]
    assert [answer.status_code for answer in answers] == [410] * 3
    assert all(made.content.title not in answer.content.decode() for answer in answers)
    assert letters.send(f"{page}concern/", letters.CONCERN).status_code == 410
    assert letters.send(f"/reviews/{draft.slug}/concern/", letters.CONCERN).status_code == 404
    assert letters.send(f"{page}other-format/", letters.FORMAT).status_code == 410
    assert not Concern.objects.exists() and not FormatRequest.objects.exists()


def test_a_form_that_was_open_while_the_review_moved_still_arrives(people, made, page):
    moved = publish_again(made, people, slug="elsewhere")
    assert Client().get(page).url == "/reviews/elsewhere/"
    assert Client().get(f"{page}concern/").status_code == 200
    answer = letters.send(f"{page}concern/", letters.CONCERN)
    assert answer.url == "/reviews/elsewhere/concern/sent/"
    assert Concern.objects.get().edition == moved.edition
