"""Protective markings block; words that speak of one are asked about."""

import pytest

from reviews.anonymisation.rules import Level, level_of
from tests.detector_cases import findings, found, rules_of

BODY = (
    "\nThe panel met six times.\nAgencies gave it their records.\nIt heard the family.\nIt ended.\n"
)


@pytest.mark.parametrize(
    "header",
    [
        "RESTRICTED",
        "RESTRICTED Final Version & Exec Summary",
        "RESTRICTED - FINAL VERSION",
        "Restricted",
        "GPMS: RESTRICTED",
        "NATO RESTRICTED",
        "R E S T R I C T E D",
        "RESTRICTEDPage 1 of 24",
        "OFFICIAL-SENSITIVE",
        "OFFICIAL SENSITIVE",
        "OFFICIAL - SENSITIVE",
        "OFFICIAL – SENSITIVE",
        "OFFICIAL: SENSITIVE",
        "OFFICIAL:SENSITIVE",
        "OFFICIAL.SENSITIVE",
        "OFFICIALSENSITIVE",
        "OFFICIAL\nSENSITIVE",
        "OFFICIAL (SENSITIVE)",
        "OFFICIAL [SENSITIVE]",
        "OFFICIAL\u00a0\u2011\u00a0SENSITIVE",
        "OFFICIAL_SENSITIVE",
        "OFF\u00adICIAL-SEN\u200bSITIVE",
        "ＯＦＦＩＣＩＡＬ－ＳＥＮＳＩＴＩＶＥ",
        "О\u0440FICIAL-SENSITIVE".replace("\u0440", "F"),
        "O F F I C I A L - S E N S I T I V E",
        "Official Sensitive",
        "Official-Sensitive",
        "official sensitive",
        "Official Sensitive: Personal",
        "OFFICIAL-SENSITIVE PERSONAL",
        "OFFICIAL-SENSITIVE [when shared]",
        "OFFICIAL-SENSITIVE Page 3 of 20",
        "Page 3 of 20 OFFICIAL-SENSITIVE",
        "Version 2 OFFICIAL SENSITIVE 14 January 2020",
        "Domestic Homicide Review OFFICIAL-SENSITIVE",
        "CONFIDENTIAL",
        "STRICTLY CONFIDENTIAL",
        "PRIVATE AND CONFIDENTIAL",
        "CONFIDENTIAL - NOT FOR PUBLICATION",
        "PROTECT",
        "PROTECT - PERSONAL",
        "SECRET",
        "TOP SECRET",
        "This document is OFFICIAL-SENSITIVE.",
        "This report is marked OFFICIAL-SENSITIVE.",
        "The information here is OFFICIAL-SENSITIVE until it is published",
    ],
)
@pytest.mark.parametrize("place", ["header", "footer"])
def test_a_marking_blocks(header: str, place: str) -> None:
    text = header + BODY if place == "header" else BODY + header
    assert found(text, "protective-marking")
    assert level_of("protective-marking") is Level.BLOCK


@pytest.mark.parametrize(
    "text",
    [
        "OFFICIAL-SENSITIVE when completed",
        "OFFICIAL-SENSITIVE (when completed)",
        "OFFICIAL-SENSITIVE – when complete",
        "OFFICIAL-SENSITIVE\nwhen completed",
        "OFFICIAL SENSITIVE once completed",
        "Official Sensitive (once completed)",
        "OFFICIAL-SENSITIVE: when filled in",
        "RESTRICTED (when completed)",
        "NOT PROTECTIVELY MARKED",
        "OFFICIAL",
        "NOT RESTRICTED",
        "UNRESTRICTED",
        "Access was restricted, the letter was confidential and she kept it secret.",
        "Restricted access to the children was agreed.",
        "Restricted contact",
        "CONFIDENTIALITY",
        "1. CONFIDENTIALITY AND DISSEMINATION",
        "Confidentiality",
        "Confidential information was shared.",
        "FINDING 3: RESTRICTED CONTACT WITH THE FAMILY",
        "HOW TO PROTECT CHILDREN",
        "PROTECT CHILDREN FIRST",
        "Material is to be marked ‘Official Sensitive’ and sent safely.",
        "All official sensitive material must be sent safely.",
        "The draft was marked OFFICIAL-SENSITIVE until publication.",
        "It was clearly marked RESTRICTED at the time.",
        "An official and sensitive letter. The official, sensitive to this, agreed.",
        "He was an official. Sensitive questions were asked.",
        "Official statistics show it.",
        "THE OFFICIAL REPORT",
        "Secret recordings were made. The Secret Garden.",
        "Strictly confidential support is offered by the helpline.",
    ],
)
def test_what_is_no_marking_does_not_block(text: str) -> None:
    for whole in (text, text + BODY, BODY + text):
        assert Level.BLOCK not in map(level_of, rules_of(findings(whole)))


@pytest.mark.parametrize(
    "text",
    [
        "Material is to be marked ‘Official Sensitive’ and sent safely.",
        "The draft was marked OFFICIAL-SENSITIVE until publication.",
        "OFFICIAL",
    ],
)
def test_a_marking_that_is_spoken_of_is_asked_about(text: str) -> None:
    assert found(BODY + text, "marking-mentioned")


def test_one_allowed_marking_does_not_excuse_another() -> None:
    text = "OFFICIAL-SENSITIVE when completed" + BODY + "OFFICIAL-SENSITIVE"
    assert len(found(text, "protective-marking")) == 1


@pytest.mark.parametrize("surface", ["metadata", "attachment name", "file name", "outline", "font"])
def test_a_marking_counts_on_every_surface(surface: str) -> None:
    assert found("Report OFFICIAL-SENSITIVE v2.pdf", "protective-marking", surface=surface)
    assert found("OFFICIAL-SENSITIVE", "protective-marking", surface=surface)


@pytest.mark.parametrize(
    "value", ["Restricted", "restricted", "Keywords: Restricted", "RESTRICTED"]
)
def test_a_property_that_is_a_marking(value: str) -> None:
    assert found(value, "protective-marking", surface="metadata")


@pytest.mark.parametrize(
    "value", ["Restricted font embedding", "unrestricted", "protect", "Secret"]
)
def test_a_property_that_is_none(value: str) -> None:
    assert not found(value, "protective-marking", surface="metadata")
