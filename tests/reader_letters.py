"""What readers send through the forms, and whether a mail gives anything away."""

from django.core import mail
from django.core.cache import cache
from django.test import Client

from reviews.content import ReviewContent

WORDS = "Paragraph 4.2 names the street, says Quetzalcoatl."
CONTACT = "ines.arbuthnot@example.org"
CONCERN = {"kind": "identifies", "words": WORDS, "contact": CONTACT}
FORMAT = {
    "formats": ["large-print", "audio"],
    "words": "The summary, in 24 point Quetzalcoatl.",
    "contact_by": "email",
    "contact": CONTACT,
}
LOADED = ("domestic", "homicide", "abuse", "death", "murder", "review into")


def forget_limits() -> None:
    cache.clear()


def send(address: str, answers: dict, **headers: str):
    """As a browser without cookies does, and with the CSRF check on."""
    return Client(enforce_csrf_checks=True).post(address, answers, headers=headers)


def given_away(content: ReviewContent | None = None) -> list[str]:
    """What a mail says that it must not: of a review, of its reader, or of what the site is about."""
    secrets = [*LOADED, "Quetzalcoatl", "4.2 names"]
    if content is not None:
        secrets += [content.title, content.slug, content.sentence, content.summary]
    found = []
    for message in mail.outbox:
        text = f"{message.subject}\n{message.body}\n{message.extra_headers}".lower()
        found += [secret for secret in secrets if secret.lower() in text]
    return found
