"""Citing: the text on the page, BibTeX and RIS, whatever characters a title has."""

import re
from datetime import date

import factories
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from reviews import publication
from reviews.citations import BIBTEX_ESCAPES, Citation, bibtex_text, one_line

AWKWARD = st.text(
    st.one_of(st.sampled_from('\\{}$&#^_~%"@,\r\n\t\u2028 –‘’'), st.characters(codec="utf-8"))
)
COMMANDS = sorted(BIBTEX_ESCAPES.items(), key=lambda pair: -len(pair[1]))


def citation(**fields: object) -> Citation:
    values = {
        "author": "Thurrock Community Safety Partnership",
        "title": "Review into the death of ‘Ash’",
        "kind": "Domestic homicide review",
        "edition": 2,
        "published_on": date(2026, 5, 14),
        "publisher": "Domestic Abuse Board",
        "url": "https://reviews.example.org/reviews/ash/",
        "digest": "ab" * 32,
    }
    return Citation(**{**values, **fields})


def plain(text: str) -> str:
    """What LaTeX would print of an escaped text; raises on a character that it would act on."""
    out, rest = "", text
    while rest:
        found = next((pair for pair in COMMANDS if rest.startswith(pair[1])), None)
        if found:
            out, rest = out + found[0], rest[len(found[1]) :]
            continue
        assert rest[0] not in BIBTEX_ESCAPES, text
        out, rest = out + rest[0], rest[1:]
    return out


def read_fields(entry: str) -> dict[str, str]:
    """The fields of one entry as BibTeX reads it: braces are counted, and nothing else."""
    fields, position = {}, entry.index(",") + 1
    while match := re.compile(r"\s*(\w+) = {").match(entry, position):
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(entry[end], 0)
            end += 1
        fields[match[1]] = entry[match.end() : end - 1]
        position = end + 1
    assert entry[position:].strip() == "}"
    return fields


@given(AWKWARD)
def test_bibtex_prints_the_text_itself(text):
    assert plain(bibtex_text(text)) == one_line(text)


@given(AWKWARD, AWKWARD)
def test_bibtex_is_one_whole_entry(title, author):
    fields = read_fields(citation(title=title, author=author).bibtex)
    assert fields["title"] == f"{{{bibtex_text(title)}}}"
    assert fields["author"] == f"{{{bibtex_text(author)}}}"
    assert fields["url"] == "https://reviews.example.org/reviews/ash/"
    assert fields["date"] == "2026-05-14"


@given(AWKWARD, AWKWARD)
def test_ris_has_one_line_for_each_field(title, author):
    text = citation(title=title, author=author).ris
    assert text.endswith("ER  - \r\n")
    lines = text.split("\r\n")[:-1]
    assert len(re.split(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+", text)) == len(lines) + 1
    fields = dict(line.split("  - ", 1) for line in lines)
    assert (fields["TY"], fields["TI"], fields["AU"]) == ("RPRT", one_line(title), one_line(author))
    assert (fields["ET"], fields["DA"]) == ("2", "2026/05/14")
    assert len(lines) == 11


@pytest.mark.django_db
def test_the_page_and_its_downloads_cite_the_current_edition(people, home):
    made = factories.make_publication(people, title="Review into the death of ‘Ash’ & {others}")
    page = f"/reviews/{made.content.slug}/"
    html = Client().get(page).content.decode()
    address = f"http://testserver{page}"
    cited = html[html.index('id="cite"') :]
    assert "‘Ash’ &amp; {others}</cite>" in cited
    assert "edition 1" in cited
    assert f"sha256:{made.edition.digest}" in cited[: cited.index("BibTeX")]
    assert address in cited
    for suffix, content_type in (
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
    ):
        response = Client().get(f"{page}citation.{suffix}")
        assert response.headers["Content-Type"] == f"{content_type}; charset=utf-8"
        named = response.headers["Content-Disposition"]
        assert named == f'attachment; filename="citation.{suffix}"'
        assert f'href="{page}citation.{suffix}"' in html
        text = response.content.decode()
        assert address in text
        assert f"sha256:{made.edition.digest}" in text


@pytest.mark.django_db
def test_what_is_not_public_is_not_cited(people, home):
    made = factories.make_publication(people)
    draft = factories.make_review(people)
    publication.withdraw(publication=made, user=people.board, reason="A leak.")
    for slug in (made.content.slug, draft.slug, "nothing"):
        for suffix in ("bib", "ris"):
            assert Client().get(f"/reviews/{slug}/citation.{suffix}").status_code == 404
