"""Agreements read from a file of our own wording, in the form of the signed one."""

import html.parser
import re
from datetime import date, timedelta
from pathlib import Path

import factories
from django.utils import timezone

from protocols.agreements.format import read_agreement
from protocols.agreements.loading import LoadReport, load
from protocols.models import AgreementVersion, Organisation, Signature, SignatureState
from protocols.starter.load_agreement import AGREEMENT

SLUG = "southend-essex-thurrock-domestic-homicide-review"
ADDRESS = f"/information-sharing/{SLUG}/"


def source(*changes: tuple[str, str]) -> str:
    """The starter agreement's file, with pieces of it replaced by others."""
    text = AGREEMENT.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def signed_form() -> str:
    """As the signed agreement has it: four columns in Appendix 1, and the first row filled in."""
    lines = []
    for line in source().splitlines():
        if line.startswith("|") and line.count("|") == 7:
            line = "|".join(line.split("|")[:5]) + "|"
        lines.append(line)
    filled = "| Essex County Council | Robin Example | robin@example.test | Z6034810 |"
    blank = "| Essex County Council |  |  | Z6034810 |"
    assert blank in lines
    return "\n".join(filled if line == blank else line for line in lines) + "\n"


def write(folder: Path, text: str) -> str:
    path = folder / "agreement.md"
    path.write_text(text, encoding="utf-8")
    return str(path)


def load_text(text: str) -> LoadReport:
    factories.make_site()
    return load(read_agreement(text.encode()))


def make_version(*changes: tuple[str, str]) -> AgreementVersion:
    return load_text(source(*changes)).version


def next_version(number: str, *changes: tuple[str, str]) -> AgreementVersion:
    return make_version(('version: "1.0"', f'version: "{number}"'), *changes)


def sign(version: AgreementVersion, organisation: Organisation, **fields: object) -> Signature:
    now = timezone.now()
    values = {
        "reference": f"SET-TEST-{Signature.objects.count() + 1}",
        "signed_name": organisation.name,
        "role": "siro",
        "state": SignatureState.ACCEPTED,
        "approver_name": "Sam Private",
        "email": "sam@example.test",
        "authorised": True,
        "agreed_on": date(2026, 5, 4),
        "confirmed_at": now,
        "accepted_at": now,
        **fields,
    }
    return Signature.objects.create(version=version, organisation=organisation, **values)


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


class _Words(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag, attrs):
        self.skipped += tag in ("script", "style")

    def handle_endtag(self, tag):
        self.skipped -= tag in ("script", "style")
        if tag not in ("b", "i", "a", "span", "ins", "del"):
            self.words.append(" ")

    def handle_data(self, data):
        if not self.skipped:
            self.words.append(data)


def words_of(response) -> str:
    """What a reader sees of a page, in one line."""
    reader = _Words()
    reader.feed(response.content.decode())
    return " ".join("".join(reader.words).split())


def lines_of_file(text: str) -> list[str]:
    """Each paragraph, item, heading and cell of the body, without the marks of Markdown."""
    body = text.split("\n---\n", 1)[1]
    found = []
    for line in body.splitlines():
        line = re.sub(r"^(#+|-|>) ", "", line.strip())
        cells = line.strip("|").split("|") if line.startswith("|") else [line]
        found += [
            cell.replace("**", "").strip() for cell in cells if not re.fullmatch(r"[- ]*", cell)
        ]
    return found
