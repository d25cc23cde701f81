"""Readings, register and detectors put together: what was found, and what follows from it."""

from collections.abc import Iterable, Mapping

from reviews.anonymisation import consistency, detectors
from reviews.anonymisation.known import Known, declared_in
from reviews.anonymisation.register import Register
from reviews.anonymisation.rules import Level, level_of
from reviews.anonymisation.surfaces import Finding, Reading, Surface

Findings = dict[str, list[Finding]]


def examine(
    readings: Mapping[str, Reading], *, register: Register | None, known: Known
) -> Findings:
    """What was found in each part of a review, or in each of some files that belong together."""
    surfaces: dict[str, list[Surface]] = {
        part: list(reading.surfaces) for part, reading in readings.items() if not reading.refusal
    }
    for part in surfaces:
        known = known.merge(declared_in(surfaces[part]))
    found = {part: _of_file(reading) for part, reading in readings.items()}
    for part, texts in surfaces.items():
        protected = register.scan(texts) if register else []
        found[part] += protected
        found[part] += _apart_from(protected, detectors.detect(texts, known))
    for part, differences in consistency.compare(surfaces, known).items():
        found[part] += differences
    return found


def outcome_of(findings: Iterable[Finding]) -> Level:
    return max((level_of(finding.rule) for finding in findings), default=Level.PASS)


def _of_file(reading: Reading) -> list[Finding]:
    if reading.refusal:
        return [Finding(reading.refusal.rule, "file", note=reading.refusal.sentence)]
    return [
        Finding(fault.rule, fault.surface, fault.page, text=fault.text, box=fault.box)
        for fault in reading.faults
    ]


def _apart_from(protected: list[Finding], others: list[Finding]) -> list[Finding]:
    """What the register found need not be asked a second time as an unknown name or date."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for finding in protected:
        if level_of(finding.rule) == Level.BLOCK:
            taken.setdefault(finding.index, []).append((finding.start, finding.end))
    return [
        other
        for other in others
        if other.rule in ("jigsaw", "protective-marking")
        or not any(
            start <= other.start and other.end <= end for start, end in taken.get(other.index, ())
        )
    ]
