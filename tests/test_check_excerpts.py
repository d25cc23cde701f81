"""Words and pictures of what was found: for officers alone, and kept nowhere."""

import io

import factories
import pikepdf
import pytest
from check_screens import (
    SECRETS,
    check_url,
    groups,
    holds_secret,
    logged_in,
    make_edition,
)
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont

from reviews.anonymisation import reading
from reviews.anonymisation.surfaces import Refusal
from reviews.anonymisation.wording import wording_of
from reviews.models import (
    AnonymisationCheck,
    CheckFinding,
    ReviewPage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(people):
    return make_edition(people)


@pytest.fixture
def review(edition) -> ReviewPage:
    return edition.review


def test_strangers_find_nothing(review):
    stranger = factories.UserFactory()
    finding = CheckFinding.objects.exclude(page=None).first()
    for address in (
        check_url(review),
        reverse("review_check_progress", args=[review.pk]),
        reverse("review_check_record", args=[review.pk]),
        reverse("review_intruder_note", args=[review.pk]),
        reverse("review_finding_page", args=[finding.pk]),
    ):
        assert logged_in(stranger).get(address).status_code in (302, 403, 404)
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize("role", ["editor", "home_office", "board", "governance"])
def test_words_are_shown_to_officers_alone(people, review, role):
    client = logged_in(getattr(people, role))
    page = client.get(check_url(review)).content.decode()
    record = client.get(reverse("review_check_record", args=[review.pk])).content.decode()
    assert "A protected identifier" in page
    assert "Overview report, page" in page
    assert holds_secret(record) == []
    assert "page.png" in page if role == "governance" else "page.png" not in page
    if role == "governance":
        assert holds_secret(page) == list(SECRETS)
    else:
        assert holds_secret(page) == []
        assert 'name="finding"' not in page


@pytest.mark.parametrize("role", ["editor", "home_office", "board", "superuser"])
def test_pictures_are_for_officers_alone(people, review, role):
    finding = CheckFinding.objects.exclude(page=None).first()
    address = reverse("review_finding_page", args=[finding.pk])
    assert logged_in(getattr(people, role)).get(address).status_code in (302, 403)


def test_a_page_is_drawn_with_the_place_outlined(people, review, monkeypatch):
    asked = []

    def draw(path, page, width_px, boxes=()):
        asked.append((path.read_bytes()[:5], page, list(boxes)))
        return b"\x89PNG"

    monkeypatch.setattr(reading, "page_picture", draw)
    monkeypatch.setattr(reading, "find_boxes", lambda *where: [(1.0, 2.0, 3.0, 4.0)])
    finding = CheckFinding.objects.filter(rule="name", surface="page").first()
    address = reverse("review_finding_page", args=[finding.pk])
    response = logged_in(people.governance).get(address)
    assert response.content == b"\x89PNG"
    assert response.headers["Content-Type"] == "image/png"
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert asked == [(b"%PDF-", finding.page, [(1.0, 2.0, 3.0, 4.0)])]


def test_a_page_that_can_not_be_drawn_is_404(people, review, monkeypatch):
    def refuse(*args, **kwargs):
        raise Refusal("damaged", "No.")

    monkeypatch.setattr(reading, "find_boxes", refuse)
    monkeypatch.setattr(reading, "page_picture", refuse)
    finding = CheckFinding.objects.filter(surface="page").first()
    address = reverse("review_finding_page", args=[finding.pk])
    assert logged_in(people.governance).get(address).status_code == 404
    of_text = CheckFinding.objects.filter(part="content").first()
    address = reverse("review_finding_page", args=[of_text.pk])
    assert logged_in(people.governance).get(address).status_code == 404


def test_an_excerpt_that_is_not_what_was_found_is_not_shown(people, review):
    CheckFinding.objects.update(start=0, end=4)
    page = logged_in(people.governance).get(check_url(review)).content.decode()
    assert "<mark" not in page
    assert holds_secret(page) == []
    CheckFinding.objects.update(index=9999)
    assert logged_in(people.governance).get(check_url(review)).status_code == 200


def test_facts_that_point_to_one_person_are_shown_together(people):
    edition = factories.make_edition(
        people,
        summary="<p>Marigold died in Loughton on 9 February 2017. She was 61 and ran the only "
        "cobbler’s shop in the village.</p>",
    )
    assert "jigsaw" in {group.rule.name for group in groups(edition)}
    page = logged_in(people.governance).get(check_url(edition.review)).content.decode()
    assert "9 February 2017 · " in page
    page = logged_in(people.editor).get(check_url(edition.review)).content.decode()
    assert "9 February 2017" not in page


def test_the_words_of_pictures_are_the_last_of_a_reading(tmp_path):
    """An excerpt is found by its place in a reading without them."""
    path = tmp_path / "report.pdf"
    path.write_bytes(with_picture(factories.pdf_bytes("Mrs Trewhella")))
    whole, words = reading.read_file(path, path.name), wording_of(path, path.name)
    assert whole.refusal is None
    assert words.refusal is None
    assert len(words.surfaces) < len(whole.surfaces)
    assert whole.surfaces[: len(words.surfaces)] == words.surfaces


def with_picture(pdf: bytes) -> bytes:
    picture = Image.new("RGB", (900, 200), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((30, 60), "Harbour Street School", fill="black", font=ImageFont.load_default(60))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        data = picture.tobytes()
        image = opened.make_stream(
            data,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=900,
            Height=200,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
        )
        page = opened.pages[0]
        page.Resources.XObject = pikepdf.Dictionary(Im0=image)
        page.contents_add(b"q 450 0 0 100 50 300 cm /Im0 Do Q")
        opened.save(out)
    return out.getvalue()


def test_excerpts_are_in_no_table(people, edition):
    logged_in(people.governance).get(check_url(edition.review))
    for row in CheckFinding.objects.values_list():
        assert holds_secret(str(row)) == []
    assert holds_secret(str(list(AnonymisationCheck.objects.values_list()))) == []
