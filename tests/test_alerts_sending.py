"""The weekly mail: once, only when something is new, and without a word of a review."""

import io
from datetime import timedelta

import factories
import pytest
import reader_letters as letters
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from setdab.outbox.models import OutgoingMail
from wagtail.models import Site

from reviews import publication
from reviews.alerts import sending
from reviews.models import AlertRound, AlertSubscription

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(home) -> AlertSubscription:
    now = timezone.now()
    AlertSubscription.objects.create(email="waiting@example.org", confirm_digest="0" * 64)
    return AlertSubscription.objects.create(email="kit@example.org", confirmed_at=now)


@pytest.fixture
def made(people, reader):
    found = factories.make_publication(people)
    mail.outbox.clear()
    return found


def round_page(number: int = -1) -> str:
    address = f"/reviews/alerts/new/{AlertRound.objects.first().pk}/"
    assert f"http://testserver{address}" in mail.outbox[number].body
    return Client().get(address).content.decode()


def test_those_who_confirmed_get_one_neutral_mail(made, reader):
    out = io.StringIO()
    call_command("send_alerts", stdout=out)
    assert "Mails queued: 1." in out.getvalue()
    assert [message.to for message in mail.outbox] == [["kit@example.org"]]
    message = mail.outbox[0]
    assert message.subject == "New pages this week"
    assert letters.given_away(made.content) == []
    leave = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert leave in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page = round_page()
    assert made.content.title in page
    letters.send(leave.removeprefix("http://testserver"), {"List-Unsubscribe": "One-Click"})
    assert not AlertSubscription.objects.confirmed().exists()


def test_the_link_to_leave_is_wiped_once_the_mail_is_sent(made):
    sending.send()
    assert OutgoingMail.objects.get(key__startswith="alert-").leave_url == ""


def test_it_is_sent_once_a_week_and_only_if_something_is_new(people, made):
    assert sending.send().mails == 1
    assert sending.send().mails == 0
    now = timezone.now()
    factories.make_publication(people)
    assert sending.send(now + timedelta(days=6)).mails == 0
    assert sending.send(now + timedelta(days=7)).mails == 1
    assert sending.send(now + timedelta(days=14)).mails == 0
    assert AlertRound.objects.count() == 2
    mails = [one for one in mail.outbox if one.subject == "New pages this week"]
    assert len(mails) == 2


def test_what_was_told_is_not_told_again(people, made):
    sending.send()
    later = factories.make_publication(people)
    sending.send(timezone.now() + timedelta(days=7))
    page = round_page()
    assert later.content.title in page
    assert made.content.title not in page


def test_two_runs_of_one_week_make_one_round(made):
    now = timezone.now()
    year, week, _ = timezone.localdate(now).isocalendar()
    AlertRound.objects.create(
        week=f"{year}-W{week:02}",
        since=now - timedelta(days=30),
        up_to=now - timedelta(days=20),
    )
    assert sending.send(now).mails == 0
    assert not mail.outbox


def test_nothing_is_said_of_what_is_not_public(people, made):
    edition = factories.make_edition(people)
    ahead = timezone.now() + timedelta(days=20)
    factories.publish_edition(edition, people, public_from=ahead)
    draft = factories.make_review(people)
    mail.outbox.clear()
    sending.send()
    page = round_page()
    assert draft.title not in page
    assert edition.content.read().title not in page
    publication.withdraw(publication=made, user=people.board, reason="A leak.")
    page = round_page()
    assert made.content.title not in page
    assert "replaced or withdrawn since" in page


def test_a_withdrawn_review_alone_is_no_news(people, made):
    publication.withdraw(publication=made, user=people.board, reason="A leak.")
    mail.outbox.clear()
    assert sending.send().mails == 0
    assert not AlertRound.objects.exists()
    assert not mail.outbox


def test_the_subjects_are_the_boards_to_word(people, home):
    site = Site.objects.get(is_default_site=True)
    address = f"/manage/settings/reviews/alertsettings/{site.pk}/"
    client = Client()
    client.force_login(people.board)
    assert client.get(address).status_code in (302, 403)
    administrator = factories.UserFactory()
    administrator.groups.add(Group.objects.get(name="Site administrators"))
    client.force_login(administrator)
    words = {"confirm_subject": "Is this your address?", "news_subject": "This week"}
    assert client.post(address, {**words, "news_subject": "Two\nlines"}).status_code == 200
    assert client.post(address, words).status_code == 302
    AlertSubscription.objects.create(email="kit@example.org", confirmed_at=timezone.now())
    factories.make_publication(people)
    mail.outbox.clear()
    sending.send()
    assert [message.subject for message in mail.outbox] == ["This week"]


def test_a_round_that_never_was_is_not_found(home):
    assert Client().get("/reviews/alerts/new/1/").status_code == 404
