"""No way round the login, and errors that give nothing away; test_whole_site.py has every page."""

import factories
import pytest
from django.core.cache import cache
from django.test import Client, override_settings

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_admin_has_an_enforced_policy_of_its_own(people):
    client = Client()
    client.force_login(people.editor)
    response = client.get("/manage/")
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_hsts_and_secure_cookies_are_on_in_production():
    from setdab.settings import production

    assert production.SECURE_HSTS_SECONDS >= 31_536_000
    assert production.SESSION_COOKIE_SECURE
    assert production.CSRF_COOKIE_SECURE
    assert production.REQUIRE_MFA


@pytest.mark.parametrize("address", ["/manage/login/", "/_util/login/"])
def test_wagtails_own_logins_only_lead_to_ours(people, address):
    client = Client()
    response = client.post(
        address, {"username": people.superuser.email, "password": factories.PASSWORD}
    )
    assert response.status_code in (302, 405)
    if response.status_code == 302:
        assert response.url.startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_logging_in_works_and_wrong_passwords_are_limited(people):
    cache.clear()
    right = {"login": people.editor.email, "password": factories.PASSWORD}
    assert Client().post("/accounts/login/", right).url == "/manage/"
    wrong = {**right, "password": "not-this"}
    answers = [Client().post("/accounts/login/", wrong) for _ in range(12)]
    assert "Too many failed login attempts" in answers[-1].content.decode()
    assert Client().post("/accounts/login/", right).status_code == 200
    cache.clear()


@override_settings(REQUIRE_MFA=True)
def test_a_password_alone_does_not_open_the_admin(people):
    client = Client()
    client.force_login(people.board)
    response = client.get("/manage/reviews/")
    assert response.status_code == 302
    assert "2fa" in response.url


def test_nobody_signs_up(db):
    response = Client().get("/accounts/signup/")
    assert "Accounts are made by the Board" in response.content.decode()
    Client().post(
        "/accounts/signup/",
        {"email": "a@b.example", "password1": "x" * 14, "password2": "x" * 14},
    )
    from setdab.accounts.models import User

    assert not User.objects.filter(email="a@b.example").exists()


def test_unknown_hosts_are_refused(home):
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 400


def test_health(home):
    assert Client().get("/health/live").content == b"ok"
    ready = Client().get("/health/ready")
    assert ready.status_code == 200
    assert set(ready.json()["checks"]) >= {"database", "migrations", "storage", "ledger"}


def test_readiness_fails_without_the_ledgers_triggers(home):
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError
    from django.db import connection
    from setdab import immutability

    with connection.cursor() as cursor:
        on_table = "" if connection.vendor == "sqlite" else " ON reviews_publication"
        cursor.execute(f"DROP TRIGGER reviews_publication_refuses_update{on_table}")
    ready = Client().get("/health/ready")
    assert ready.status_code == 503
    assert ready.json()["checks"]["ledger"] == "failed: RuntimeError"
    with pytest.raises(SystemCheckError, match="reviews_publication_refuses_update"):
        call_command("check", databases=["default"])
    immutability.install(connection)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/no-such-page/", 404), ("/reviews/none/", 404), ("/reviews/none", 301)],
)
def test_errors_have_the_sites_look(home, address, status):
    response = Client().get(address)
    assert response.status_code == status
    if status == 404:
        assert "govuk-template" in response.content.decode()


def test_the_500_page_needs_no_database(home, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("Marigold must not be shown")

    monkeypatch.setattr("reviews.library.views.Paginator", broken)
    response = Client(raise_request_exception=False).get("/reviews/")
    assert response.status_code == 500
    assert "Marigold" not in response.content.decode()
    assert "something went wrong" in response.content.decode()


def test_no_document_of_wagtails_library_is_public(home):
    assert Client().get("/documents/1/anything.pdf").status_code == 404
