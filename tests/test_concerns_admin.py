"""Where officers read what readers wrote, say what was done, and withdraw at once."""

import io
from datetime import timedelta

import factories
import pytest
import reader_letters as letters
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.models import Concern, FormatRequest, Publication

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_before():
    letters.forget_limits()


@pytest.fixture
def made(people, home):
    return factories.make_publication(people)


@pytest.fixture
def concern(made) -> Concern:
    letters.send(f"/reviews/{made.content.slug}/concern/", letters.CONCERN)
    return Concern.objects.get()


@pytest.fixture
def asked(home) -> FormatRequest:
    letters.send("/reviews/other-format/", letters.FORMAT)
    return FormatRequest.objects.get()


def admin(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def addresses(concern: Concern, asked: FormatRequest) -> list[str]:
    return [
        reverse("concern_list"),
        reverse("concern_detail", args=[concern.pk]),
        reverse("format_request_list"),
        reverse("format_request_detail", args=[asked.pk]),
    ]


@pytest.mark.parametrize("role", ["editor", "home_office", "superuser"])
def test_nobody_else_reads_what_readers_wrote(people, concern, asked, role):
    client = admin(getattr(people, role))
    for address in addresses(concern, asked):
        answer = client.get(address)
        assert answer.status_code in (302, 403)
        assert letters.WORDS not in answer.content.decode()
    client.post(addresses(concern, asked)[1], {"note": "Done."})
    assert Concern.objects.get().is_new
    assert "reader-messages" not in client.get("/manage/").content.decode()


@pytest.mark.parametrize("role", ["governance", "board"])
def test_officers_and_moderators_read_and_deal_with_them(people, concern, asked, role):
    user = getattr(people, role)
    client = admin(user)
    assert "Urgent: 1 concern" in client.get("/manage/").content.decode()
    for address, words in zip(
        addresses(concern, asked),
        ("Something here may identify", letters.WORDS, "Large print", letters.FORMAT["words"]),
        strict=True,
    ):
        assert words in client.get(address).content.decode()
    for row, address in ((concern, 1), (asked, 3)):
        detail = addresses(concern, asked)[address]
        assert client.post(detail, {"note": " "}).status_code == 422
        assert client.post(detail, {"note": "Nobody can be recognised."}).status_code == 302
        row.refresh_from_db()
        assert (row.handled_by, row.note) == (user, "Nobody can be recognised.")
        assert client.post(detail, {"note": "Again."}).status_code == 302
        row.refresh_from_db()
        assert row.note == "Nobody can be recognised."
    assert "None waits." in client.get(reverse("concern_list")).content.decode()
    every = client.get(f"{reverse('concern_list')}?show=all").content.decode()
    assert "dealt with" in every and str(user) in every


def test_an_urgent_concern_leads_straight_to_withdrawing(people, made, concern):
    detail = reverse("concern_detail", args=[concern.pk])
    withdraw = reverse("review_withdraw", args=[made.pk])
    shown = admin(people.board).get(detail).content.decode()
    assert f'href="{withdraw}"' in shown
    shown = admin(people.governance).get(detail).content.decode()
    assert f'href="{withdraw}"' not in shown
    assert people.board.email in shown
    assert admin(people.board).post(withdraw, {"reason": "A reader’s concern."}).status_code == 302
    assert not Publication.objects.current().exists()
    assert "is not public now" in admin(people.board).get(detail).content.decode()


def test_what_is_urgent_stands_first(people, made, concern):
    page = f"/reviews/{made.content.slug}/concern/"
    letters.send(page, {**letters.CONCERN, "kind": "wrong"})
    listed = admin(people.board).get(reverse("concern_list")).context["page"].object_list
    assert [row.kind for row in listed] == ["identifies", "wrong"]


def test_they_are_erased_some_time_after_they_were_dealt_with(people, concern, asked):
    def days_ago(model, days: int) -> None:
        moment = timezone.now() - timedelta(days=days)
        model.objects.update(handled_at=moment, handled_by=people.board)

    def apply() -> None:
        call_command("apply_retention", "--apply", stdout=io.StringIO())

    type(concern).objects.update(sent_at=timezone.now() - timedelta(days=2000))
    apply()
    assert Concern.objects.exists(), "One that waits is never erased."
    days_ago(Concern, 181)
    days_ago(FormatRequest, 29)
    apply()
    assert Concern.objects.exists() and FormatRequest.objects.exists()
    days_ago(Concern, 183)
    days_ago(FormatRequest, 31)
    out = io.StringIO()
    call_command("apply_retention", stdout=out)
    assert "Concerns of readers that were dealt with: 1" in out.getvalue()
    apply()
    assert not Concern.objects.exists() and not FormatRequest.objects.exists()


def test_a_subject_access_request_finds_what_somebody_left(concern, asked):
    out = io.StringIO()
    call_command("export_personal_data", letters.CONTACT.upper(), stdout=out)
    assert letters.WORDS in out.getvalue()
    assert letters.FORMAT["words"] in out.getvalue()
    out = io.StringIO()
    call_command("export_personal_data", "somebody.else@example.org", stdout=out)
    assert letters.WORDS not in out.getvalue()
