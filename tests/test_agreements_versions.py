"""Publishing freezes; what is frozen stays; every version keeps its address."""

from datetime import date, timedelta

import agreement_factories as agreements
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from setdab import immutability
from setdab.outbox.models import OutgoingMail
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from protocols.agreements.freezing import VersionTaken, content_of, freeze
from protocols.agreements.review_dates import months_from
from protocols.agreements.wording import html_of, parts_of, tidy
from protocols.content import canonical_json, digest_of
from protocols.models import AgreementPage, AgreementVersion, Organisation, ReviewReminder

pytestmark = pytest.mark.django_db
SECTION = "/information-sharing/"


def publish(page: AgreementPage) -> None:
    page.save_revision().publish()


def test_publishing_freezes_once_for_the_same_words(home):
    version = agreements.make_version()
    page = AgreementPage.objects.get()
    publish(page)
    assert list(AgreementVersion.objects.all()) == [version]
    assert version.digest == digest_of(version.body) == digest_of(canonical_json(content_of(page)))
    page.version_number = "1.1"
    page.what_changed = "<p>A number.</p>"
    publish(page)
    assert [one.number for one in AgreementVersion.objects.order_by("sequence")] == ["1.0", "1.1"]
    assert page.current_version.number == "1.1"


def test_other_words_under_the_same_number_are_refused_and_nothing_is_published(home):
    agreements.make_version()
    page = AgreementPage.objects.get()
    published_at = page.last_published_at
    page.purpose = "Something else."
    with pytest.raises(VersionTaken):
        publish(page)
    page = AgreementPage.objects.get()
    assert page.last_published_at == published_at
    assert page.purpose != "Something else."
    assert AgreementVersion.objects.count() == 1


def test_the_editor_is_told_beside_the_field(home, client, people):
    agreements.make_version()
    page = AgreementPage.objects.get()
    client.force_login(people.editor)
    passages = streamfield([("text", rich_text("<p>Other words.</p>"))])
    section = ("section", {"title": "Purpose", "passages": passages})
    names = ("title", "slug", "kind", "purpose", "agreement_owner", "status", "version_number")
    names += ("version_date", "approver_roles", "partners_title", "legislation_title")
    empty = rich_text("")
    data = {
        **{name: getattr(page, name) for name in names},
        "category": page.category_id,
        "lead_partner": page.lead_partner_id,
        "sections": streamfield([section]),
        "legislation": streamfield([]),
        "summary": rich_text("<p>Other words.</p>"),
        "what_changed": empty,
        "what_to_do": empty,
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(data)
    )
    assert response.status_code == 200
    assert "Give this text a new version number" in response.content.decode()
    assert AgreementVersion.objects.count() == 1


def test_space_and_tags_of_an_editor_do_not_change_the_digest(home):
    agreements.make_version()
    page = AgreementPage.objects.get()
    page.summary = page.summary.replace("<p>", '<p data-block-key="a1">\n ').replace(
        "</p>", " </p>\n"
    )
    assert freeze(page, user=None).sequence == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE protocols_agreementversion SET number = '9.9'",
        "DELETE FROM protocols_agreementversion",
    ],
)
def test_the_database_refuses_to_change_a_version(home, statement):
    agreements.make_version()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AgreementVersion.objects.filter(number="1.0").exists()


def test_sqlite_cannot_replace_a_version_either(home):
    version = agreements.make_version()
    if connection.vendor != "sqlite":
        statement, values = "TRUNCATE protocols_agreementversion CASCADE", []
    else:
        columns = [
            field.column for field in AgreementVersion._meta.concrete_fields if field.name != "id"
        ]
        names = ", ".join(columns)
        statement = (
            f"INSERT OR REPLACE INTO protocols_agreementversion ({names}) "
            f"SELECT {names} FROM protocols_agreementversion WHERE id = %s"
        )
        values = [version.pk]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_triggers_are_watched(home):
    assert immutability.missing_triggers(connection) == []
    immutability.drop(connection, "protocols")
    try:
        missing = immutability.missing_triggers(connection)
        assert "protocols_agreementversion_refuses_update" in missing
        assert not [name for name in missing if name.startswith("reviews")]
    finally:
        immutability.install(connection, "protocols")


def test_words_that_are_not_those_that_were_frozen_are_not_shown(home, client):
    version = agreements.make_version()
    immutability.drop(connection, "protocols")
    try:
        AgreementVersion.objects.update(body=version.body.replace("duty", "duck"))
    finally:
        immutability.install(connection, "protocols")
    assert client.get(version.get_absolute_url()).status_code == 404
    assert client.get(SECTION).status_code == 200


def test_every_version_keeps_its_address(home, client):
    agreements.make_version()
    agreements.next_version("2.0")
    old = client.get(f"{agreements.ADDRESS}v1.0/")
    assert "This is not the current version" in agreements.words_of(old)
    assert "not the current version" not in agreements.words_of(
        client.get(f"{agreements.ADDRESS}v2.0/")
    )
    assert client.get(f"{agreements.ADDRESS}v3.0/").status_code == 404
    page = AgreementPage.objects.get()
    page.slug, page.version_number = "new-name", "3.0"
    publish(page)
    assert client.get(f"{agreements.ADDRESS}v1.0/").status_code == 200
    assert client.get(agreements.ADDRESS).headers["Location"] == "/information-sharing/new-name/"
    page.unpublish()
    response = client.get("/information-sharing/new-name/")
    assert "No longer in use" in agreements.words_of(response)
    assert "No agreement is current" in agreements.words_of(client.get(SECTION))


def test_a_draft_of_the_page_is_never_shown(home, client):
    agreements.make_version()
    page = AgreementPage.objects.get()
    AgreementPage.objects.filter(pk=page.pk).update(
        purpose="Not frozen", summary="<p>Not frozen</p>"
    )
    for address in (SECTION, agreements.ADDRESS, "/sitemap.xml"):
        assert b"Not frozen" not in client.get(address).content


def test_the_preview_shows_the_draft(home):
    agreements.make_version()
    page = AgreementPage.objects.get()
    page.summary = "<p>Only a draft</p>"
    response = page.make_preview_request()
    words = agreements.words_of(response)
    assert response.status_code == 200
    assert "Preview: not published" in words
    assert "Only a draft" in words
    assert "Essex Police" in words


def test_a_draft_version_does_not_replace_an_approved_one(home, client):
    agreements.make_version()
    agreements.next_version("2.0", ("status: approved", "status: draft"))
    assert AgreementPage.objects.get().current_version.number == "1.0"
    assert "DRAFT" in agreements.words_of(client.get(f"{agreements.ADDRESS}v2.0/"))


def test_the_json_has_the_digest_that_the_page_shows(home, client):
    version = agreements.make_version()
    body = client.get(f"{agreements.ADDRESS}v1.0/version.json").content.decode()
    assert digest_of(body) == version.digest
    assert version.digest in client.get(agreements.ADDRESS).content.decode()


def test_comparison_shows_what_changed_and_what_to_do(home, client):
    agreements.make_version()
    agreements.next_version(
        "2.0",
        (
            "version_date: 2022-03",
            "version_date: 2026-03\nwhat_changed: Two words.\nwhat_to_do: Sign again.",
        ),
        ("a refuge |", "a refuge & <i>safe</i> house |"),
        ("It adds no new duty.", "It adds one new duty."),
        ("- it turns out to be wrong and cannot simply be corrected;\n", ""),
    )
    side = client.get(f"{agreements.ADDRESS}compare/v1.0/v2.0/")
    words = agreements.words_of(side)
    assert "Two words." in words
    assert "Sign again." in words
    html = side.content.decode()
    assert '<del><span class="govuk-visually-hidden">removed: </span>no</del>' in html
    assert '<ins><span class="govuk-visually-hidden">added: </span>one</ins>' in html
    assert "&amp; &lt;i&gt;safe&lt;/i&gt;" in html
    inline = client.get(f"{agreements.ADDRESS}compare/v1.0/v2.0/?view=inline").content.decode()
    assert "</del><ins>" in inline
    assert "simply be corrected" in inline
    assert client.get(f"{agreements.ADDRESS}compare/v1.0/v9.0/").status_code == 404
    chosen = client.get(f"{agreements.ADDRESS}compare/", {"from": "2.0", "to": "1.0"})
    assert chosen.headers["Location"] == f"{agreements.ADDRESS}compare/v2.0/v1.0/"
    same = client.get(f"{agreements.ADDRESS}compare/v1.0/v1.0/")
    assert "The words are the same" in agreements.words_of(same)


@pytest.mark.parametrize(
    ("days", "in_list", "said"),
    [(30, True, ""), (-30, True, "Due for review"), (-120, False, "Past its review date")],
)
def test_what_a_review_date_does(home, client, days, in_list, said):
    review_date = f'version: "1.0"\nreview_date: {agreements.in_days(days)}'
    agreements.make_version(('version: "1.0"', review_date))
    response = client.get(agreements.ADDRESS)
    assert response.status_code == 200
    assert said in agreements.words_of(response)
    assert (agreements.SLUG in client.get(SECTION).content.decode()) is in_list
    assert (agreements.SLUG in client.get("/sitemap.xml").content.decode()) is in_list


def test_months_end_where_they_end():
    assert months_from(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_from(date(2027, 1, 31), -3) == date(2026, 10, 31)


def test_the_lead_is_told_once_for_each_review_date(home):
    due = timezone.localdate() + timedelta(days=60)
    agreements.make_version(('version: "1.0"', f'version: "1.0"\nreview_date: {due}'))
    call_command("remind_of_reviews")
    assert not ReviewReminder.objects.exists()
    Organisation.objects.filter(name="Essex County Council").update(ig_email="lead@example.test")
    for _ in range(3):
        call_command("remind_of_reviews", verbosity=0)
    assert ReviewReminder.objects.get().review_date == due
    mail = OutgoingMail.objects.get()
    assert mail.recipient == "lead@example.test"
    page = AgreementPage.objects.get()
    page.review_date, page.version_number, page.lead_email = (
        due + timedelta(1),
        "1.1",
        "me@example.test",
    )
    publish(page)
    call_command("remind_of_reviews", verbosity=0)
    assert ReviewReminder.objects.count() == 2
    assert OutgoingMail.objects.filter(recipient="me@example.test").count() == 1


def test_a_far_review_date_tells_nobody_yet(home):
    far = agreements.in_days(200)
    agreements.make_version(('version: "1.0"', f'version: "1.0"\nreview_date: {far}'))
    Organisation.objects.filter(name="Essex County Council").update(ig_email="lead@example.test")
    call_command("remind_of_reviews", verbosity=0)
    assert not ReviewReminder.objects.exists()


def test_the_list_has_the_columns_of_partner_sites(home, client):
    agreements.make_version()
    words = agreements.words_of(client.get(SECTION))
    assert (
        "Domestic abuse (1) Title Purpose Lead organisation Other organisations Review date"
        in words
    )
    assert "52 organisations" in words


def test_the_search_finds_words_of_the_agreement(home):
    from home.search import search_everything

    agreements.make_version()
    for query in ("refuge", "integrated care boards", "Sharing Specific for Purpose"):
        assert [hit.url for hit in search_everything(query)] == [agreements.ADDRESS], query
    assert search_everything("zebra") == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>One <b>bold</b> and <i>two</i></p>",
        '<p>A <a href="https://example.test/?a=1&amp;b=2">link</a></p>',
        "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul><p>e</p>",
        "<ol><li>one</li></ol><ul><li>two</li></ul><h3>Three &lt; four</h3>",
    ],
)
def test_tidy_text_stays_as_it_is(html):
    assert tidy(html) == html
    assert html_of(parts_of(tidy(html))) == html
