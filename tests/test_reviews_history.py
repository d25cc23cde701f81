"""“What has changed”: from public editions alone, and nothing of what was withdrawn or before it."""

from dataclasses import replace
from datetime import timedelta

import factories
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from later_editions import publish, publish_again, submit_again

from reviews import erasure, publication
from reviews.content import PublishedFile, ReportText
from reviews.history import FIRST, NEW_EDITION, PUBLISHED, changes_of, differences
from reviews.models import FileKind, Publication, ReviewPage

pytestmark = pytest.mark.django_db


def told(review_id: int) -> list[tuple[str, ...]]:
    current = Publication.objects.current().get(edition__review=review_id)
    return [change.sentences for change in changes_of(current)]


def withdraw(made: Publication, people) -> None:
    publication.withdraw(publication=made, user=people.board, reason="A leak.")


def test_a_first_edition_was_first_published(people, home):
    made = factories.make_publication(people)
    page = Client().get(f"/reviews/{made.content.slug}/").content.decode()
    assert FIRST in page
    day = timezone.localdate(made.public_from)
    assert f"{day:%-d %B %Y}" in page


def test_a_new_edition_says_what_differs_newest_first(people, home):
    made = factories.make_publication(people)
    file = factories.make_file(FileKind.OVERVIEW_REPORT, people.editor)
    publish_again(made, people, summary="<p>Said better.</p>", overview_report=file)
    assert told(made.edition.review_id) == [
        ("The summary was changed.", "Overview report: a new file."),
        (FIRST,),
    ]


def test_an_edition_that_was_never_public_leaves_no_trace(people, home):
    made = factories.make_publication(people)
    submit_again(made, people, title="Never seen", summary="<p>Never.</p>")
    waiting = ReviewPage.objects.get(pk=made.edition.review_id)
    if waiting.current_workflow_state:
        waiting.current_workflow_state.cancel(user=people.editor)
    publish_again(made, people, title=made.content.title, chair="D. Chair")
    latest = told(made.edition.review_id)[0]
    assert "The key facts were changed." in latest
    assert "The title was changed." not in latest
    assert len(told(made.edition.review_id)) == 2


def test_what_is_dated_ahead_is_not_told_yet(people, home):
    made = factories.make_publication(people)
    edition = submit_again(made, people, summary="<p>For Tuesday.</p>")
    publish(edition, people, public_from=timezone.now() + timedelta(days=2))
    assert told(made.edition.review_id) == [(FIRST,)]


def test_after_a_withdrawal_the_page_tells_only_of_what_came_after(people, home):
    first = factories.make_publication(people)
    second = publish_again(first, people, summary="<p>The second.</p>")
    withdraw(second, people)
    third = publish_again(second, people, summary="<p>The third.</p>")
    assert told(first.edition.review_id) == [(PUBLISHED,)]
    publish_again(third, people, chair="D. Chair")
    assert told(first.edition.review_id) == [("The key facts were changed.",), (PUBLISHED,)]


def test_one_that_was_withdrawn_before_its_day_was_never_there(people, home):
    made = factories.make_publication(people)
    edition = submit_again(made, people, summary="<p>For Tuesday.</p>")
    ahead = publish(edition, people, public_from=timezone.now() + timedelta(days=2))
    withdraw(ahead, people)
    publish_again(made, people, title="Review into the death of ‘Ash’")
    assert len(told(made.edition.review_id)) == 2
    assert told(made.edition.review_id)[1] == (FIRST,)


def test_an_erased_edition_is_told_of_without_what_it_said(people, home):
    made = factories.make_publication(people)
    publish_again(made, people, summary="<p>Another.</p>")
    assert told(made.edition.review_id)[0] == ("The summary was changed.",)
    erasure.erase_edition(made.edition)
    assert told(made.edition.review_id) == [(NEW_EDITION,), (FIRST,)]


def test_the_page_asks_no_more_for_many_editions(people, home):
    made = factories.make_publication(people)
    address = f"/reviews/{made.content.slug}/"

    def count() -> int:
        Client().get(address)
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(address).status_code == 200
        return len(captured)

    before = count()
    for number in range(3):
        publish_again(made, people, summary=f"<p>Edition number {number}.</p>")
    assert count() == before


def test_every_part_of_the_content_has_its_sentence(people):
    content = factories.make_publication(people).content
    kind = FileKind.ACTION_PLAN
    file = PublishedFile(kind, "0" * 64, 10, 1)
    for changes, words in (
        ({"title": "Another"}, "The title was changed."),
        ({"sentence": "Another."}, "The sentence about the person was changed."),
        ({"naming": "Another."}, "The notes before the text were changed."),
        ({"area": "Elsewhere"}, "The key facts were changed."),
        ({"files": (*content.files, file)}, "Action plan: added."),
        ({"files": content.files[1:]}, "Executive summary: taken out."),
        ({"reports": (ReportText(kind, "x"),)}, "Action plan: can now be read online."),
        ({"related": (7,)}, NEW_EDITION),
    ):
        assert differences(content, replace(content, **changes)) == (words,), changes
    read = replace(content, reports=(ReportText(kind, "x"),))
    assert differences(read, content) == ("Action plan: can no longer be read online.",)
    other = replace(content, reports=(ReportText(kind, "y"),))
    assert differences(read, other) == ("Action plan: the text to read online was changed.",)
