"""What is entered besides names: addresses, dates, numbers, and what is refused."""

import pytest
from registers import KEY, found, register

from reviews.anonymisation.identifiers import Identifier, InvalidIdentifier, expand
from reviews.anonymisation.register import (
    Register,
    tags_of,
)

ADDRESS = register(address="Flat 3, 12 Acacia Avenue, Southend-on-Sea, SS9 1AB")


@pytest.mark.parametrize(
    "text",
    [
        "12 Acacia Ave",
        "twelve acacia avenue",
        "Acacia Avenue",
        "12acaciaavenue",
        "SS9 1AB",
        "ss9lab",
    ],
)
def test_an_address_blocks(text):
    assert [level for level, _ in found(ADDRESS, f"She lived at {text} then.")] == ["block"]


def test_a_town_passes_and_half_a_postcode_asks():
    assert found(ADDRESS, "in Southend-on-Sea, Southend and Essex") == []
    assert found(ADDRESS, "in the SS9 area") == [("review", "SS9")]
    common = register(address="7 High Street, Maldon")
    assert found(common, "a shop in the High Street") == [("review", "High Street")]
    assert found(common, "at 7 High St") == [("block", "7 High St")]


BORN = register(date_of_birth="3 March 1981")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("born 3.3.81", ["block"]),
        ("her birthday, 3 March", ["block"]),
        ("3 March 2019", []),
        ("13 March 1981", ["review"]),
        ("March 1981", ["review"]),
        ("3 Marhc 1981", ["review"]),
        ("in 1981", []),
        ("3 Mar-\nch 1981", ["block"]),
    ],
)
def test_dates(text, levels):
    assert [level for level, _ in found(BORN, text)] == levels


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("pet", "Rex"),
        ("name", " - "),
        ("name", "X"),
        ("date_of_birth", "spring"),
        ("date_of_birth", "31 February 1981"),
        ("phone", "12"),
        ("email", "nobody"),
        ("nhs", "123"),
        ("name", "x" * 501),
    ],
)
def test_what_can_not_be_looked_for_is_refused_in_a_sentence(kind, value):
    with pytest.raises(InvalidIdentifier) as refusal:
        expand(Identifier(kind, value))
    assert refusal.value.args[0].endswith(".")
    assert value.strip(" -") not in refusal.value.args[0] or kind in ("pet", "name")


def test_an_identifier_does_not_show_itself():
    assert "Trewhella" not in repr(Identifier("name", "Marion Trewhella", "Marion"))


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("name", "Fearghal McIlwraith", "as MacIlwraith said"),
        ("name", "Fearghal McIlwraith", "as M'Ilwraith said"),
        ("name", "Fearghal McIlwraith", "as Mcllwraith said"),
        ("name", "Ruth MacAskill", "as McAskill said"),
        ("name", "Rose Field", "It was late.\nRose told the police."),
        ("name", "Hope Winter", "Hope was born abroad."),
        ("phone", "+353 85 012 3456", "on 085 012 3456"),
        ("address", "Flat 3\nKestrel House\nLeeds\nLS1 4ZZ", "in Flat 3, Kestrel House"),
        ("address", "Flat B, Kestrel House, Leeds", "at Apartment B Kestrel House"),
        ("date_of_birth", "1981-03-03", "ganwyd 3ydd Mawrth 1981"),
        ("name", "Jean-Luc de la Tour", "as Tour said"),
        ("name", "Jade Wright", "notes/jade.docx"),
        ("name", "Hope Winter", "Forename\nHope\nRole\nsister"),
        ("name", "Hope Winter", "Surname: Winter"),
        ("name", "Mary King", "Mary’s school wrote to St Mary"),
    ],
)
def test_other_ways_of_writing_block(kind, value, text):
    looked_for = Register(KEY, [tags_of([Identifier(kind, value)], KEY)])
    name = "file name" if text.endswith(".docx") else "page"
    assert any(level == "block" for level, _ in found(looked_for, text, name=name))
