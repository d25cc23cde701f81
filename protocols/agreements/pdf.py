"""An agreement as a tagged PDF/UA file with its signatories, made once for each state of them."""

import functools
import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from protocols.agreements.comparing import summary_facts
from protocols.agreements.presentation import PartnerRow, partner_rows
from protocols.agreements.register import GivenSignature, signatories_of
from protocols.agreements.review_dates import partial_date
from protocols.agreements.wording import Part, parts_of
from protocols.content import Passage, Section
from protocols.models import AgreementVersion

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent
TEMPLATE = HERE / "agreement.typ"


@dataclass(frozen=True)
class StoredPdf:
    name: str
    digest: str


def stored_pdf(version: AgreementVersion) -> StoredPdf:
    """The file for what there is to say today, in the private store. A concurrent second making
    stores the same bytes under the same name."""
    document = json.dumps(document_of(version), sort_keys=True)
    look = TEMPLATE.read_bytes() + version.frozen_at.isoformat().encode()
    digest = hashlib.sha256(look + document.encode()).hexdigest()
    storage = storages["confidential"]
    name = f"agreements/{digest[:2]}/{digest}.pdf"
    if not storage.exists(name):
        storage.save(name, ContentFile(_compile(document, version.frozen_at)))
    return StoredPdf(name=name, digest=digest)


def pdf_bytes(version: AgreementVersion) -> bytes:
    with storages["confidential"].open(stored_pdf(version).name, "rb") as file:
        return file.read()


def document_of(version: AgreementVersion) -> dict[str, Any]:
    """Everything that the PDF says, as data for the template."""
    content = version.content
    signatories = signatories_of(version)
    newest = max((one.accepted_on for one in signatories if one.accepted_on), default=None)
    return {
        "title": content.title,
        "kind": content.kind,
        "version": content.version,
        "date": partial_date(content.version_date),
        "status": content.status.upper(),
        "digest": version.digest,
        "notice": content.notice,
        "facts": [list(fact) for fact in summary_facts(content)],
        "summary": _blocks(parts_of(content.summary)),
        "sections": [_section(section) for section in content.sections],
        "partners_title": f"Appendix 1: {content.partners_title}",
        "partners": [_partner(row) for row in partner_rows(version.agreement)],
        "legislation_title": f"Appendix 2: {content.legislation_title}",
        "legislation": [_section(section) for section in content.legislation],
        "signatories": [_signatory(one) for one in signatories],
        "signatories_on": _day(newest) if newest else "",
    }


def _compile(document: str, made: datetime) -> bytes:
    return typst.compile(
        TEMPLATE,
        font_paths=_bundled_fonts(),
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"document": document},
        timestamp=timezone.localtime(made, UTC).replace(microsecond=0),
    )


@functools.cache
def _bundled_fonts() -> typst.Fonts:
    """Only the fonts that come with Typst: those of the machine would change the bytes."""
    return typst.Fonts(include_system_fonts=False)


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "blocks": [block for passage in section.passages for block in _passage(passage)],
    }


def _passage(passage: Passage) -> list[dict[str, Any]]:
    if passage.type == "data_fields":
        return [
            {
                "type": "table",
                "caption": passage.caption,
                "head": list(passage.head),
                "rows": [list(row) for row in passage.rows],
            }
        ]
    if passage.type == "legal_reference":
        return [
            {"type": "reference", "text": passage.text, "links": [asdict(x) for x in passage.links]}
        ]
    if passage.type == "definition":
        return [
            {"type": "definition", "term": passage.text, "blocks": _blocks(parts_of(passage.html))}
        ]
    return _blocks(parts_of(passage.html))


def _blocks(parts: list[Part]) -> list[dict[str, Any]]:
    """Paragraphs, headings, and lists whose items hold lists of their own."""
    blocks: list[dict[str, Any]] = []
    open_lists: list[dict[str, Any]] = []
    for part in parts:
        runs = [asdict(run) for run in part.runs]
        if part.kind != "item":
            open_lists = []
            blocks.append({"type": part.kind, "runs": runs})
            continue
        del open_lists[part.depth :]
        if len(open_lists) == part.depth and open_lists[-1]["ordered"] != part.ordered:
            open_lists.pop()
        while len(open_lists) < part.depth:
            made: dict[str, Any] = {"type": "list", "ordered": part.ordered, "items": []}
            holder = open_lists[-1]["items"] if open_lists else None
            if holder:
                holder[-1]["lists"].append(made)
            elif holder is None:
                blocks.append(made)
            else:
                holder.append({"runs": [], "lists": [made]})
            open_lists.append(made)
        open_lists[-1]["items"].append({"runs": runs, "lists": []})
    return blocks


def _partner(row: PartnerRow) -> list[str]:
    name = row.name
    if row.successors:
        name = f"{name} (now: {', '.join(row.successors)})"
    contact = ", ".join(filter(None, (row.ig_lead, row.ig_email)))
    return [name, contact or "Not published", row.ico_number or "Not given"]


def _signatory(one: GivenSignature) -> list[str]:
    role = f"{one.role}: {one.approver}" if one.approver else one.role
    return [one.signed_name, role, _day(one.agreed_on), _day(one.accepted_on)]


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
