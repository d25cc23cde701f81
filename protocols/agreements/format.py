"""Reads the Markdown form of an agreement (docs/agreement-format.md). Touches no database.

Whatever does not have the form is refused with the line and the reason, so that nothing is lost or
guessed. Scalars of the front matter are read as the text that stands there: ``2.10`` stays ``2.10``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from protocols.agreements.front_matter import FrontMatter, read_front_matter
from protocols.agreements.refusal import FormatRefused
from protocols.agreements.wording import tidy

PARTNER_COLUMNS = ("Organisation Name", "IG Lead", "Email", "ICO Notification reference")
OPTIONAL_COLUMNS = ("Kind", "Other names")
SUMMARY = "Summary sheet"
NUMBERED = re.compile(r"(\d+)\. (.+)")
APPENDIX = re.compile(r"Appendix ([12]): (.+)")
ARTICLES = re.compile(r"UK GDPR articles? (\d+(?:(?:, | and )\d+)*)")
TEXT_TOKENS = {"paragraph_open", "bullet_list_open", "ordered_list_open"}


@dataclass(frozen=True)
class ReadPassage:
    """As ``protocols.content.Passage``, with Markdown turned into rich text."""

    type: str
    html: str = ""
    text: str = ""
    heading: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass
class ReadSection:
    title: str
    line: int
    passages: list[ReadPassage] = field(default_factory=list)


@dataclass(frozen=True)
class ReadPartner:
    name: str
    ig_lead: str
    email: str
    ico_number: str
    kind: str
    other_names: tuple[str, ...]
    line: int


@dataclass
class ReadAgreement:
    front: FrontMatter
    summary: str = ""
    sections: list[ReadSection] = field(default_factory=list)
    partners_title: str = ""
    partners: list[ReadPartner] = field(default_factory=list)
    legislation_title: str = ""
    legislation: list[ReadSection] = field(default_factory=list)


def read_agreement(source: bytes) -> ReadAgreement:
    """Raises ``FormatRefused`` with the line and the reason."""
    try:
        text = source.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise FormatRefused(line, "The file is not in UTF-8.") from error
    lines = text.split("\n")
    front, body_starts = read_front_matter(lines)
    return _Body(lines, body_starts).read(ReadAgreement(front))


class _Body:
    def __init__(self, lines: list[str], start: int) -> None:
        self.lines = lines
        self.start = start
        self.markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
        self.markdown.disable(["html_block", "html_inline", "image", "code"])

    def read(self, agreement: ReadAgreement) -> ReadAgreement:
        tokens = self.markdown.parse("\n".join(self.lines[self.start :]))
        state = ""
        section: ReadSection | None = None
        for group in _top_level(tokens):
            first = group[0]
            line = self._line(first)
            if first.type == "heading_open" and first.tag == "h1":
                state = self._first_level(agreement, group[1].content, line, state)
                section = agreement.sections[-1] if state == "section" else None
            elif not state:
                raise FormatRefused(line, f"Nothing may stand before “# {SUMMARY}”.")
            elif first.type == "heading_open" and first.tag == "h2" and state == "appendix 2":
                section = ReadSection(group[1].content, line)
                agreement.legislation.append(section)
            elif state == "appendix 1":
                self._appendix_1(agreement, group, line)
            elif state == "summary":
                if first.type not in TEXT_TOKENS:
                    raise FormatRefused(line, "The summary sheet holds paragraphs and lists only.")
                agreement.summary += self._html(group)
            elif section is None:
                raise FormatRefused(line, "In Appendix 2, text stands under a “## ” heading.")
            else:
                self._passage(section, group, line)
        self._complete(agreement, state)
        return agreement

    def _first_level(self, agreement: ReadAgreement, title: str, line: int, state: str) -> str:
        if title == SUMMARY and not state:
            return "summary"
        if numbered := NUMBERED.fullmatch(title):
            expected = len(agreement.sections) + 1
            if state not in ("summary", "section"):
                raise FormatRefused(line, f"“{title}” stands in the wrong place.")
            if int(numbered[1]) != expected:
                raise FormatRefused(line, f"Section {expected} was expected, not “{title}”.")
            agreement.sections.append(ReadSection(numbered[2], line))
            return "section"
        if appendix := APPENDIX.fullmatch(title):
            before = {"1": "section", "2": "appendix 1"}[appendix[1]]
            if state != before:
                raise FormatRefused(line, f"“{title}” stands in the wrong place.")
            if appendix[1] == "1":
                agreement.partners_title = appendix[2]
            else:
                self._has_partners(agreement, line)
                agreement.legislation_title = appendix[2]
            return f"appendix {appendix[1]}"
        raise FormatRefused(
            line,
            f"“# {title}” is not known. The headings are “# {SUMMARY}”, “# 1. …”, "
            "“# Appendix 1: …” and “# Appendix 2: …”.",
        )

    def _passage(self, section: ReadSection, group: list[Token], line: int) -> None:
        first = group[0]
        words = group[1].content if len(group) > 1 else ""
        if first.type == "table_open":
            section.passages.append(self._data_fields(group, line))
        elif first.type == "blockquote_open":
            section.passages.append(self._definition(group, line))
        elif first.type == "paragraph_open" and words.startswith("References: "):
            text = " ".join(words.removeprefix("References: ").split())
            section.passages.append(
                ReadPassage("legal_reference", text=text, links=tuple(_links(text)))
            )
        elif first.type in TEXT_TOKENS or (first.type == "heading_open" and first.tag != "h1"):
            html = self._html(group)
            if section.passages and section.passages[-1].type == "text":
                html = section.passages.pop().html + html
            section.passages.append(ReadPassage("text", html=html))
        else:
            raise FormatRefused(
                line, "Only paragraphs, lists, headings, tables and quotations can be read here."
            )

    def _data_fields(self, group: list[Token], line: int) -> ReadPassage:
        head, *rows = self._table(group, line)
        if len(head) != 2 or head[0] != head[1]:
            raise FormatRefused(line, "A data-field table has two columns with the same heading.")
        if not rows:
            raise FormatRefused(line, "The table has no rows.")
        return ReadPassage("data_fields", heading=head[0], rows=tuple(rows))

    def _definition(self, group: list[Token], line: int) -> ReadPassage:
        html = self._html(group[1:-1])
        match = re.match(r"<p><b>(.+?)</b>\s*", html)
        if match is None:
            raise FormatRefused(
                line, "A definition begins with its term in bold: > **Term** means …"
            )
        meaning = f"<p>{html[match.end() :]}"
        return ReadPassage("definition", text=match[1], html=tidy(meaning))

    def _appendix_1(self, agreement: ReadAgreement, group: list[Token], line: int) -> None:
        if group[0].type != "table_open" or agreement.partners:
            raise FormatRefused(
                line, "Appendix 1 holds one table of organisations and nothing else."
            )
        head, *rows = self._table(group, line)
        if head[:4] != PARTNER_COLUMNS or not set(head[4:]) <= set(OPTIONAL_COLUMNS):
            raise FormatRefused(line, f"The columns are: {', '.join(PARTNER_COLUMNS)}.")
        seen: dict[str, int] = {}
        for offset, row in enumerate(rows, start=2):
            cells = dict(zip(head, row, strict=True))
            at = line + offset
            name = cells[PARTNER_COLUMNS[0]]
            if not name:
                raise FormatRefused(at, "The organisation has no name.")
            if name.casefold() in seen:
                raise FormatRefused(at, f"“{name}” is listed twice (line {seen[name.casefold()]}).")
            seen[name.casefold()] = at
            if cells["Email"] and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", cells["Email"]):
                raise FormatRefused(at, f"“{cells['Email']}” is not an e-mail address.")
            others = cells.get("Other names", "").split(";")
            agreement.partners.append(
                ReadPartner(
                    name=name,
                    ig_lead=cells["IG Lead"],
                    email=cells["Email"],
                    ico_number=cells[PARTNER_COLUMNS[3]],
                    kind=cells.get("Kind", ""),
                    other_names=tuple(other.strip() for other in others if other.strip()),
                    line=at,
                )
            )

    def _table(self, group: list[Token], line: int) -> list[tuple[str, ...]]:
        """The cells, row by row. Markdown would pad or cut a row of the wrong length."""
        rows: list[tuple[str, ...]] = []
        cells: list[str] = []
        for token in group:
            if token.type == "tr_open":
                cells = []
            elif token.type == "inline":
                cells.append(" ".join(_plain(token).split()))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
        for offset in range(len(rows)):
            at = line + offset + (1 if offset else 0)
            source = self.lines[at - 1].strip()
            if not source.startswith("|") or not source.endswith("|"):
                raise FormatRefused(at, "A row of a table begins and ends with “|”.")
            if _width(source) != len(rows[0]):
                raise FormatRefused(at, f"The row has {_width(source)} cells, not {len(rows[0])}.")
        return rows

    def _html(self, tokens: list[Token]) -> str:
        for token in tokens:
            if token.type in ("fence", "code_block", "hr", "table_open"):
                raise FormatRefused(self._line(token), "This can’t stand here.")
            for inner in token.children or ():
                if inner.type in ("code_inline", "image"):
                    raise FormatRefused(self._line(token), "Code and pictures can’t be read.")
        rendered = self.markdown.renderer.render(tokens, self.markdown.options, {})
        return tidy(rendered)

    def _line(self, token: Token) -> int:
        return self.start + (token.map[0] if token.map else 0) + 1

    def _has_partners(self, agreement: ReadAgreement, line: int) -> None:
        if not agreement.partners:
            raise FormatRefused(line, "Appendix 1 has no table of organisations.")

    def _complete(self, agreement: ReadAgreement, state: str) -> None:
        end = len(self.lines)
        if not agreement.sections:
            raise FormatRefused(end, "The agreement has no sections.")
        if not agreement.partners_title:
            raise FormatRefused(end, "“# Appendix 1: …” is missing.")
        self._has_partners(agreement, end)
        if not agreement.legislation_title:
            raise FormatRefused(end, "“# Appendix 2: …” is missing.")
        for section in [*agreement.sections, *agreement.legislation]:
            if not section.passages:
                raise FormatRefused(section.line, f"“{section.title}” has no text.")


def _top_level(tokens: list[Token]) -> Iterator[list[Token]]:
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _plain(inline: Token) -> str:
    return "".join(
        token.content if token.type in ("text", "text_special", "code_inline") else " "
        for token in inline.children or ()
        if token.type in ("text", "text_special", "code_inline", "softbreak", "hardbreak")
    )


def _width(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row)) - 1


def _links(text: str) -> Iterator[tuple[str, str]]:
    """Addresses for what is known to have one; another reference is shown without a link."""
    for match in ARTICLES.finditer(text):
        for number in re.findall(r"\d+", match[1]):
            url = f"https://www.legislation.gov.uk/eur/2016/679/article/{number}"
            yield f"Article {number} of the UK GDPR", url
