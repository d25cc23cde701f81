"""The words of a file but those of its pictures: what an officer's screen can wait for.

The words of pictures are the last surfaces of a whole reading, so the others have the same indexes.
"""

from pathlib import Path
from typing import Any

from reviews.anonymisation import reading
from reviews.anonymisation.reader import Reader, without_surrogates
from reviews.anonymisation.surfaces import Reading, Refusal, Surface

SECONDS = 60


def wording_of(path: Path, name: str) -> Reading:
    """Never raises for what is in the file: see `Reading.refusal`."""
    values = {"path": str(path.resolve()), "name": name}
    try:
        return Reading.from_dict(reading.run_child("wording:read", values, seconds=SECONDS))
    except Refusal as refusal:
        return Reading(type="", refusal=refusal)


def read(path: str, name: str) -> dict[str, Any]:
    """The task of the child process."""
    reader = Reader(ocr=False)
    kind = reader.take(Path(path).read_bytes(), name, depth=0)
    surfaces = tuple(
        Surface(one.name, without_surrogates(one.text), one.page) for one in reader.found.surfaces
    )
    return Reading(
        type=kind, surfaces=surfaces, faults=tuple(reader.found.faults), pages=reader.pages
    ).to_dict()
