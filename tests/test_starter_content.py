import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from setdab.accounts.models import User

from reviews.models import Edition, Publication, ReviewPage, Withdrawal
from reviews.moderation import task_state_of

pytestmark = pytest.mark.django_db


def test_six_reviews_stand_at_every_place(starter):
    assert ReviewPage.objects.count() == 6
    assert Publication.objects.current().count() == 2
    assert Withdrawal.objects.count() == 1
    waiting = [task_state_of(page) for page in ReviewPage.objects.all()]
    assert sorted(str(state.task) for state in waiting if state) == [
        "Anonymisation check",
        "Board sign-off",
        "Home Office approval",
    ]


def test_loading_again_changes_nothing(starter):
    ReviewPage.objects.filter(slug="rowan").update(sentence="Changed by an editor.")
    before = list(Edition.objects.values_list("digest", flat=True))
    call_command("load_starter_content", verbosity=0)
    assert list(Edition.objects.values_list("digest", flat=True)) == before
    assert ReviewPage.objects.get(slug="rowan").sentence == "Changed by an editor."
    assert User.objects.count() == 4


def test_every_published_review_says_that_it_is_fictional(starter):
    for publication in Publication.objects.current():
        page = Client().get(f"/reviews/{publication.content.slug}/").content.decode()
        assert page.count("This review is fictional") >= 2


def test_demo_accounts_log_in_only_where_they_are_allowed(starter, capsys):
    assert not any(user.has_usable_password() for user in User.objects.all())
    with override_settings(DEMO_ACCOUNTS=True):
        call_command("load_starter_content", verbosity=0)
    assert "board@demo.example" in capsys.readouterr().out
    assert all(user.has_usable_password() for user in User.objects.all())


def test_every_page_of_the_sitemap_and_of_the_navigation_answers(starter):
    import re

    from home.navigation import FOOTER_LINKS, MAIN_LINKS

    sitemap = Client().get("/sitemap.xml").content.decode()
    paths = [
        re.sub(r"^https?://[^/]+", "", url) for url in re.findall(r"<loc>(.*?)</loc>", sitemap)
    ]
    assert len(paths) > 10
    for path in {*paths, *(link.href for link in (*MAIN_LINKS, *FOOTER_LINKS))}:
        response = Client().get(path)
        assert response.status_code == 200, path
        text = response.content.decode()
        assert text.count("<h1") == 1, path
        for href in re.findall(r'href="(/[^"#]*)"', text):
            if not href.startswith("/static/"):
                assert Client().get(href).status_code in (200, 302), f"{path} leads to {href}"
