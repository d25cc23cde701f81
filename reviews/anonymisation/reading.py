"""Reads files in processes of their own: a file can crash, hang or swell what reads it.

PDFium aborts on some damaged files and no exception stops it, so nothing here opens a file in the
process of the site. The child gets no secret: its environment is made here, not inherited.
"""

import base64
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reviews.anonymisation.surfaces import Box, Reading, Refusal

MEBIBYTE = 1024 * 1024
MEMORY_BYTES = 1536 * MEBIBYTE
CPU_SECONDS = 600
WALL_SECONDS = 900
PICTURE_SECONDS = 60
ANSWER_BYTES = 256 * MEBIBYTE
FILE_BYTES = 512 * MEBIBYTE
SOURCE_BYTES = 200 * MEBIBYTE

PACKAGE = "reviews.anonymisation"
CHILD = Path(__file__).with_name("child.py")
TOO_SLOW = "It took too long to read. Make the file again with fewer objects on its pages."
TOO_LARGE = "It needs too much memory to read. Make its pictures smaller or split the file."
DAMAGED = "It can’t be read as it is. Make the file again from the original document."


def read_file(path: Path, name: str, *, ocr: bool = True) -> Reading:
    """All that the file holds. Never raises for what is in the file: see `Reading.refusal`.

    With ``ocr=False`` a file with pictures that could carry words is refused, never let through.
    """
    try:
        answer = run_child("reader:read", {"path": str(path.resolve()), "name": name, "ocr": ocr})
        return Reading.from_dict(answer)
    except Refusal as refusal:
        return Reading(type="", refusal=refusal)
    except (KeyError, TypeError, ValueError):
        return Reading(type="", refusal=Refusal("damaged", DAMAGED))


def sanitised(path: Path, target: Path, *, title: str, language: str = "en-GB") -> list[str]:
    """Write the copy to publish; tells what was removed. Raises `Refusal`."""
    values = {
        "source": str(path.resolve()),
        "target": str(target.resolve()),
        "title": title,
        "language": language,
    }
    removed = run_child("sanitise:task", values)
    return [str(one) for one in removed]


def page_picture(path: Path, page: int, width_px: int, boxes: Sequence[Box] = ()) -> bytes:
    """A PNG of one page, counted from 1, with the places outlined. Raises `Refusal`."""
    values = {"path": str(path.resolve()), "page": page, "width_px": width_px, "boxes": list(boxes)}
    answer = run_child("pictured:page_picture", values, seconds=PICTURE_SECONDS)
    return base64.b64decode(answer)


def find_boxes(path: Path, page: int, start: int, end: int) -> list[Box]:
    """Where characters of the page's text stand, a box for each line. Raises `Refusal`."""
    values = {"path": str(path.resolve()), "page": page, "start": start, "end": end}
    answer = run_child("pictured:find_boxes", values, seconds=PICTURE_SECONDS)
    return [tuple(box) for box in answer]


def run_child(
    task: str,
    values: dict[str, Any],
    *,
    seconds: float = WALL_SECONDS,
    package: str = f"{PACKAGE}.",
) -> Any:
    """Call ``module:function`` of ``package`` with ``values`` in a sandboxed process.

    Values and answer are JSON. Raises the `Refusal` that the function raised, or the one that
    says how the process ended. Other errors of the function are refusals as well ("damaged").
    """
    with tempfile.TemporaryDirectory(prefix="setdab-read-", ignore_cleanup_errors=True) as folder:
        request, answer = Path(folder, "request.json"), Path(folder, "answer.json")
        limits = {"memory": MEMORY_BYTES, "cpu": min(CPU_SECONDS, int(seconds) + 1)}
        limits["file"] = FILE_BYTES
        message = {
            "task": package + task,
            "values": values,
            "answer": str(answer),
            "limits": limits,
        }
        request.write_text(json.dumps(message), encoding="ascii")
        status = _run(request, folder, seconds)
        return _answer(answer, status)


def _run(request: Path, folder: str, seconds: float) -> int:
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-X", "utf8", str(CHILD), str(request)],
        cwd=folder,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "TMPDIR": folder,
            "HOME": folder,
            "OMP_THREAD_LIMIT": "1",
            "LC_ALL": "C.UTF-8",
            "MALLOC_ARENA_MAX": "2",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        close_fds=True,
    )
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU
    finally:
        # The group outlives the child where OCR was still running in it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _answer(answer: Path, status: int) -> Any:
    if status == -signal.SIGXCPU:
        raise Refusal("too-slow", TOO_SLOW)
    if status == -signal.SIGKILL:
        raise Refusal("too-large", TOO_LARGE)
    if status or not answer.is_file():
        raise Refusal("damaged", DAMAGED)
    if answer.stat().st_size > ANSWER_BYTES:
        raise Refusal("too-large", TOO_LARGE)
    try:
        message = json.loads(answer.read_bytes())
    except ValueError as error:
        raise Refusal("damaged", DAMAGED) from error
    if "refusal" in message:
        raise Refusal(*message["refusal"])
    return message["value"]
