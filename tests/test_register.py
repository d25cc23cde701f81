"""The public register, its CSV and JSON, and the return to the framework."""

import csv
import hashlib
import io
import json
import zipfile

import agreement_factories as agreements
import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from home.models import BoardSettings
from protocols.models import AgreementPartner, Organisation, ReturnToFramework, Signature

pytestmark = pytest.mark.django_db
REGISTER = f"{agreements.ADDRESS}register/"


@pytest.fixture
def version(home):
    return agreements.make_version()


def named(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def rows_of(client, address: str) -> list[dict[str, str]]:
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_who_has_signed_and_who_has_not(version, client):
    agreements.sign(version, named("Essex Police"))
    agreements.sign(version, named("Peabody"), state="withdrawn")
    words = agreements.words_of(client.get(REGISTER))
    assert "1 of 53 organisations has signed version 1.0" in words
    assert (
        "Essex Police Signed Version 1.0, 4 May 2026 Senior Information Risk Owner (SIRO)" in words
    )
    assert "Peabody Not signed None yet" in words
    assert "Sam Private" not in words
    signed = agreements.words_of(client.get(REGISTER, {"show": "signed"}))
    assert "Essex Police" in signed
    assert "Peabody" not in signed
    assert "Essex Police" not in agreements.words_of(client.get(REGISTER, {"show": "not-signed"}))


def test_the_approver_is_named_only_where_they_agreed(version, client):
    agreements.sign(version, named("Essex Police"), name_public=True)
    assert "Sam Private" in agreements.words_of(client.get(REGISTER))


@pytest.mark.parametrize("query", ["police", "POLICE essex", "Essex  Police", "old constabulary"])
def test_is_it_a_signatory(version, client, query):
    agreements.sign(version, named("Essex Police"), signed_name="Old Constabulary")
    words = agreements.words_of(client.get(REGISTER, {"q": query}))
    assert "1 organisation for" in words
    assert "Signed as: Old Constabulary" in words


def test_nobody_of_that_name(version, client):
    words = agreements.words_of(client.get(REGISTER, {"q": "zebra\x00"}))
    assert "No organisation of that name" in words
    for odd in ("%", "<script>", "'" * 500):
        assert client.get(REGISTER, {"q": odd, "show": "odd", "page": "x"}).status_code == 200


def test_a_new_version_starts_unsigned_and_the_old_signatures_stay(version, client):
    agreements.sign(version, named("Essex Police"))
    agreements.next_version("2.0")
    words = agreements.words_of(client.get(REGISTER, {"q": "Essex Police"}))
    assert "0 of 53 organisations have signed version 2.0" in words
    assert "Not signed Version 1.0, 4 May 2026" in words
    old = agreements.words_of(client.get(REGISTER, {"version": "1.0"}))
    assert "1 of 53 organisations has signed version 1.0, which is not the current one" in old
    assert client.get(REGISTER, {"version": "7"}).status_code == 404


def test_csv_and_json_say_the_same(version, client):
    agreements.sign(version, named("Essex Police"), signed_name='=HYPERLINK("x")')
    rows = rows_of(client, f"{agreements.ADDRESS}register.csv")
    assert len(rows) == 53
    police = next(row for row in rows if row["Organisation"] == "Essex Police")
    assert police["Name as signed"].startswith("'=")
    assert (police["Signed"], police["Version"], police["Approver"]) == ("yes", "1.0", "")
    body = json.loads(client.get(f"{agreements.ADDRESS}register.json").content)
    assert body["sha256"] == version.digest
    assert len(body["organisations"]) == 53
    signed = [one for one in body["organisations"] if one["signed_this_version"]]
    assert [one["organisation"] for one in signed] == ["Essex Police"]
    assert signed[0]["signatures"][0]["agreed_on"] == "2026-05-04"
    assert "sam@example.test" not in str(body) + str(rows)


def test_the_one_register_has_an_address_of_its_own(version, client):
    response = client.get("/information-sharing/register/")
    assert response.headers["Location"] == REGISTER


def grow(version, size: int) -> None:
    """So many organisations, each a partner that has signed."""
    have = Organisation.objects.count()
    made = Organisation.objects.bulk_create(
        Organisation(name=f"Grown {number}") for number in range(have, size)
    )
    AgreementPartner.objects.bulk_create(
        AgreementPartner(agreement_id=version.agreement_id, organisation=one) for one in made
    )
    template = Signature.objects.first() or agreements.sign(version, named("Essex Police"))
    values = {
        field.attname: getattr(template, field.attname)
        for field in Signature._meta.concrete_fields
        if field.name not in ("id", "reference", "organisation")
    }
    Signature.objects.bulk_create(
        Signature(**values, reference=f"G-{one.pk}", organisation=one) for one in made
    )


@pytest.mark.parametrize("name", ["register", "register_csv", "register_json", "agreement"])
def test_as_many_queries_for_5000_organisations_as_for_50(version, client, name):
    address = reverse(name, args=[agreements.SLUG])
    counts = []
    for size in (60, 5000):
        grow(version, size)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] < 20


def test_the_return_is_made_kept_and_mailed(version, client, people):
    agreements.sign(version, named("Essex Police"))
    client.force_login(people.governance)
    address = reverse("return_send", args=[version.pk])
    client.post(address)
    assert not ReturnToFramework.objects.exists()
    board = BoardSettings.for_site(Site.objects.get(is_default_site=True))
    board.framework_email = "framework@example.test"
    board.save()
    client.post(address)
    row = ReturnToFramework.objects.get()
    assert (row.signatories, row.sent_to, row.made_by) == (
        1,
        "framework@example.test",
        people.governance,
    )
    message = mail.outbox[-1]
    assert message.to == ["framework@example.test"]
    name, data, kind = message.attachments[0]
    assert (kind, name.startswith("return-")) == ("application/zip", True)
    assert hashlib.sha256(data).hexdigest() == row.pack_digest
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        contents = {one: pack.read(one) for one in pack.namelist()}
    pdf = contents[f"{agreements.SLUG}-v1.0.pdf"]
    listed = contents[f"signatories-{agreements.SLUG}-v1.0.csv"]
    assert hashlib.sha256(pdf).hexdigest() == row.pdf_digest
    assert hashlib.sha256(listed).hexdigest() == row.csv_digest
    for digest in (row.pdf_digest, row.csv_digest):
        assert digest in contents["SHA256SUMS.txt"].decode()
        assert digest in message.body
    assert "Essex Police" in listed.decode("utf-8-sig")
    assert b"Sam Private" not in listed
    page = client.get(reverse("return_list")).content.decode()
    assert "framework@example.test" in page
    assert client.get(reverse("return_pack", args=[row.pk])).status_code == 200


def test_only_officers_make_returns(version, client, people):
    for person in (people.editor, people.superuser):
        client.force_login(person)
        assert client.post(reverse("return_send", args=[version.pk])).status_code in (302, 403)
        assert client.get(reverse("return_list")).status_code in (302, 403)
    assert not ReturnToFramework.objects.exists()
