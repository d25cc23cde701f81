"""What stands on a review's page, and in which order; and on a draft's preview."""

import re

import factories
import pytest
from django.test import Client
from django.utils import timezone

from reviews.models import FileKind, ReviewPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(people, home):
    plan = factories.make_file(FileKind.ACTION_PLAN, people.editor)
    return factories.make_publication(people, action_plan=plan, content_note="It is about a death.")


@pytest.fixture
def html(made) -> str:
    return Client().get(f"/reviews/{made.content.slug}/").content.decode()


def fact(html: str, key: str) -> str:
    row = re.search(rf">{key}</dt>\s*<dd[^>]*>(.*?)</dd>", html, re.DOTALL)
    return " ".join(row[1].split()) if row else ""


def test_the_key_facts_say_when_and_by_whom_it_was_approved(made, html):
    assert fact(html, "Published") == f"{timezone.localdate(made.public_from):%-d %B %Y}"
    assert fact(html, "Approved by") == f"{made.approval.body_name}, 4 July 2022"
    assert fact(html, "Commissioned by") == made.content.partnership


def test_the_note_comes_before_anything_of_the_review(made, html):
    note = html.index("It is about a death.")
    assert html.index(made.content.sentence) < note < html.index('class="document-boxes"')
    assert '<a class="govuk-link" href="/get-help/">Support is available</a>' in html


def test_the_two_reports_have_boxes_and_the_rest_are_links(made, html):
    page = f"/reviews/{made.content.slug}/"
    assert html.count('class="document-box"') == 2
    boxes = html[html.index('class="document-boxes"') : html.index("other-documents")]
    for kind in (FileKind.EXECUTIVE_SUMMARY, FileKind.OVERVIEW_REPORT):
        assert f'href="{page}{kind}.pdf"' in boxes
    assert f'href="{page}action-plan.pdf"' not in boxes
    assert f'href="{page}action-plan.pdf"' in html


def test_every_link_on_the_page_leads_to_a_part_that_is_there(html):
    contents = html[html.index('id="contents"') : html.index('id="key-facts"')]
    targets = re.findall(r'href="#([\w-]+)"', contents)
    assert len(targets) >= 6
    for target in targets:
        assert f'id="{target}"' in html
    assert "Recommendations" not in html


def test_the_record_is_there_for_those_who_open_it(made, html):
    record = html[html.index("<details") : html.index("</details>")]
    assert made.edition.digest in record
    assert "Signed off by the Board" in record
    assert f"/reviews/{made.content.slug}/edition.json" in record


def test_a_preview_cites_nothing_and_links_to_no_form(people, home):
    draft = factories.make_review(people)
    page = ReviewPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    response = page.make_preview_request()
    html = response.content.decode()
    assert "Preview: not published" in html
    for absent in ('id="cite"', 'id="changes"', 'id="tell-us"', "/concern/", "/other-format/"):
        assert absent not in html
