"""What happens to the site when a file crashes, hangs or swells the program that reads it: nothing.

Functions of the standard library stand in for a reader that a file has got out of hand.
"""

import os
import time
from pathlib import Path

import pytest
from hiding_files import page_file, shown

from reviews.anonymisation import reading
from reviews.anonymisation.reading import read_file, run_child
from reviews.anonymisation.surfaces import Reading, Refusal


def refused(task: str, seconds: float = 30, **values: object) -> str:
    with pytest.raises(Refusal) as caught:
        run_child(task, values, seconds=seconds, package="")
    assert caught.value.sentence.endswith(".")
    return caught.value.rule


def read(tmp_path: Path, data: bytes, name: str = "report.pdf") -> Reading:
    path = tmp_path / "upload"
    path.write_bytes(data)
    return read_file(path, name)


def test_a_crash_is_a_refusal():
    assert refused("os:abort") == "damaged"
    assert refused("os:_exit", status=3) == "damaged"


def test_an_error_is_a_refusal():
    assert refused("os:nothing_like_this") == "damaged"


def test_a_hang_ends_at_the_time_limit_with_all_that_it_started(tmp_path):
    mark = tmp_path / "pid"
    args = ["sh", "-c", f"echo $$ > {mark}; exec sleep 600"]
    assert refused("subprocess:run", seconds=2, args=args) == "too-slow"
    pid = int(mark.read_text())
    for _ in range(100):
        if not is_running(pid):
            break
        time.sleep(0.05)
    assert not is_running(pid)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_busy_loop_ends_at_the_limit_of_processor_time(monkeypatch):
    monkeypatch.setattr(reading, "CPU_SECONDS", 1)
    rule = refused("re:fullmatch", pattern="(a+)+b", string="a" * 60)
    assert rule == "too-slow"


def test_too_much_memory_is_a_refusal():
    assert refused("secrets:token_bytes", nbytes=8_000_000_000) == "too-large"


def test_a_huge_answer_is_a_refusal(monkeypatch):
    monkeypatch.setattr(reading, "ANSWER_BYTES", 100)
    assert refused("secrets:token_hex", nbytes=1000) == "too-large"


def test_the_child_knows_no_secret_and_dumps_no_core(monkeypatch):
    monkeypatch.setenv("ANONYMISATION_SECRET", "do-not-tell")
    known = run_child("subprocess:getoutput", {"cmd": "env; ulimit -c"}, package="")
    assert "do-not-tell" not in known
    assert "DJANGO" not in known
    assert known.splitlines()[-1] == "0"


def test_the_folder_of_the_child_is_removed():
    folder = run_child("tempfile:mkdtemp", {}, package="")
    assert "setdab-read-" in folder
    assert not Path(folder).exists()


def test_the_child_does_not_load_the_site(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(page_file(""))
    modules = f"import runpy, sys; sys.argv = ['x']; sys.path.insert(0, {str(Path.cwd())!r})\n"
    program = (
        f"{modules}from reviews.anonymisation import reader\n"
        f"reader.read({str(path)!r}, 'report.pdf')\n"
        "print('django' in sys.modules)"
    )
    script = tmp_path / "script.py"
    script.write_text(program)
    import sys

    said = run_child("subprocess:getoutput", {"cmd": f"{sys.executable} {script}"}, package="")
    assert said.splitlines()[-1] == "False"


@pytest.mark.parametrize(
    ("data", "name", "rule"),
    [
        (b"", "report.pdf", "damaged"),
        (b"%PDF-1.7\nnothing more", "report.pdf", "damaged"),
        (b"The panel met.", "report.pdf", "wrong-type"),
        (page_file(shown("The panel met.")), "report.docx", "wrong-type"),
        (page_file(shown("The panel met.")), "photo.jpg", "wrong-type"),
        (b"PK\x03\x04" + b"\x00" * 200, "report.docx", "damaged"),
        (os.urandom(5000), "report.bin", "unknown-type"),
        (b"\x7fELF" + b"\x00\x01" * 600, "report", "unknown-type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, "report.doc", "unknown-type"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path, data, name, rule):
    found = read(tmp_path, data, name)
    assert found.refusal is not None
    assert found.refusal.rule == rule
    assert found.refusal.sentence.endswith(".")


def test_a_password_is_a_refusal(tmp_path):
    import io

    import pikepdf

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(page_file(""))) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    found = read(tmp_path, target.getvalue())
    assert found.refusal is not None
    assert found.refusal.rule == "password"


def test_any_text_comes_through(tmp_path):
    found = read(tmp_path, "Zoë \U0001f600 \x00 née".encode(), "notes.txt")
    assert found.refusal is None
    assert found.surfaces[0].text == "Zoë \U0001f600 \x00 née"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_read_in_any_usual_encoding(tmp_path, encoding):
    found = read(tmp_path, "Mrs Zoë Trewhella".encode(encoding), "notes.txt")
    assert "Mrs Zoë Trewhella" in found.surfaces[0].text


def test_a_missing_file_is_a_refusal(tmp_path):
    found = read_file(tmp_path / "nowhere.pdf", "nowhere.pdf")
    assert found.refusal is not None
