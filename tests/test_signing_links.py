"""Links in mails: signed, for one use, for a limited time."""

import string
from datetime import timedelta

import pytest
import signing_factories as made
from django.core import mail
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protocols.models import Signature, SignatureLink
from protocols.signing import actions, links
from protocols.signing.addresses import key_of_address
from protocols.signing.refusals import SigningRefused

pytestmark = pytest.mark.django_db
ALPHABET = string.ascii_letters + string.digits + "-_."
RELAXED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@pytest.fixture
def version(seeds):
    return made.make_version()


@given(key=st.text(alphabet=ALPHABET.replace(".", ""), min_size=1, max_size=64))
def test_what_is_signed_is_read_back(key):
    assert links.key_in(links.token_for(key)) == key


@given(key=st.text(alphabet=ALPHABET.replace(".", ""), min_size=8, max_size=40), data=st.data())
def test_one_changed_character_makes_a_token_worthless(key, data):
    token = links.token_for(key)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from(ALPHABET).filter(lambda c: c != token[place]))
    changed = token[:place] + other + token[place + 1 :]
    assert links.key_in(changed) != key or changed == token
    assert links.key_in(changed) is None or changed.split(".")[2] != token.split(".")[2]


@RELAXED
@given(token=st.text(max_size=300))
def test_whatever_is_sent_as_a_token_is_answered_calmly(client, token):
    assert links.find_link(token) is None
    safe = "".join(c for c in token if c in ALPHABET) or "x"
    for below in ("", "delegate/", "decline/", "wrong-name/"):
        assert client.get(f"{made.START}link/{safe}/{below}").status_code in (404, 400)


def test_the_database_does_not_hold_what_the_mail_holds(version):
    signature = made.make_signature("submitted", version)
    token, link = made.newest_link(signature)
    key = links.key_in(token)
    assert key not in link.key_digest and len(link.key_digest) == 64
    assert link.expires_at - link.created_at == timedelta(days=7)


def test_a_link_works_once(version):
    signature = made.make_signature("submitted", version)
    token, link = made.newest_link(signature)
    actions.confirm(signature=signature, link=link)
    with pytest.raises(SigningRefused):
        actions.confirm(signature=signature, link=link)
    page = Client().get(f"{made.START}link/{token}/")
    assert page.status_code == 410
    assert "confirmed already" in page.content.decode()
    assert "Okafor" not in page.content.decode()


def test_of_two_who_use_a_link_at_once_one_is_refused(version):
    _, link = made.newest_link(made.make_signature("submitted", version))
    stale = SignatureLink.objects.get(pk=link.pk)
    links.use(link)
    with pytest.raises(SigningRefused):
        links.use(stale)


def test_an_expired_link_changes_nothing_and_can_be_sent_again(client, version):
    signature = made.make_signature("submitted", version)
    token, _ = made.newest_link(signature)
    made.days_ago(signature, 8)
    page = client.get(f"{made.START}link/{token}/")
    assert page.status_code == 410 and "has expired" in page.content.decode()
    assert client.post(f"{made.START}link/{token}/", {"action": "confirm"}).status_code == 410
    client.post(f"{made.START}link/{token}/again/")
    assert len(mail.outbox) == 2
    new, link = made.newest_link(signature)
    assert new != token and links.is_usable(link)
    client.post(f"{made.START}link/{token}/again/")
    assert len(mail.outbox) == 2


def test_opening_a_link_changes_nothing(client, version):
    signature = made.make_signature("submitted", version)
    token, _ = made.newest_link(signature)
    before = Signature.objects.values().get()
    for method in (client.get, client.head):
        assert method(f"{made.START}link/{token}/").status_code == 200
    assert Signature.objects.values().get() == before
    assert made.newest_link(signature)[1].used_at is None


def test_a_delegated_link_is_for_the_colleague_alone(client, version):
    signature = made.make_signature("submitted", version)
    token, _ = made.newest_link(signature)
    domain = signature.email.rpartition("@")[2]
    for email, words in (
        ("someone@elsewhere.example", "same organisation"),
        ("someone@gmail.com", "same organisation"),
        (signature.email.upper(), "not your own"),
    ):
        page = client.post(f"{made.START}link/{token}/delegate/", {"name": "Kim", "email": email})
        assert page.status_code == 422 and words in page.content.decode()
    client.post(f"{made.START}link/{token}/delegate/", {"name": "Kim", "email": f"kim@{domain}"})
    signature.refresh_from_db()
    assert (signature.state, signature.email) == ("delegated", f"kim@{domain}")
    assert mail.outbox[-1].to == [f"kim@{domain}"]
    assert "Kim" not in mail.outbox[-1].body
    assert client.get(f"{made.START}link/{token}/").status_code == 410
    assert client.post(f"{made.START}link/{token}/decline/", {"reason": "x"}).status_code == 410
    signature.refresh_from_db()
    assert signature.state == "delegated"


def test_a_correction_is_read_behind_the_link_and_signed_without_a_second_mail(
    client, people, version
):
    signature = made.make_signature("correction asked", version, people.governance)
    assert "The number." not in mail.outbox[-1].body
    token, _ = made.newest_link(signature)
    assert "The number." in client.get(f"{made.START}link/{token}/").content.decode()
    assert client.post(f"{made.START}link/{token}/", {"action": "change"}).url.endswith("/check/")
    sent = len(mail.outbox)
    assert client.post(f"{made.START}check/").url == f"{made.START}done/"
    signature.refresh_from_db()
    assert signature.state == "confirmed"
    asked = [m for m in mail.outbox[sent:] if m.to == [signature.email]]
    assert len(asked) == 1 and "We have your sign-up" in asked[0].subject


def test_another_address_than_the_links_has_to_be_confirmed(client, people, version):
    signature = made.make_signature("correction asked", version, people.governance)
    token, _ = made.newest_link(signature)
    client.post(f"{made.START}link/{token}/", {"action": "change"})
    approver = {**made.APPROVER, "email": "another@elsewhere.example"}
    client.post(f"{made.START}approver/", approver)
    assert client.post(f"{made.START}check/").url == f"{made.START}sent/"
    signature.refresh_from_db()
    assert signature.state == "submitted"
    assert mail.outbox[-1].to == ["another@elsewhere.example"]
    assert client.get(f"{made.START}link/{token}/").status_code == 404


@pytest.mark.parametrize(
    ("one", "other"),
    [("A.Person@X.example", "a.person@x.example"), ("a+1@x.example", "a+2@x.example")],
)
def test_spellings_that_reach_the_same_person_are_one_address(one, other):
    assert key_of_address(one) == key_of_address(other)


def test_a_link_of_one_sign_up_does_not_open_another(version):
    first = made.make_signature("submitted", version)
    second = made.make_signature("submitted", version)
    with pytest.raises(SigningRefused):
        actions.confirm(signature=second, link=made.newest_link(first)[1])


def test_times_are_kept(version):
    signature = made.make_signature("confirmed", version)
    assert signature.submitted_at <= signature.confirmed_at <= timezone.now()
    assert "Confirmed through the link" in signature.evidence
