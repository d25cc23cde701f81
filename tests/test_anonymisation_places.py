"""Postcodes, addresses, schools, surgeries, villages and occupations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.detector_cases import found

outward = st.sampled_from(["SS9", "CM1", "CO15", "IG10", "E1", "EC1A", "W1A", "M1", "B33", "RM17"])
inward = st.from_regex(r"[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True)


@given(outward, inward, st.sampled_from(["", " ", "  ", "\n"]))
def test_a_postcode_however_it_is_spaced(out: str, inner: str, gap: str) -> None:
    assert found(f"It was {out}{gap}{inner}, there.", "postcode") == [
        f"{out}{' ' * bool(gap)}{inner}"
    ]


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("She lived at ss9 2ab then.", "ss9 2ab"),
        ("Her postcode was Ss9 2aB.", "Ss9 2aB"),
        ("She lived at CM1 OAB then.", "CM1 OAB"),
        ("Girobank was at GIR 0AA.", "GIR 0AA"),
        ("The IG10 area was searched.", "IG10"),
        ("Her postcode begins with N1.", "N1"),
    ],
)
def test_a_postcode_written_otherwise(text: str, postcode: str) -> None:
    assert found(text, "postcode") == [postcode]


@pytest.mark.parametrize(
    "text",
    [
        "On the A12 and the M25, exit E5.",
        "In B1 2nd paragraph and a1 1st line.",
        "Form P45 and grade B2.",
        "It was PC1 2AB and ZZ9 9ZZ.",
        "Table E1 shows it.",
    ],
)
def test_no_postcode(text: str) -> None:
    assert found(text, "postcode") == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("She lived at 14 Acacia Avenue then.", "14 Acacia Avenue"),
        ("She lived at 14a, Acacia Avenue then.", "14a, Acacia Avenue"),
        ("She lived at 14 acacia avenue then.", "14 acacia avenue"),
        ("She lived at 3 Quince Tree Close then.", "3 Quince Tree Close"),
        ("She lived in Marigold Crescent then.", "Marigold Crescent"),
        ("She lived in Station Road then.", "Station Road"),
        ("She lived at 22 The Street then.", "22 The Street"),
        ("She lived at 9 Pinewood Way then.", "9 Pinewood Way"),
        ("She lived at 12 Mill Rd then.", "12 Mill Rd"),
        ("She lived in Flat 12B then.", "Flat 12B"),
        ("She lived at Rose Cottage then.", "Rose Cottage"),
        ("She lived at Tregarron Farm then.", "Tregarron Farm"),
        ("She lived at 7 St Osyth’s Lane then.", "7 St Osyth’s Lane"),
    ],
)
def test_an_address(text: str, address: str) -> None:
    assert any(address in one for one in found(text, "street-address"))


@pytest.mark.parametrize(
    "text",
    [
        "At the Crown Court and the Family Court. In the Open Road office.",
        "The High Street was busy. Close Relationship. Drive for Change.",
        "Way forward. No Place to go. At the End. 12 Park.",
        "A Road to recovery, and the long Road.",
        "There were 5 years down the road.",
        "The House of Commons, and County Hall.",
    ],
)
def test_no_address(text: str) -> None:
    assert found(text, "street-address") == []


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("He went to Oakfield Primary School.", "Oakfield Primary School"),
        ("He went to St Cedd’s Church of England Primary School.", "Primary School"),
        ("He went to The Quillon Academy.", "Quillon Academy"),
        ("He went to Willow Tree Nursery.", "Willow Tree Nursery"),
        ("He went to Oakfield primary school.", "Oakfield primary school"),
        ("She went to Quillon Sixth Form.", "Quillon Sixth Form"),
        ("She went to Quillon College.", "Quillon College"),
    ],
)
def test_a_school(text: str, school: str) -> None:
    assert any(school in one for one in found(text, "school"))


@pytest.mark.parametrize(
    ("text", "surgery"),
    [
        ("She saw a doctor at Oakfield Surgery.", "Oakfield Surgery"),
        ("She saw a doctor at Oakfield surgery.", "Oakfield surgery"),
        ("She saw a doctor at the Quillon Medical Centre.", "Quillon Medical Centre"),
        ("She was on Marigold Ward.", "Marigold Ward"),
        ("She was on Marigold ward.", "Marigold ward"),
        ("She was taken to Quillon Hospital.", "Quillon Hospital"),
        ("She saw a doctor at the Quillon Practice.", "Quillon Practice"),
    ],
)
def test_a_surgery(text: str, surgery: str) -> None:
    assert any(surgery in one for one in found(text, "surgery"))


@pytest.mark.parametrize(
    "text",
    [
        "The School and the Primary School. Each School. A High School, and Local School.",
        "The Surgery and her GP Practice. Safeguarding in Practice. Good Practice.",
        "The Hospital. A General Hospital. The Royal College of Nursing. College of Policing.",
        "Basildon Hospital and Colchester General Hospital gave records.",
        "The University of Essex and Anglia Ruskin University took part.",
    ],
)
def test_what_has_no_name_of_its_own(text: str) -> None:
    assert found(text, "school") + found(text, "surgery") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("She lived in Loughton then.", "Loughton"),
        ("She lived in Leigh-on-Sea then.", "Leigh-on-Sea"),
        ("She lived in Leigh on\nSea then.", "Leigh on Sea"),
        ("She lived in HATFIELD PEVEREL then.", "HATFIELD PEVEREL"),
        ("She lived in Tolleshunt D’Arcy then.", "Tolleshunt D’Arcy"),
        ("She came from the village of Nether Quillon.", "Nether"),
        ("She grew up in Quillonbury then.", "Quillonbury"),
        ("It was in the Quillonbury area.", "Quillonbury"),
        ("He drank in the Rose and Crown then.", "Rose and Crown"),
        ("He drank in the White Hart then.", "White Hart"),
        ("He drank in the Quillon Arms then.", "Quillon Arms"),
        ("They met at St Cedd’s Church then.", "St Cedd’s Church"),
        ("She lived at Quillon Care Home then.", "Quillon Care Home"),
    ],
)
def test_a_place_smaller_than_the_district(text: str, place: str) -> None:
    assert place in found(text, "place")


DISTRICTS = [
    *("Basildon", "Braintree", "Brentwood", "Castle Point", "Chelmsford", "Colchester"),
    *("Epping Forest", "Harlow", "Maldon", "Rochford", "Tendring", "Uttlesford", "Thurrock"),
    *("Essex", "Southend", "Southend-on-Sea"),
]


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_district_is_no_smaller_place(district: str) -> None:
    text = f"She lived in {district}. The {district} Community Safety Partnership and Council met."
    assert found(text, "place") == []


@pytest.mark.parametrize(
    ("text", "occupation"),
    [
        ("He ran the only cobbler’s shop in the village.", "only cobbler’s shop in the village"),
        ("He was the village’s only farrier.", "only farrier"),
        ("She was a thatcher by trade.", "a thatcher by trade"),
        ("He was a serving police officer.", "serving police officer"),
        ("He was a well-known footballer.", "well-known footballer"),
        ("She worked as a headteacher then.", "a headteacher"),
        ("She worked at Quillonworks then.", "Quillonworks"),
        ("He was a director of Quillon Roofing Ltd then.", "Quillon Roofing Ltd"),
        ("He owned a garage then.", "owned a garage"),
    ],
)
def test_an_occupation(text: str, occupation: str) -> None:
    assert any(occupation in one for one in found(text, "occupation"))


@pytest.mark.parametrize(
    "text",
    [
        "The social worker, the health visitor and the police officer met.",
        "The only recommendation was for the council, and the only call.",
        "She worked in a shop. He worked for the council and with Essex Police.",
        "The pilot of the new form was judged to be sound.",
    ],
)
def test_no_rare_occupation(text: str) -> None:
    assert found(text, "occupation") == []
