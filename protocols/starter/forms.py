"""Makes the starter template forms: Word files out of the data in ``templates/*.toml``.

The same data gives the same bytes on every machine: no time, no author, no order left to chance.
Nobody commits a Word file, so what a form asks can be read and compared as text.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from protocols.starter.word import Answer, Column, WordForm

FOLDER = Path(__file__).parent / "templates"
HOW_TO_SEND = (
    "Once it is filled in, this document is OFFICIAL-SENSITIVE. Send it only from one secure e-mail "
    "address to another, or through the secure service that the coordinator names. Never send it "
    "through a website form or to a personal address."
)
HOW_TO_FILL = (
    "Write in the fields. Shaded notes explain what is wanted: delete them when you have finished. "
    "If something is not known, write “not known” and not nothing, so that nobody has to ask."
)


@dataclass(frozen=True)
class Table:
    """Rows to fill. ``prefilled`` gives the words of the first column, one row for each."""

    caption: str
    columns: list[Column]
    rows: int = 0
    prefilled: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """A heading with what belongs below it, in this order: text, notes, points, fields, table, space."""

    heading: str
    level: int = 1
    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    fields: list[Answer] = field(default_factory=list)
    table: Table | None = None
    write: str = ""


@dataclass(frozen=True)
class StarterForm:
    """One template form: what the site says of it, and what is in the Word file."""

    slug: str
    label: str
    purpose: str
    stage: str
    completed_by: str
    version: int
    version_date: date
    review_date: date
    change_note: str
    order: int
    sections: list[Section]
    intro: list[str] = field(default_factory=list)
    landscape: bool = False
    for_families: bool = False

    @property
    def file_name(self) -> str:
        return f"{self.slug}-template-v{self.version}.docx"


def starter_forms() -> list[StarterForm]:
    """All forms, in the order in which a review needs them."""
    found = [_read(path) for path in sorted(FOLDER.glob("*.toml"))]
    return sorted(found, key=lambda form: form.order)


def docx_bytes(form: StarterForm) -> bytes:
    """The Word file of this form."""
    word = WordForm(
        title=form.label,
        footer=f"{form.label}, version {form.version}",
        landscape=form.landscape,
    )
    for words in form.intro:
        word.text(words)
    if not form.for_families:
        word.notes([f"Who fills this in: {form.completed_by}", HOW_TO_FILL, HOW_TO_SEND])
    for section in form.sections:
        _section(word, section)
    return word.bytes()


def _section(word: WordForm, section: Section) -> None:
    word.heading(section.heading, section.level)
    for words in section.text:
        word.text(words)
    word.notes(section.notes)
    word.points(section.points)
    if section.fields:
        word.fields(section.heading, section.fields)
    if section.table:
        table = section.table
        word.table(table.caption, table.columns, table.prefilled or [""] * table.rows)
    if section.write:
        word.space_to_write(section.heading, section.write)


def _read(path: Path) -> StarterForm:
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    sections = [_read_section(section) for section in values.pop("sections")]
    return StarterForm(slug=path.stem, sections=sections, **values)


def _read_section(values: dict[str, Any]) -> Section:
    table = values.pop("table", None)
    fields = [Answer(**answer) for answer in values.pop("fields", [])]
    if table:
        columns = [Column(**column) for column in table.pop("columns")]
        table = Table(columns=columns, **table)
    return Section(fields=fields, table=table, **values)
