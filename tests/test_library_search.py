"""What readers find in the library, and how it is shown, over both databases."""

from datetime import timedelta

import factories
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from report_texts import read_on_line

from reviews import publication
from reviews.erasure import erase_edition
from reviews.library import entries
from reviews.library.passages import Piece
from reviews.models import FileKind, LibraryEntry, LibraryPassage, LibraryWord

pytestmark = pytest.mark.django_db


def page(address: str) -> str:
    return Client().get(address).content.decode()


def with_file(people, words: str, **fields):
    file = factories.make_file(FileKind.OVERVIEW_REPORT, people.editor, words)
    return factories.make_publication(people, overview_report=file, **fields)


def test_a_word_inside_a_published_file_is_found_and_links_to_its_page(people):
    made = with_file(people, "The wheelbarrows stood outside,")
    text = page("/reviews/?q=wheelbarrow")
    assert "<mark>wheelbarrows</mark>" in text
    assert f'href="/reviews/{made.content.slug}/overview-report.pdf#page=1"' in text
    assert "Overview report, page 1" in text


def test_what_a_file_says_is_never_markup(people):
    made = factories.make_publication(people)
    entry = LibraryEntry.objects.get(pk=made.pk)
    said = "<script>alert(1)</script> <b>lantern</b> <mark>forged</mark> \x00 a slip of the pen"
    entries.add_file_pieces(entry, [Piece("overview-report", said, 4)])
    for address in ("/reviews/?q=lantern", "/search/?q=lantern", '/reviews/?q="slip of the pen"'):
        text = page(address)
        assert "&lt;script&gt;" in text, address
        assert "<script>alert" not in text, address
        assert "<b>" not in text, address
        assert "<mark>forged" not in text, address
    assert "&lt;b&gt;<mark>lantern</mark>&lt;/b&gt;" in page("/reviews/?q=lantern")


def test_quotation_marks_ask_for_words_in_this_order(people):
    made = factories.make_publication(people, sentence="A slip of the pen was found.")
    assert made.content.title in page('/reviews/?q="a slip of the pen"').replace("<mark>", "")
    assert "1 review\n" in page('/reviews/?q="slip of the pen"')
    assert "0 reviews\n" in page('/reviews/?q="pen of the slip"')


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("coercive control", "Controlling behaviour went unseen."),
        ("ICB", "The clinical commissioning group was told."),
        ("general practice", "Her GP asked."),
        ("walks", "She went walking."),
    ],
)
def test_other_words_for_the_same_are_found(people, asked, said):
    factories.make_publication(people, summary=f"<p>{said}</p>")
    assert "1 review\n" in page(f"/reviews/?q={asked}")


@pytest.mark.parametrize(
    "asked",
    [
        '"',
        "'",
        "*",
        "a AND",
        "NEAR(",
        "title:x",
        "^x",
        "\\",
        "&|!",
        "x:*",
        "'; DROP",
        "( )",
        "-",
        "%",
        "\x00",
    ],
)
def test_nothing_typed_is_syntax(people, asked):
    factories.make_publication(people)
    assert Client().get("/reviews/", {"q": asked}).status_code == 200
    assert Client().get("/search/", {"q": asked}).status_code == 200


def test_a_slip_of_the_pen_gets_a_suggestion(people):
    factories.make_publication(people, summary="<p>The wheelbarrow stood outside.</p>")
    text = page("/reviews/?q=wheelbarow")
    assert "Did you mean" in text
    assert 'href="/reviews/?q=wheelbarrow"' in text


def test_no_suggestion_comes_from_what_is_not_public(people):
    made = factories.make_publication(people, summary="<p>The wheelbarrow stood.</p>")
    factories.make_edition(people, summary="<p>The xylophone was mended.</p>")
    # As it stands before the task that drops the words has run.
    rows = list(LibraryWord.objects.all())
    publication.withdraw(publication=made, user=people.board, reason="A mistake.")
    LibraryWord.objects.bulk_create(rows, ignore_conflicts=True)
    for asked in ("wheelbarow", "xylophne"):
        assert "Did you mean" not in page(f"/reviews/?q={asked}")


def test_withdrawing_drops_what_the_library_had(people):
    made = with_file(people, "The wheelbarrows stood outside,")
    publication.withdraw(publication=made, user=people.board, reason="A mistake.")
    assert "0 reviews\n" in page("/reviews/?q=wheelbarrow")
    assert not LibraryPassage.objects.exists()
    assert not LibraryEntry.objects.exists()
    assert not LibraryWord.objects.exists()


def test_erasing_leaves_no_word_in_any_index(people):
    first = with_file(people, "The wheelbarrows stood outside,")
    factories.make_publication(people)
    publication.withdraw(publication=first, user=people.board, reason="A mistake.")
    entries.write_entry(first)
    assert LibraryWord.objects.filter(word__startswith="sentence").count() == 0
    erase_edition(first.edition)
    assert not LibraryPassage.objects.filter(publication=first.pk).exists()
    assert not LibraryEntry.objects.filter(pk=first.pk).exists()
    assert not LibraryWord.objects.filter(word="wheelbarrows").exists()
    assert LibraryWord.objects.filter(word="death", uses=1).exists()


def test_a_forged_passage_is_not_shown(people):
    made = factories.make_publication(people)
    LibraryPassage.objects.create(
        publication=made,
        kind="overview-report",
        page=2,
        text="Lantern secret",
        stems="lantern secret",
    )
    LibraryEntry.objects.filter(pk=made.pk).update(file_stems="lantern secret")
    assert "secret" not in page("/reviews/?q=lantern")


def test_the_rebuilt_library_is_the_same(people):
    with_file(people, "The wheelbarrows stood outside,")

    def state():
        passages = LibraryPassage.objects.order_by("pk").values_list("kind", "page", "text", "seal")
        return list(passages), list(
            LibraryWord.objects.order_by("word").values_list("word", "uses")
        )

    before = state()
    assert before[0]
    call_command("rebuild_library", verbosity=0)
    assert state() == before
    assert "1 review\n" in page("/reviews/?q=wheelbarrow")


def test_migrate_fills_a_library_that_an_upgrade_emptied(people, home):
    made = factories.make_publication(people)
    LibraryPassage.objects.all().delete()
    LibraryEntry.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert LibraryEntry.objects.get().pk == made.pk
    assert LibraryPassage.objects.filter(publication=made, page=1).exists()


def test_other_words_for_it_count_only_together(people):
    """“Caring role” is a carer’s; a care home and the role of a chair are not."""
    made = factories.make_publication(people)
    entry = LibraryEntry.objects.get(pk=made.pk)
    entries.add_file_pieces(entry, [Piece(FileKind.OVERVIEW_REPORT, "A role in a care home.", 3)])
    assert "0 reviews" in page("/reviews/?q=carer")
    piece = Piece(FileKind.OVERVIEW_REPORT, "Her caring role in a care home.", 3)
    entries.add_file_pieces(entry, [piece])
    answer = page("/reviews/?q=carer")
    assert made.content.title in answer
    assert "Her <mark>caring</mark> <mark>role</mark> in a care home." in answer


def test_what_is_to_come_changes_nothing_of_what_comes_near(people):
    factories.make_publication(people, sentence="She loved the lighthouse.")
    address = "/reviews/?q=lighthouse+zephyrine"
    before = page(address)
    assert "She loved the" in before
    edition = factories.make_edition(people, sentence="Zephyrine kept the lighthouse zephyrine.")
    day = timezone.now() + timedelta(days=9)
    factories.publish_edition(edition, people, public_from=day)
    assert page(address) == before


def test_what_is_read_online_and_in_the_pdf_is_shown_once(client, people):
    review = factories.make_review(people)
    read_on_line(client, people, review)
    made = factories.publish_edition(publication.submit(review=review, user=people.editor), people)
    entry = LibraryEntry.objects.get(pk=made.pk)
    entries.add_file_pieces(entry, [Piece("overview-report", "Council Wrote a letter", 2)])
    text = page("/reviews/?q=letter")
    assert text.count("<mark>letter</mark>") == 1
    assert f"/reviews/{made.content.slug}/overview-report/#" in text
    assert "Council · Wrote a <mark>letter</mark> · Surgery · Rang" in text
