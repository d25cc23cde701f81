"""Files that mean harm: every one is read or refused with a sentence, and nothing hangs."""

import json
import subprocess
import sys
from pathlib import Path

import hostile_batch
import hostile_files
import pytest

from reviews.anonymisation import reading
from reviews.anonymisation.rules import RULES, Level

# The kinds that a process has to be ended for, or that took long before they were thought of.
THROUGH_THE_SANDBOX = {
    "empty.pdf": "damaged",
    "words_named_pdf.pdf": "wrong-type",
    "a_program_named_pdf.pdf": "unknown-type",
    "password_of_the_user.pdf": "password",
    "flate_bomb_in_a_chain.pdf": "too-large",
    "arrays_in_arrays.pdf": "damaged",
    "page_tree_that_doubles.pdf": "damaged",
    "form_in_itself.pdf": "damaged",
    "forms_that_double.pdf": "too-slow",
    "pattern_in_itself.pdf": "too-slow",
    "marks_without_an_end.pdf": "damaged",
    "strings_almost_shown.pdf": None,
    "inline_pictures_without_an_end.pdf": None,
    "picture_of_a_billion_pixels.pdf": "too-large",
    "a_hundred_thousand_notes.pdf": "too-slow",
    "files_in_files_in_files.pdf": "nested",
    "zip_of_zips.zip": None,
    "docx_bomb.docx": "too-large",
    "image_of_a_billion_pixels.png": "too-large",
}
MAX_CRASHES = 10


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, object]]:
    """What came of every file. One that ended its process has no answer of its own."""
    names = [name for name, _ in hostile_files.everything()]
    found: dict[str, dict[str, object]] = {}
    first = 0
    crashes = 0
    while first < len(names):
        done = subprocess.run(
            [sys.executable, hostile_batch.__file__, str(first), str(len(names))],
            capture_output=True,
            text=True,
            check=False,
        )
        for line in done.stdout.splitlines():
            answer = json.loads(line)
            found[answer["name"]] = answer
            first = answer["number"] + 1
        if first < len(names):
            found[names[first]] = {"name": names[first], "ended": done.returncode}
            first += 1
            crashes += 1
            assert crashes <= MAX_CRASHES, done.stderr[-500:]
    return found


def test_there_are_many_files(answers):
    assert len(answers) >= 560


def test_each_is_read_or_refused_with_a_sentence(answers):
    for answer in answers.values():
        if "rule" in answer:
            assert RULES[str(answer["rule"])].level == Level.REFUSE, answer
            assert str(answer["sentence"]).endswith("."), answer
        else:
            assert "pages" in answer or "ended" in answer or "error" in answer, answer


def test_no_file_takes_for_ever(answers):
    """A file that runs out of its seconds is ended by the alarm."""
    assert not [name for name, answer in answers.items() if answer.get("ended") == -14]


def test_no_file_surprises_a_reader(answers):
    """Other errors than refusals would be told as "damaged" as well, but without a thought."""
    assert [answer for answer in answers.values() if "error" in answer] == []


@pytest.mark.parametrize(("name", "rule"), THROUGH_THE_SANDBOX.items())
def test_the_worst_are_refused_by_the_process_that_reads_them(name, rule, tmp_path):
    path = Path(tmp_path, "file")
    path.write_bytes(hostile_files.WORST[name]())
    answer = reading.read_file(path, name)
    refusal = answer.refusal
    if rule is not None:
        assert refusal is not None
        assert refusal.rule == rule
    if refusal is not None:
        assert RULES[refusal.rule].level == Level.REFUSE
        assert refusal.sentence.endswith(".")
