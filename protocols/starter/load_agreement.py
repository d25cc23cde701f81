"""Gives an empty site its section on information sharing, with an agreement in our own words."""

from datetime import date, timedelta
from pathlib import Path

from wagtail.models import Page
from wagtail.rich_text import RichText

from home.models import HomePage, InformationPage
from protocols.agreements.format import read_agreement
from protocols.agreements.loading import load, make_section
from protocols.models import (
    AgreementPage,
    InformationSharingPage,
    Organisation,
    OrganisationKind,
    OrganisationSuccession,
)

AGREEMENT = Path(__file__).parent / "agreement.md"
TITLE = "Sharing information for reviews"
LEAD = (
    "A review can learn only from what organisations are willing to share. "
    "They do so under an agreement that anybody can read."
)
BODY = """
<h2>If you work for one of these organisations</h2>
<p>Ask your information governance lead whether your organisation has signed, or look in the register.
Only its Senior Information Risk Owner (SIRO), Caldicott Guardian or Chief Information Officer (CIO) may
sign for it.</p>
<p>Never send us anything about a person through this website or by ordinary e-mail.</p>
"""
# Only what is certain; where the day is not, it is left out.
SUCCESSIONS = (
    (
        "West Essex CCG",
        "NHS Hertfordshire and West Essex Integrated Care Board",
        OrganisationKind.HEALTH,
        OrganisationSuccession.Reason.REPLACED,
        date(2022, 7, 1),
    ),
    (
        "Colchester Council",
        "Colchester City Council",
        OrganisationKind.COUNCIL,
        OrganisationSuccession.Reason.RENAMED,
        None,
    ),
)


def load_information_sharing(home: HomePage) -> bool:
    """Whether anything was missing and has been added."""
    section = InformationSharingPage.objects.first() or _section(home)
    if AgreementPage.objects.child_of(section).exists():
        return False
    load(read_agreement(AGREEMENT.read_bytes()))
    for succession in SUCCESSIONS:
        _succession(*succession)
    return True


def _section(home: HomePage) -> InformationSharingPage:
    # An ordinary page stood at this address in earlier starter content.
    earlier = Page.objects.child_of(home).filter(slug="information-sharing").first()
    if earlier is not None and isinstance(earlier.specific, InformationPage):
        earlier.delete()
    section = make_section()
    section.title = section.draft_title = TITLE
    section.lead = LEAD
    section.show_in_menus = True
    section.body = [("text", RichText(" ".join(BODY.split())))]
    section.save_revision().publish()
    return section


def _succession(
    old: str, new: str, kind: OrganisationKind, reason: str, happened_on: date | None
) -> None:
    predecessor = Organisation.objects.named(old)
    if predecessor is None:
        return
    successor, _ = Organisation.objects.get_or_create(name=new, defaults={"kind": kind})
    OrganisationSuccession.objects.get_or_create(
        predecessor=predecessor,
        successor=successor,
        defaults={"reason": reason, "happened_on": happened_on},
    )
    if happened_on:
        last_day = happened_on - timedelta(days=1)
        Organisation.objects.filter(pk=predecessor.pk, active_to=None).update(active_to=last_day)
