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
