"""Getting on the list for alerts and off it: confirmed by a press, erased on leaving."""

import io
import re
from datetime import timedelta

import pytest
import reader_letters as letters
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from setdab.outbox.models import OutgoingMail

from reviews.alerts import limits, subscriptions
from reviews.models import AlertSubscription

pytestmark = pytest.mark.django_db
FORM = "/reviews/alerts/"
EMAIL = "kit@example.org"


@pytest.fixture(autouse=True)
def no_limits_from_before(home):
    letters.forget_limits()


def ask(email: str = EMAIL):
    mail.outbox.clear()
    return letters.send(FORM, {"email": email})


def mailed_link() -> str:
    return re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]


def join(email: str = EMAIL) -> AlertSubscription:
    ask(email)
    assert letters.send(mailed_link(), {}).status_code == 200
    return AlertSubscription.objects.confirmed().get(email=email)


def test_opening_the_link_confirms_nothing_and_pressing_the_button_does():
    assert ask().url == f"{FORM}sent/"
    assert not AlertSubscription.objects.confirmed().exists()
    link = mailed_link()
    for _ in range(2):
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
    assert not AlertSubscription.objects.confirmed().exists()
    answer = letters.send(link, {})
    assert "You are on the list" in answer.content.decode()
    assert AlertSubscription.objects.confirmed().get().email == EMAIL
    assert letters.send(link, {}).status_code == 410
    assert Client().get(link).status_code == 410


def test_the_mail_says_nothing_of_what_the_site_is_about():
    ask()
    assert letters.given_away() == []
    join()
    ask()
    assert letters.given_away() == []


def test_the_answer_is_the_same_whether_or_not_the_address_is_known():
    unknown = ask()
    join()
    known = ask("KIT@example.org")
    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)
    assert [message.to for message in mail.outbox] == [[EMAIL]]
    assert "/leave/" in mail.outbox[0].body
    assert AlertSubscription.objects.count() == 1


def test_a_newer_link_replaces_an_older_one_and_an_old_one_runs_out():
    ask()
    first = mailed_link()
    ask()
    assert letters.send(first, {}).status_code == 410
    second = mailed_link()
    AlertSubscription.objects.update(asked_at=timezone.now() - timedelta(days=7, minutes=1))
    assert letters.send(second, {}).status_code == 410
    assert not AlertSubscription.objects.confirmed().exists()


def test_the_database_does_not_hold_the_link():
    ask()
    key = mailed_link().rstrip("/").rpartition("/")[2].partition(".")[0]
    assert key
    assert not OutgoingMail.objects.filter(body__contains=key).exists()
    assert key not in str(AlertSubscription.objects.values())


def test_one_press_leaves_and_erases_every_trace():
    subscription = join()
    leave = subscriptions.address_to_leave(subscription).removeprefix("http://testserver")
    ask()
    assert "Leave the list" in Client().get(leave).content.decode()
    assert AlertSubscription.objects.exists()
    # As a mail program sends it: from anywhere, with no cookie and no page open (RFC 8058).
    one_click = {"List-Unsubscribe": "One-Click"}
    answer = letters.send(leave, one_click, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert not AlertSubscription.objects.exists()
    assert not OutgoingMail.objects.filter(recipient__iexact=EMAIL).exists()
    assert letters.send(leave, {}).status_code == 200
    assert join().pk != subscription.pk


def test_leaving_touches_nobody_else():
    other = join("noor@example.org")
    leaving = join()
    letters.send(subscriptions.address_to_leave(leaving).removeprefix("http://testserver"), {})
    assert AlertSubscription.objects.get() == other
    assert OutgoingMail.objects.filter(recipient=other.email).exists()


def test_an_address_that_nobody_confirms_is_erased():
    join("noor@example.org")
    ask()
    AlertSubscription.objects.update(asked_at=timezone.now() - timedelta(days=8))
    call_command("apply_retention", "--apply", stdout=io.StringIO())
    assert AlertSubscription.objects.get().email == "noor@example.org"
    assert not OutgoingMail.objects.filter(recipient=EMAIL).exists()


def test_one_address_is_on_the_list_once_whatever_its_spelling():
    join()
    with pytest.raises(IntegrityError), transaction.atomic():
        AlertSubscription.objects.create(email="Kit@Example.org")


def test_nobodys_mailbox_is_filled():
    for _ in range(limits.FOR_EMAIL.times):
        ask()
        assert mail.outbox
    answer = ask("Kit@example.org ")
    assert answer.url == f"{FORM}sent/"
    assert not mail.outbox


def test_too_many_from_one_network_are_told_so(monkeypatch):
    monkeypatch.setattr(limits, "FROM_ADDRESS", type(limits.FROM_ADDRESS)("t", 1, timedelta(1)))
    ask()
    answer = ask("noor@example.org")
    assert answer.status_code == 429
    assert "noor@example.org" in answer.content.decode()
    assert AlertSubscription.objects.count() == 1


@pytest.mark.parametrize("email", ["", "kit", "kit@", "a b@example.org", "x" * 250 + "@e.org"])
def test_a_wrong_address_is_asked_about(email):
    answer = ask(email)
    assert answer.status_code == 422
    assert "Enter " in answer.content.decode()
    assert not AlertSubscription.objects.exists()


def test_a_machine_is_thanked_and_ignored():
    assert letters.send(FORM, {"email": EMAIL, "website": "spam"}).url == f"{FORM}sent/"
    assert not AlertSubscription.objects.exists()


def test_the_pages_leave_nothing_on_the_device():
    subscription = join()
    leave = subscriptions.address_to_leave(subscription).removeprefix("http://testserver")
    ask("noor@example.org")
    for address in (FORM, f"{FORM}sent/", mailed_link(), leave):
        answer = Client().get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert not answer.cookies
    warning = Client().get(FORM).content.decode()
    assert "Other people may see your e-mails" in warning
    assert warning.index("Other people may") < warning.index("<form")


@given(st.text(max_size=300))
def test_only_the_sites_own_tokens_lead_anywhere(token):
    assert subscriptions.find_asked(token) is None
    assert not subscriptions.is_link_to_leave(token)


@given(data=st.data())
def test_a_token_with_one_letter_changed_is_worth_nothing(data):
    token = subscriptions.address_to_leave(AlertSubscription(pk=7)).rstrip("/").rpartition("/")[2]
    assert subscriptions.is_link_to_leave(token)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters().filter(lambda one: one != token[place]))
    assert not subscriptions.is_link_to_leave(token[:place] + other + token[place + 1 :])
