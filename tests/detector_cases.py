"""How the tests of the detectors ask what is found in a sentence."""

from collections.abc import Sequence

from reviews.anonymisation.detectors import detect
from reviews.anonymisation.known import Known
from reviews.anonymisation.surfaces import Finding, Surface


def findings(text: str, *, surface: str = "page", known: Known | None = None) -> list[Finding]:
    return detect([Surface(surface, text, 1)], known or Known())


def found(text: str, rule: str, *, surface: str = "page", known: Known | None = None) -> list[str]:
    """The strings that one rule finds, with line breaks made spaces."""
    return [
        " ".join(one.text.split())
        for one in findings(text, surface=surface, known=known)
        if one.rule == rule
    ]


def rules_of(findings: Sequence[Finding]) -> set[str]:
    return {finding.rule for finding in findings}
