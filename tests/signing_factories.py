"""An agreement that can be signed, and sign-ups in every state."""

import re
from datetime import date
from itertools import count

import factories
from django.core import mail
from django.test import Client
from django.utils import timezone
from setdab.accounts.models import User

from protocols.agreements.freezing import freeze
from protocols.models import (
    AgreementCategory,
    AgreementPage,
    AgreementVersion,
    InformationSharingPage,
    Organisation,
    Signature,
    SignatureState,
)
from protocols.signing import actions, decisions, links

_numbers = count(1)
START = "/information-sharing/sign/"
ORGANISATION = {"organisation_name": "Harlow Homes"}
APPROVER = {
    "approver_name": "Sam Okafor",
    "role": "siro",
    "job_title": "Director of Finance",
    "email": "sam.okafor@harlowhomes.example",
    "name_public": "no",
}
AUTHORITY = {
    "parent_signed": "yes",
    "parent_signed_on_0": "27",
    "parent_signed_on_1": "3",
    "parent_signed_on_2": "2021",
    "ico_number": "za 123456",
    "agreed_on_0": "1",
    "agreed_on_1": "Nov",
    "agreed_on_2": "2025",
    "authorised": "on",
}


def make_organisation(name: str = "", **fields: object) -> Organisation:
    name = name or f"Organisation {next(_numbers)}"
    return Organisation.objects.get_or_create(name=name, defaults=fields)[0]


def make_agreement(**fields: object) -> AgreementPage:
    home = factories.make_site()
    section = InformationSharingPage.objects.first()
    if section is None:
        section = home.add_child(
            instance=InformationSharingPage(title="Information sharing", slug="information-sharing")
        )
    number = next(_numbers)
    values = {
        "title": f"Sharing for reviews {number}",
        "slug": f"sharing-{number}",
        "category": AgreementCategory.objects.get_or_create(name="Safeguarding")[0],
        "purpose": "So that lessons are learned.",
        "lead_partner": make_organisation("Essex County Council"),
        "agreement_owner": "Essex County Council",
        "status": "approved",
        "version_number": "2.0",
        "version_date": "2022-03",
        "parent_title": "Overarching Safeguarding ISP",
        "approver_roles": "Senior Information Risk Owner (SIRO)",
        "summary": "<p>To be read with the parent agreement.</p>",
        **fields,
    }
    return section.add_child(instance=AgreementPage(**values))


def make_version(agreement: AgreementPage | None = None, number: str = "2.0") -> AgreementVersion:
    agreement = agreement or make_agreement()
    agreement.version_number = number
    agreement.save()
    return freeze(agreement, user=None)


def answers(**changes: object) -> dict[str, object]:
    number = next(_numbers)
    organisation = changes.pop("organisation", "")
    if organisation == "":
        organisation = make_organisation(f"Housing {number}", mail_domains=f"h{number}.example")
    domain = (
        organisation.domain_list[0] if organisation and organisation.domain_list else "x.example"
    )
    return {
        "organisation": organisation,
        "signed_name": organisation.name if organisation else "An unlisted charity",
        "role": "siro",
        "approver_name": "Sam Okafor",
        "job_title": "Director",
        "email": f"sam{number}@{domain}",
        "name_public": False,
        "parent_signed": True,
        "parent_signed_on": date(2021, 3, 27),
        "ico_number": "ZA123456",
        "authorised": True,
        "agreed_on": date(2025, 11, 1),
        **changes,
    }


def newest_link(signature: Signature) -> tuple[str, object]:
    """The token that was mailed last about this signature, and its link."""
    bodies = [m.body for m in mail.outbox if signature.reference in m.body and "/link/" in m.body]
    token = re.search(r"/link/([^/]+)/", bodies[-1])[1]
    return token, links.find_link(token)


def make_signature(
    state: str, version: AgreementVersion, officer: User | None = None, **changes: object
) -> Signature:
    """A signature brought to a state by the steps that lead there."""
    S = SignatureState
    if state in (S.INVITED, S.DELEGATED):
        from protocols.signing.invitations import invite_one

        organisation = changes.get("organisation") or make_organisation(mail_domains="same.example")
        signature = invite_one(
            version=version,
            organisation=organisation,
            email=changes.get("email", f"first{next(_numbers)}@same.example"),
            officer=officer,
        )
        if state == S.DELEGATED:
            actions.delegate(
                signature=signature,
                link=newest_link(signature)[1],
                name="Col League",
                email=f"second{next(_numbers)}@same.example",
            )
        return Signature.objects.get(pk=signature.pk)
    signature = actions.start(version=version, answers=answers(**changes))
    link = newest_link(signature)[1]
    if state == S.DECLINED:
        actions.decline(signature=signature, link=link, reason="We left.")
    elif state != S.SUBMITTED:
        actions.confirm(signature=signature, link=link)
    if state in (S.ACCEPTED, S.SUPERSEDED):
        decisions.accept(signature=signature, officer=officer)
    elif state == S.CORRECTION_ASKED:
        decisions.ask_correction(signature=signature, officer=officer, reason="The number.")
    elif state == S.REJECTED:
        decisions.reject(signature=signature, officer=officer, reason="Not theirs.")
    elif state == S.WITHDRAWN:
        decisions.withdraw(signature=signature, officer=officer, reason="They left.")
    if state == S.SUPERSEDED:
        newer = make_version(version.agreement, f"{next(_numbers)}.7")
        organisation = Signature.objects.get(pk=signature.pk).organisation
        make_signature(S.ACCEPTED, newer, officer, organisation=organisation)
    return Signature.objects.get(pk=signature.pk)


def fill_in(client: Client, version: AgreementVersion, **changes: object) -> None:
    """The three questions, answered; what is left is the check page."""
    client.post(START, {"version": version.pk})
    for step, data in (
        ("organisation", ORGANISATION),
        ("approver", APPROVER),
        ("authority", AUTHORITY),
    ):
        known = {name: value for name, value in changes.items() if name in data}
        response = client.post(f"{START}{step}/", {**data, **known})
        assert response.status_code == 302, response.content.decode()


def days_ago(signature: Signature, days: int) -> None:
    """As if everything of the signature had happened so many days earlier."""
    then = timezone.now() - timezone.timedelta(days=days)
    Signature.objects.filter(pk=signature.pk).update(created_at=then, state_since=then)
    signature.links.update(expires_at=then + timezone.timedelta(days=7), created_at=then)
