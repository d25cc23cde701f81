"""How to cite the current edition of a review: as text, BibTeX and RIS."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from home.models import BoardSettings
from reviews.models import Publication

BIBTEX_TYPE = "application/x-bibtex; charset=utf-8"
RIS_TYPE = "application/x-research-info-systems; charset=utf-8"
# Braces have commands of their own: BibTeX counts them even where a backslash stands before.
BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
BIBTEX_SPECIAL = re.compile("[" + re.escape("".join(BIBTEX_ESCAPES)) + "]")


@dataclass(frozen=True)
class Citation:
    author: str
    title: str
    kind: str
    edition: int
    published_on: date
    publisher: str
    url: str
    digest: str

    @property
    def identifier(self) -> str:
        """Of these words and files and no others, and the same wherever the site may move."""
        return f"sha256:{self.digest}"

    @property
    def bibtex(self) -> str:
        fields = {
            "author": f"{{{bibtex_text(self.author)}}}",
            "title": f"{{{bibtex_text(self.title)}}}",
            "type": bibtex_text(self.kind),
            "number": f"Edition {self.edition}",
            "institution": f"{{{bibtex_text(self.publisher)}}}",
            "year": f"{self.published_on.year}",
            "month": f"{self.published_on.month}",
            "date": self.published_on.isoformat(),
            "url": self.url,
            "note": f"Edition {self.edition}, {self.identifier}",
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
        key = f"review-{self.digest[:12]}"
        return "\n".join([f"@techreport{{{key},", *lines, "}", ""])

    @property
    def ris(self) -> str:
        """Lines end with CR and LF, as the format asks."""
        fields = [
            ("TY", "RPRT"),
            ("AU", self.author),
            ("TI", self.title),
            ("M3", self.kind),
            ("ET", str(self.edition)),
            ("PB", self.publisher),
            ("PY", f"{self.published_on.year}"),
            ("DA", f"{self.published_on:%Y/%m/%d}"),
            ("ID", self.identifier),
            ("UR", self.url),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in fields)


def citation_of(publication: Publication, board: BoardSettings, url: str) -> Citation:
    content = publication.content
    return Citation(
        author=content.partnership or board.name,
        title=content.title,
        kind=board.scheme_label(content.scheme),
        edition=publication.edition.number,
        published_on=timezone.localdate(publication.public_from),
        publisher=f"{board.name}, {board.place}",
        url=url,
        digest=publication.edition.digest,
    )


def bibtex_text(text: str) -> str:
    return BIBTEX_SPECIAL.sub(lambda found: BIBTEX_ESCAPES[found[0]], one_line(text))


def one_line(text: str) -> str:
    """RIS has no escapes: a line break in a value would begin a field of its own."""
    plain = "".join(" " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one for one in text)
    return " ".join(plain.split())
