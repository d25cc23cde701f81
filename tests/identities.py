"""A hundred and twenty people who don't exist, with all that may give them away."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from reviews.anonymisation.identifiers import Identifier

_GIVEN = [
    "Jolene",
    "Marcus",
    "Priya",
    "Aleksandra",
    "Fatima",
    "Gethin",
    "Siobhán",
    "Desmond",
    "Rosalind",
    "Katherine",
    "Tobias",
    "Yvette",
    "Zoë",
    "Ian",
    "Amy",
    "Björn",
    "Jürgen",
    "Søren",
    "Åsa",
    "Małgorzata",
    "Elizabeth",
    "William",
    "Anne-Marie",
    "Mohammed",
    "Chinedu",
    "Ngozi",
    "Wei",
    "Li",
    "Thanh",
    "Oluwaseun",
    "Hope",
    "Grace",
    "Mark",
    "Rose",
    "Will",
    "Dafydd",
    "Niamh",
    "Kwame",
    "Ruaridh",
    "Theresa",
]
_LAST = [
    "Trewhella",
    "Okonkwo",
    "Ramanathan",
    "Kowalczyk",
    "Al-Rashid",
    "Pendlebury",
    "O'Shaughnessy",
    "Featherstone",
    "Quigley-Barnes",
    "Hollingworth",
    "Zieliński",
    "Castellano",
    "Müller",
    "Sørensen",
    "Núñez",
    "d'Abreu",
    "Green",
    "Young",
    "Price",
    "Law",
    "Nguyen",
    "Fitzwilliam",
    "Ap-Rhys",
    "MacAllister",
    "Sixsmith",
    "Ferreira-Lopes",
    "Vandermeer",
    "Thistlethwaite",
    "Ødegaard",
    "Strauß",
]
_ROADS = [
    "Acacia Avenue",
    "Larkrise Road",
    "Tollgate Street",
    "Mandeville Lane",
    "Quennell Close",
    "Birchanger Drive",
    "Fernleigh Court",
    "Pembury Crescent",
    "Wickham Gardens",
    "St Osyth Place",
    "Coppice Way",
    "North Shoebury Road",
    "Hawkwell Terrace",
    "Bulphan Grove",
    "Great Saling Square",
]


@dataclass(frozen=True)
class Person:
    given: str
    middle: str
    last: str
    born: date
    house: int
    road: str
    postcode: str
    mobile: str
    landline: str
    email: str
    nhs: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.middle} {self.last}"

    @property
    def identifiers(self) -> list[Identifier]:
        return [
            Identifier("name", self.name, "A"),
            Identifier("date_of_birth", f"{self.born:%d/%m/%Y}", "A"),
            Identifier("address", f"{self.house} {self.road}, Southend-on-Sea, {self.postcode}"),
            Identifier("phone", self.mobile),
            Identifier("phone", self.landline),
            Identifier("email", self.email),
            Identifier("nhs", self.nhs),
        ]


def people(count: int = 120) -> list[Person]:
    rng = random.Random(20260314)
    return [_person(rng, number) for number in range(count)]


def _person(rng: random.Random, number: int) -> Person:
    given = _GIVEN[number % len(_GIVEN)]
    last = _LAST[(number * 7 + number // len(_LAST)) % len(_LAST)]
    middle = rng.choice([one for one in ("Sophie", "James", "Ottoline", "Rajesh") if one != given])
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    outcode = rng.choice(("SS", "CM", "RM", "CO", "IG")) + str(rng.randint(1, 20))
    return Person(
        given,
        middle,
        last,
        date(1938, 1, 1) + timedelta(days=rng.randrange(25_000)),
        rng.randint(2, 180),
        _ROADS[number % len(_ROADS)],
        f"{outcode} {rng.randint(0, 9)}{rng.choice(letters)}{rng.choice(letters)}",
        f"07700 900{rng.randint(0, 999):03}",
        f"01632 960{rng.randint(0, 999):03}",
        f"wanderer.{number:03}.{rng.choice(letters).lower()}q@example.org",
        f"{rng.randint(400, 499)} {rng.randint(0, 999):03} {rng.randint(0, 9999):04}",
    )
