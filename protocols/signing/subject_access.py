"""Everything the site holds about the owner of one e-mail address."""

from typing import Any

from django.forms.models import model_to_dict
from setdab.accounts.models import User
from setdab.outbox.models import OutgoingMail
from setdab.personal_data import registered_data_of

from protocols.models import AgreementPage, Organisation
from protocols.models.signatures import Signature, SignatureLink
from protocols.signing.addresses import key_of_address

# What protects others, or says nothing of the person.
LEFT_OUT = {"password", "key_digest", "claim", "body", "groups", "user_permissions"}


def personal_data_of(email: str) -> dict[str, Any]:
    """By the address in any spelling that reaches the same person."""
    key = key_of_address(email)
    links = SignatureLink.objects.filter(email_key=key)
    signatures = Signature.objects.filter(email_key=key) | Signature.objects.filter(
        pk__in=links.values("signature")
    )
    # A signature that passed to a colleague holds the colleague's data now: only the link is theirs.
    own = signatures.filter(email_key=key).distinct()
    passed_on = signatures.exclude(email_key=key).distinct()
    return {
        "email": email,
        "account": [_user(user) for user in User.objects.filter(email__iexact=email)],
        "signatures": [_signature(one) for one in own.order_by("pk")],
        "signatures_passed_on": [one.reference for one in passed_on.order_by("pk")],
        "links": [_plain(link) for link in links.order_by("pk")],
        "mail": [_plain(mail) for mail in OutgoingMail.objects.filter(recipient__iexact=email)],
        "organisations": list(
            Organisation.objects.filter(ig_email__iexact=email).values(
                "name", "ig_lead", "ig_email"
            )
        ),
        "agreements": list(
            AgreementPage.objects.filter(lead_email__iexact=email).values("title", "lead_email")
        ),
        **registered_data_of(email),
    }


def _signature(signature: Signature) -> dict[str, Any]:
    events = signature.events.order_by("pk")
    return {
        **_plain(signature),
        "organisation": signature.organisation.name if signature.organisation else None,
        "version": str(signature.version),
        "events": [_plain(event) for event in events],
    }


def _user(user: User) -> dict[str, Any]:
    return {**_plain(user), "groups": [group.name for group in user.groups.all()]}


def _plain(row: Any) -> dict[str, Any]:
    fields = [field.name for field in row._meta.concrete_fields if field.name not in LEFT_OUT]
    values = model_to_dict(row, fields=fields)
    # model_to_dict leaves out what no form may edit.
    return {name: values.get(name, getattr(row, name, None)) for name in fields}
