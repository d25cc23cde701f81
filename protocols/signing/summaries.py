"""What was answered, as pairs for a summary list."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from protocols.models.signatures import Role, Signature
from protocols.signing.answers import STEPS, Answers

Rows = list[dict[str, Any]]
TITLES = {
    "organisation": "Your organisation",
    "approver": "You",
    "authority": "Authority and declaration",
}


def rows_of_answers(answers: Answers) -> list[dict[str, Any]]:
    """The check page: a group for each step, with the way back to it."""
    found = answers.cleaned()
    labels = {
        "organisation": [("Organisation", _organisation(found), "organisation")],
        "approver": [
            ("Full name", found["approver_name"], "full name"),
            ("Role", Role(found["role"]).label, "role"),
            ("Job title", found["job_title"], "job title"),
            ("Work e-mail address", found["email"], "work e-mail address"),
            ("Publish your name", _yes(found["name_public"]), "whether your name is published"),
        ],
        "authority": [
            (
                "Parent agreement signed",
                _parent(found["parent_signed"], found["parent_signed_on"]),
                "whether the parent agreement is signed",
            ),
            ("ICO registration number", found["ico_number"] or "Not given", "ICO number"),
            ("Date of agreement", date_format(found["agreed_on"], "j F Y"), "date of agreement"),
            ("Authorised", _yes(found["authorised"]), "declaration"),
        ],
    }
    return [
        {
            "title": TITLES[step],
            "href": reverse("sign_step", args=[step]),
            "rows": [
                {"key": key, "value": value, "what": what, "note": _note(what, found)}
                for key, value, what in labels[step]
            ],
        }
        for step in STEPS
    ]


def rows_of_signature(signature: Signature) -> Rows:
    """A copy to keep."""
    version = signature.version
    pairs = [
        ("Reference", signature.reference),
        ("Agreement", version.title),
        ("Version", version.number),
        ("Organisation", signature.signed_name),
        ("Signed by", signature.approver_name),
        ("Role", signature.get_role_display()),
        ("Job title", signature.job_title),
        ("Work e-mail address", signature.email),
        ("Name published", _yes(signature.name_public)),
        ("Parent agreement signed", _parent(signature.parent_signed, signature.parent_signed_on)),
        ("ICO registration number", signature.ico_number or "Not given"),
        ("Date of agreement", _day(signature.agreed_on)),
        ("Confirmed", date_format(signature.confirmed_at, "j F Y, H:i"))
        if signature.confirmed_at
        else ("", ""),
    ]
    return [{"key": key, "value": value} for key, value in pairs if value]


def _organisation(found: dict[str, Any]) -> str:
    listed = found["organisation"] is not None
    return found["signed_name"] if listed else f"{found['signed_name']} (not listed yet)"


def _note(what: str, found: dict[str, Any]) -> str:
    number = found["ico_number"]
    if what == "ICO number" and Signature(ico_number=number).ico_number_is_odd:
        return (
            "This does not look like a registration number, which has a Z and 7 figures, or ZA, ZB "
            "or ZC and 6 figures. Change it if it is wrong, or go on if it is right."
        )
    return ""


def _parent(signed: bool, on: Any) -> str:
    return f"Yes, on {_day(on)}" if signed and on else _yes(signed)


def _day(value: Any) -> str:
    return date_format(value, "j F Y") if value else ""


def _yes(value: bool) -> str:
    return "Yes" if value else "No"
