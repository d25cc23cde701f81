"""Telephone, NHS and other numbers, e-mail addresses, registrations and references."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.anonymisation.numbers import is_nhs_number
from tests.detector_cases import found


@pytest.mark.parametrize(
    "number",
    [
        "07700 900123",
        "07700900123",
        "07700-900-123",
        "07700 900 123",
        "0770 0900123",
        "+44 7700 900123",
        "+447700900123",
        "+44 (0)7700 900123",
        "0044 7700 900123",
        "(01632) 960001",
        "01632 960001",
        "01632-960-001",
        "020 7946 0018",
        "0 1 6 3 2 9 6 0 0 0 1",
        "+353 20 915 1234",
    ],
)
def test_a_telephone_number(number: str) -> None:
    assert found(f"Her sister rang {number} at noon.", "phone") == [number]


def test_a_telephone_number_without_its_nought() -> None:
    assert found("Tel: 7700 900123", "phone") == ["7700 900123"]


@pytest.mark.parametrize(
    "text",
    [
        "Ring 999, 101 or 111.",
        "The helpline is 0808 2000 247 or 116 123.",
        "It is 0808 802 4040 for men.",
        "Paragraphs 01.02.03 and 4.10.11.",
        "In 2019, 2020 and 2021 there were 10 000 calls.",
        "The order is SET-2022-09 and costs £1,000,000.",
    ],
)
def test_no_telephone_number(text: str) -> None:
    assert found(text, "phone") == []


@pytest.mark.parametrize(
    "address",
    ["p.tregarron@example.com", "philippa_t+x@mail.example.co.uk", "j.smith@essex.gov.uk"],
)
def test_an_email_address(address: str) -> None:
    assert found(f"Write to {address}.", "email") == [address]
    assert found(f"Author: {address}", "email", surface="metadata") == [address]


@pytest.mark.parametrize(
    "written",
    ["philippa at example dot com", "philippa(at)example.com", "philippa [at] example.com"],
)
def test_an_email_address_written_out(written: str) -> None:
    assert found(f"Write to {written} soon.", "email")


@pytest.mark.parametrize("address", ["info@example.org", "dhrenquiries@example.gov.uk"])
def test_the_mailbox_of_an_office_is_public(address: str) -> None:
    assert found(f"Write to {address}.", "email") == []


def checked(nine: str) -> str:
    """The nine digits with their check digit, or "" where there is none."""
    digit = (11 - sum(int(one) * (10 - at) for at, one in enumerate(nine)) % 11) % 11
    return "" if digit == 10 else nine + str(digit)


nhs_numbers = (
    st.from_regex(r"[1-9][0-9]{8}", fullmatch=True)
    .map(checked)
    .filter(lambda number: number and len(set(number)) > 1)
)


@given(nhs_numbers, st.sampled_from(["", " ", "-"]))
def test_an_nhs_number_is_known_by_its_check_digit(number: str, gap: str) -> None:
    written = gap.join((number[:3], number[3:6], number[6:]))
    assert found(f"It was {written} there.", "nhs-number") == [written]


@given(nhs_numbers, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_makes_no_nhs_number(number: str, at: int, more: int) -> None:
    wrong = number[:at] + str((int(number[at]) + more) % 10) + number[at + 1 :]
    assert not is_nhs_number(wrong)
    assert found(f"It was {wrong} there.", "nhs-number") == []


def test_an_nhs_number_that_fails_its_check_is_asked_about_where_it_is_called_one() -> None:
    assert found("NHS number: 943 476 5918.", "nhs-number") == ["943 476 5918"]
    assert found("NHS No 9 4 3 4 7 6 5 9 1 9", "nhs-number") == ["9 4 3 4 7 6 5 9 1 9"]
    assert found("Keywords: 943 476 5919", "nhs-number", surface="metadata")


@pytest.mark.parametrize("number", ["AB123456C", "AB 12 34 56 C", "ab 12 34 56 c", "JG-10-37-59-A"])
def test_a_national_insurance_number(number: str) -> None:
    assert found(f"It was {number} there.", "ni-number") == [number]


@pytest.mark.parametrize("number", ["BG123456C", "DA123456C", "AB123456E", "AB12345C"])
def test_no_national_insurance_number(number: str) -> None:
    assert found(f"It was {number} there.", "ni-number") == []


def test_a_national_insurance_number_by_its_name() -> None:
    assert found("National Insurance number QQ 12 34 56 C", "ni-number") == ["QQ 12 34 56 C"]


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("He drove away in AB12 CDE that day.", "AB12 CDE"),
        ("The log has LR70XYZ on it.", "LR70XYZ"),
        ("He drove a car, A123 BCD, away.", "A123 BCD"),
        ("His van ABC 123D was seen.", "ABC 123D"),
        ("The vehicle was ab12 cde.", "ab12 cde"),
    ],
)
def test_a_vehicle_registration(text: str, plate: str) -> None:
    assert found(text, "vehicle") == [plate]


@pytest.mark.parametrize(
    "text",
    ["Take the A12 AND the M25 THE same day.", "See CM16 NHS Trust.", "SS9 2AB is a postcode."],
)
def test_no_vehicle_registration(text: str) -> None:
    assert found(text, "vehicle") == []


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Crime reference 42/12345/19 was closed.", "42/12345/19"),
        ("Crime no: 42CR/0012345/19", "42CR/0012345/19"),
        ("In Crown Court case T20197123 he pleaded.", "T20197123"),
        ("URN 42AB1234519", "42AB1234519"),
        ("CAD 1234 of that day", "1234"),
        ("STORM log 0457-12042019", "0457-12042019"),
        ("MARAC ref: M-2231/17", "M-2231/17"),
        ("Custody record EK/2231/17", "EK/2231/17"),
        ("PC 71234 came.", "PC 71234"),
        ("Prison number A1234BC", "A1234BC"),
    ],
)
def test_a_reference(text: str, reference: str) -> None:
    assert any(reference in one for one in found(text, "reference"))


@pytest.mark.parametrize(
    "text",
    [
        "In case 3 the court in 2019 heard it.",
        "R v Somebody [2021] EWHC 186 (QB)",
        "Section 9 and paragraph 15.10.1, figure 12.",
        "The police log of 12/03/2019 has it.",
        "Report 2019/20 of the court.",
    ],
)
def test_no_reference(text: str) -> None:
    assert found(text, "reference") == []
