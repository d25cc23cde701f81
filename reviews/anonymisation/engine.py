"""Which engine this is: its own code and lists, and the libraries that read files for it.

A change of any of them makes earlier results old. Nobody has to remember to raise a number.
"""

import functools
import hashlib
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("pypdfium2", "pikepdf", "pillow", "lxml")


@functools.cache
def engine_version() -> str:
    digest = hashlib.blake2b(digest_size=16)
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".txt"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    digest.update(_tesseract_version())
    return digest.hexdigest()


def _tesseract_version() -> bytes:
    program = shutil.which("tesseract")
    if program is None:
        return b"none"
    return subprocess.run(  # noqa: S603
        [program, "--version"], capture_output=True, check=True, timeout=30
    ).stdout
