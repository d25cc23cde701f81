"""The check from the shell: the same engine on any file, with terms that stay in memory."""

import io
import json
from pathlib import Path

import factories
import pytest
from django.core.management import CommandError, call_command

from reviews import protected
from reviews.anonymisation.identifiers import Identifier
from reviews.models import ProtectedPerson

NAME = "Thomasina Brackenbury"


def terms(folder: Path, *lines: dict) -> Path:
    path = folder / "terms.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")
    return path


def run(*arguments) -> tuple[list[dict], int]:
    out, code = io.StringIO(), 0
    try:
        call_command("check_anonymisation", *map(str, arguments), "--format", "json", stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return [json.loads(line) for line in out.getvalue().splitlines()], code


@pytest.fixture
def leaking(tmp_path) -> Path:
    path = tmp_path / "leaking.pdf"
    path.write_bytes(factories.pdf_bytes(f"Statement of {NAME}"))
    return path


@pytest.fixture
def clean(tmp_path) -> Path:
    path = tmp_path / "clean.pdf"
    path.write_bytes(factories.pdf_bytes("What was learned about listening"))
    return path


def test_each_file_gets_one_object_with_exactly_the_agreed_keys(tmp_path, leaking, clean):
    found, code = run(
        leaking, clean, "--terms", terms(tmp_path, {"kind": "name", "value": NAME, "person": "a"})
    )
    assert [Path(one["file"]).name for one in found] == ["leaking.pdf", "clean.pdf"]
    assert [set(one) for one in found] == [{"file", "sha256", "outcome", "findings"}] * 2
    assert found[0]["outcome"] == "BLOCK"
    hit = found[0]["findings"][0]
    assert hit == {
        "rule": "protected-identifier",
        "level": "BLOCK",
        "surface": "page",
        "page": 1,
        "count": hit["count"],
    }
    assert found[1]["outcome"] == "REVIEW"
    assert code == 1


def test_it_ends_well_only_where_every_file_passes(tmp_path, clean):
    words = tmp_path / "words.txt"
    words.write_text("What was learned about listening.\n", encoding="utf-8")
    found, code = run(words)
    assert (found[0]["outcome"], code) == ("PASS", 0)
    found, code = run(words, clean)
    assert [one["outcome"] for one in found] == ["PASS", "REVIEW"]
    assert code == 1


def test_without_terms_the_detectors_still_run(leaking):
    found, _ = run(leaking)
    assert "name" in {finding["rule"] for finding in found[0]["findings"]}


def test_what_can_not_be_read_is_refused(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing of a PDF\n%%EOF\n")
    found, code = run(path)
    assert (found[0]["outcome"], code) == ("REFUSE", 1)


def test_text_says_what_to_do_and_not_what_was_found(tmp_path, leaking):
    out = io.StringIO()
    path = terms(tmp_path, {"kind": "name", "value": NAME, "person": "a"})
    with pytest.raises(SystemExit):
        call_command("check_anonymisation", str(leaking), "--terms", str(path), stdout=out)
    words = out.getvalue()
    assert "A protected identifier (page, page 1)" in words
    assert "Take it out of the original" in words
    assert "Brackenbury" not in words


@pytest.mark.parametrize("line", ["{Thomasina", '{"kind": "name"}', '["name"]', '{"value": "x"}'])
def test_terms_that_can_not_be_read_stop_it_and_are_not_repeated(tmp_path, clean, line):
    path = tmp_path / "terms.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        call_command("check_anonymisation", str(clean), "--terms", str(path))
    assert "Line 1" in str(refusal.value)
    assert line not in str(refusal.value)


def test_a_date_in_an_odd_form_is_looked_for_as_it_stands(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("She was born in Michaelmas 1961.", encoding="utf-8")
    odd = terms(tmp_path, {"kind": "date_of_birth", "value": "Michaelmas 1961", "person": "a"})
    found, _ = run(path, "--terms", odd)
    assert found[0]["outcome"] == "BLOCK"


def test_a_file_that_is_not_there_does_not_pass_for_checked(tmp_path):
    with pytest.raises(CommandError, match="can’t be read"):
        call_command("check_anonymisation", str(tmp_path / "missing.pdf"))


@pytest.mark.django_db
def test_the_register_of_a_review_can_be_used(people, leaking):
    review = factories.make_review(people)
    protected.add_person(
        review=review,
        role="witness",
        identifiers=[Identifier("name", NAME, "")],
        user=people.governance,
    )
    for given in (review.slug, review.working_reference):
        found, _ = run(leaking, "--review", given)
        assert found[0]["outcome"] == "BLOCK"


@pytest.mark.django_db
def test_a_review_without_register_is_no_check(people, clean):
    review = factories.make_review(people)
    ProtectedPerson.objects.all().delete()
    for given, words in ((review.slug, "is empty"), ("nobody", "no review")):
        with pytest.raises(CommandError, match=words):
            call_command("check_anonymisation", str(clean), "--review", given)
