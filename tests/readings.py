"""Readings and copies of the factories' small files, made by the real engine once for each content.

A reading depends on nothing but the bytes, so what is remembered is what would be read again.
"""

import hashlib
from pathlib import Path

from reviews.anonymisation import reading
from reviews.anonymisation.surfaces import Reading, Refusal

_read, _sanitised = reading.read_file, reading.sanitised
_readings: dict[tuple[str, str, bool], Reading] = {}
_copies: dict[tuple[str, str, str], tuple[list[str], bytes] | Refusal] = {}
SMALL = 100_000


def read_once(path: Path, name: str, *, ocr: bool = True) -> Reading:
    if path.stat().st_size > SMALL:
        return _read(path, name, ocr=ocr)
    key = (_digest(path), name, ocr)
    if key not in _readings:
        _readings[key] = _read(path, name, ocr=ocr)
    return _readings[key]


def sanitised_once(path: Path, target: Path, *, title: str, language: str = "en-GB") -> list[str]:
    key = (_digest(path), title, language)
    if key not in _copies:
        try:
            removed = _sanitised(path, target, title=title, language=language)
            _copies[key] = removed, target.read_bytes()
        except Refusal as refusal:
            _copies[key] = refusal
    known = _copies[key]
    if isinstance(known, Refusal):
        raise known
    target.write_bytes(known[1])
    return list(known[0])


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
