"""The public pages of a sign-up, asked over HTTP without a browser."""

import pytest
import signing_factories as made
from django.core import mail
from django.core.cache import cache
from django.test import Client

from protocols.models import Signature

pytestmark = pytest.mark.django_db
START = made.START


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def version(seeds):
    made.make_organisation("Harlow Homes", mail_domains="harlowhomes.example")
    return made.make_version()


def sign(client: Client, version, **changes) -> Signature:
    made.fill_in(client, version, **changes)
    assert client.post(f"{START}check/").url == f"{START}sent/"
    return Signature.objects.latest("pk")


def test_the_whole_way_from_the_first_page_to_the_reference(client, version):
    page = client.get(START)
    assert version.get_absolute_url() in page.content.decode()
    assert not page.cookies.get("session")
    made.fill_in(client, version)
    check = client.get(f"{START}check/").content.decode()
    assert "Sam Okafor" in check and "ZA123456" in check and "1 November 2025" in check
    assert client.post(f"{START}check/").url == f"{START}sent/"
    signature = Signature.objects.get()
    assert signature.state == "submitted"
    [message] = mail.outbox
    assert message.to == ["sam.okafor@harlowhomes.example"]
    assert signature.reference in message.subject
    for answer in ("Sam", "Okafor", "Harlow", "Director", "ZA123456"):
        assert answer not in message.body + message.subject
    token, _ = made.newest_link(signature)
    elsewhere = Client()
    page = elsewhere.get(f"{START}link/{token}/")
    assert "Confirm and sign" in page.content.decode()
    assert Signature.objects.get().state == "submitted"
    done = elsewhere.post(f"{START}link/{token}/", {"action": "confirm"}, follow=True)
    assert signature.reference in done.content.decode()
    signature.refresh_from_db()
    assert (signature.state, signature.signed_name, signature.role) == (
        "confirmed",
        "Harlow Homes",
        "siro",
    )
    copy = elsewhere.get(f"{START}done/copy/")
    assert "attachment" in copy.headers["Content-Disposition"]
    assert version.digest in copy.content.decode()


@pytest.mark.parametrize("role", ["other", "director", "siro; DROP TABLE", ""])
def test_a_role_outside_the_list_is_refused_with_the_reason(client, version, role):
    client.post(START, {"version": version.pk})
    page = client.post(f"{START}approver/", {**made.APPROVER, "role": role})
    assert page.status_code == 422
    if role:
        assert "Only a Senior Information Risk Owner" in page.content.decode()
    assert client.get(f"{START}check/").url == f"{START}organisation/"


@pytest.mark.parametrize(
    ("step", "changes", "words"),
    [
        ("organisation", {"organisation_name": ""}, "Enter the name of your organisation"),
        ("organisation", {"organisation_name": "x" * 161}, "160 characters or fewer"),
        ("approver", {"email": "sam.okafor@"}, "correct format"),
        ("approver", {"approver_name": " "}, "Enter your full name"),
        ("authority", {"agreed_on_1": "13"}, "must be a real date"),
        ("authority", {"agreed_on_2": ""}, "must include a year"),
        ("authority", {"agreed_on_2": "2999"}, "must be today or in the past"),
        ("authority", {"authorised": ""}, "Confirm that you are authorised"),
        ("authority", {"parent_signed": "maybe"}, "Say whether"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(client, version, step, changes, words):
    client.post(START, {"version": version.pk})
    data = {
        "organisation": made.ORGANISATION,
        "approver": made.APPROVER,
        "authority": made.AUTHORITY,
    }[step]
    sent = {**data, **changes}
    page = client.post(f"{START}{step}/", sent)
    text = page.content.decode()
    assert page.status_code == 422
    assert words in text and "<title>Error: " in text and "There is a problem" in text
    again = client.get(f"{START}{step}/").content.decode()
    typed = [v for k, v in sent.items() if v.strip() and not k.startswith(("parent", "name_p"))]
    for value in typed:
        assert value in again


def test_an_unknown_name_is_asked_about_and_may_be_signed_as_it_is(client, version):
    client.post(START, {"version": version.pk})
    typed = {"organisation_name": "Harlow Hoomes"}
    page = client.post(f"{START}organisation/", typed)
    assert page.status_code == 200 and "Harlow Homes" in page.content.decode()
    assert "There is a problem" not in page.content.decode()
    page = client.post(f"{START}organisation/", {**typed, "asked": "1"})
    assert page.status_code == 422
    forged = client.post(f"{START}organisation/", {**typed, "asked": "1", "which": "99999"})
    assert forged.status_code == 422
    client.post(f"{START}organisation/", {**typed, "which": "not-listed"})
    client.post(f"{START}approver/", made.APPROVER)
    client.post(f"{START}authority/", made.AUTHORITY)
    client.post(f"{START}check/")
    signature = Signature.objects.get()
    assert (signature.organisation, signature.signed_name) == (None, "Harlow Hoomes")


def test_an_organisation_that_ended_leads_to_its_successor(client, version):
    from protocols.models import OrganisationSuccession

    old = made.make_organisation("Old CCG", active_to="2022-06-30")
    new = made.make_organisation("New ICB")
    OrganisationSuccession.objects.create(predecessor=old, successor=new, reason="replaced")
    client.post(START, {"version": version.pk})
    page = client.post(f"{START}organisation/", {"organisation_name": "Old CCG"})
    assert f'value="{new.pk}"' in page.content.decode()


def test_an_odd_ico_number_is_warned_about_and_accepted(client, version):
    made.fill_in(client, version, ico_number="12345")
    assert "does not look like" in client.get(f"{START}check/").content.decode()
    client.post(f"{START}check/")
    assert Signature.objects.get().ico_number == "12345"


def test_every_page_is_private_and_exit_wipes_the_answers(client, version):
    made.fill_in(client, version)
    for path in ("", "organisation/", "approver/", "authority/", "check/"):
        response = client.get(f"{START}{path}")
        assert "no-store" in response.headers["Cache-Control"]
        assert f'href="{START}exit/"' in response.content.decode()
    gone = client.get(f"{START}exit/")
    assert gone.status_code == 303
    assert gone.headers["Location"].startswith("https://www.bbc.co.uk/")
    assert gone.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(f"{START}check/").url == START


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_cannot_wipe_the_answers(client, version, site):
    made.fill_in(client, version)
    gone = client.get(f"{START}exit/", headers={"Sec-Fetch-Site": site})
    assert gone.status_code == 303
    assert "Clear-Site-Data" not in gone.headers
    assert "no-store" in gone.headers["Cache-Control"]
    assert client.get(f"{START}check/").status_code == 200
    client.get(f"{START}exit/", headers={"Sec-Fetch-Site": "same-origin"})
    assert client.get(f"{START}check/").url == START


def test_exit_does_not_log_an_officer_out(client, people, version):
    client.force_login(people.governance)
    made.fill_in(client, version)
    client.get(f"{START}exit/")
    assert client.get(f"{START}check/").url == START
    assert client.get("/manage/signatures/").status_code == 200


def test_answers_last_a_day(client, version):
    import time
    from unittest import mock

    made.fill_in(client, version)
    assert client.session.get_expiry_age() == 24 * 60 * 60
    assert client.get(f"{START}check/").status_code == 200
    with mock.patch("protocols.signing.answers.time.time", return_value=time.time() + 86_500):
        assert client.get(f"{START}check/").url == START


def test_a_version_that_changed_meanwhile_has_to_be_read(client, version):
    made.fill_in(client, version)
    made.make_version(version.agreement, "3.0")
    page = client.post(f"{START}check/")
    assert page.status_code == 409 and "newer version" in page.content.decode()
    assert not Signature.objects.exists()


def test_what_a_machine_fills_in_is_thrown_away(client, version):
    made.fill_in(client, version)
    for step in ("check", "approver"):
        trapped = client.post(f"{START}{step}/", {**made.APPROVER, "website": "http://spam"})
        assert trapped.url == f"{START}sent/"
    assert client.get(f"{START}sent/").status_code == 200
    assert not Signature.objects.exists() and not mail.outbox


def test_what_is_too_long_is_refused(client, version):
    client.post(START, {"version": version.pk})
    page = client.post(f"{START}approver/", {**made.APPROVER, "job_title": "x" * 60_000})
    assert page.status_code == 413


def test_resending_is_limited(client, version):
    sign(client, version)
    for _ in range(5):
        client.post(f"{START}sent/again/")
    assert len(mail.outbox) == 1 + 3


def test_changing_the_address_to_and_fro_mails_nobody_twice(client, version):
    sign(client, version)
    for email in ("b@x.example", made.APPROVER["email"], "b@x.example"):
        client.post(f"{START}approver/", {**made.APPROVER, "email": email})
        client.post(f"{START}check/")
    assert sorted(message.to[0] for message in mail.outbox) == [
        "b@x.example",
        made.APPROVER["email"],
    ]


def test_a_flood_mails_nobody_twice_and_never_fills_the_queue(people, version, client):
    """From many networks, for a few people, in every spelling of their addresses."""
    victims = [f"victim{n}@harlowhomes.example" for n in range(3)]
    for number in range(90):
        name, _, domain = victims[number % 3].partition("@")
        spelling = f"{name.upper() if number % 2 else name}+{number}@{domain}"
        attacker = Client(REMOTE_ADDR=f"198.51.{number % 250}.{number // 250 + 1}")
        made.fill_in(attacker, version, email=spelling, organisation_name="Harlow Homes")
        assert attacker.post(f"{START}check/").status_code in (302, 429)
    assert len(mail.outbox) == 3
    assert Signature.objects.count() == 3
    client.force_login(people.governance)
    page = client.get("/manage/signatures/").content.decode()
    assert "Nothing waits for a decision" in page
    one_network = Client(REMOTE_ADDR="203.0.113.9")
    answers = []
    for number in range(22):
        made.fill_in(one_network, version, email=f"other{number}@harlowhomes.example")
        answers.append(one_network.post(f"{START}check/").status_code)
        one_network.cookies.clear()
    assert answers == [302] * 20 + [429] * 2
    assert len(mail.outbox) == 3 + 20


def test_no_more_than_a_few_hundred_unconfirmed_an_hour(client, version, monkeypatch):
    monkeypatch.setattr("protocols.signing.views.MOST_UNCONFIRMED_IN_AN_HOUR", 0)
    made.fill_in(client, version)
    page = client.post(f"{START}check/")
    assert page.status_code == 429 and "try again in an hour" in page.content.decode()
