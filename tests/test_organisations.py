"""The register of organisations: mergers and new names rewrite nothing."""

from datetime import date

import agreement_factories as agreements
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from protocols.models import Organisation, OrganisationSuccession

pytestmark = pytest.mark.django_db


def make(name: str, **fields: object) -> Organisation:
    return Organisation.objects.create(name=name, **fields)


def succeed(old: Organisation, new: Organisation) -> OrganisationSuccession:
    row = OrganisationSuccession(
        predecessor=old, successor=new, reason="merged", happened_on=date(2022, 7, 1)
    )
    row.full_clean()
    row.save()
    return row


def test_a_signature_keeps_its_name_with_the_successor_beside_it(home, client):
    version = agreements.make_version()
    old = Organisation.objects.get(name="West Essex CCG")
    agreements.sign(version, old)
    succeed(old, make("Herts and West Essex ICB"))
    old.name = "West Essex Clinical Commissioning Group"
    old.save()
    words = agreements.words_of(client.get(f"{agreements.ADDRESS}register/?q=West+Essex"))
    assert "Signed as: West Essex CCG" in words
    assert "Now: Herts and West Essex ICB (2022)" in words
    assert version.signatures.get().signed_name == "West Essex CCG"


def test_successions_do_not_lead_back(home):
    first, second, third = make("First"), make("Second"), make("Third")
    succeed(first, second)
    succeed(second, third)
    with pytest.raises(ValidationError, match="came before"):
        succeed(third, first)
    with pytest.raises(ValidationError):
        succeed(first, first)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationSuccession.objects.create(predecessor=first, successor=first, reason="merged")
    with pytest.raises(ProtectedError):
        second.delete()


@pytest.mark.parametrize(
    ("typed", "kept", "odd"),
    [
        ("z6034810", "Z6034810", False),
        (" ZA 123456", "ZA123456", False),
        ("00012345", "00012345", True),
    ],
)
def test_an_odd_ico_number_is_kept_and_flagged(typed, kept, odd):
    organisation = Organisation(name="One", ico_number=typed)
    organisation.full_clean()
    assert (organisation.ico_number, organisation.ico_number_is_odd) == (kept, odd)


def test_mail_domains():
    organisation = Organisation(name="One", mail_domains="@Essex.gov.uk\n\n nhs.net ")
    organisation.full_clean()
    assert organisation.domain_list == ("essex.gov.uk", "nhs.net")
    assert organisation.owns_address("a@ESSEX.gov.uk")
    assert organisation.owns_address("a@mail.nhs.net")
    assert not organisation.owns_address("a@notessex.gov.uk")
    with pytest.raises(ValidationError):
        Organisation(name="Two", mail_domains="no domain").full_clean()


def test_found_by_name_or_other_name():
    one = make("Essex Police", other_names="The police in Essex\nEP")
    assert Organisation.objects.named("essex police") == one
    assert Organisation.objects.named("ep") == one
    assert Organisation.objects.named("olice") is None
    assert list(Organisation.objects.matching("police in")) == [one]


def test_only_the_active_are_offered():
    make("Ended", active_to=date(2022, 6, 30))
    make("To come", active_from=date(2100, 1, 1))
    here = make("Here")
    assert list(Organisation.objects.active()) == [here]
    assert not Organisation.objects.get(name="Ended").is_active
    with pytest.raises(ValidationError):
        Organisation(
            name="Odd", active_from=date(2023, 1, 1), active_to=date(2022, 1, 1)
        ).full_clean()


def test_editors_and_governance_keep_the_register(home, client, people):
    organisation = make("Essex Police")
    address = reverse("wagtailsnippets_protocols_organisation:edit", args=[organisation.pk])
    for person, status in ((people.editor, 200), (people.governance, 200), (people.board, 302)):
        client.force_login(person)
        assert client.get(address).status_code == status, person
