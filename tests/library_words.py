"""Fictional reviews of varied words, the same in every run, for search and for the bench."""

import random
import re
from dataclasses import dataclass, replace

from reviews.content import ReviewContent
from reviews.library.passages import Piece

AREAS = ("Basildon", "Braintree", "Colchester", "Harlow", "Southend-on-Sea", "Tendring", "Thurrock")
RELATIONSHIPS = ("Intimate partner", "Former partner", "Adult child to parent")
DEATHS = ("Homicide", "Suicide", "Other, including neglect")
FIRST = re.findall(
    r"\w+",
    "Ada Bryn Cleo Dara Elin Faye Gwen Hana Iris Joan Kit Lena Mina Nell Orla Pia Rhea Sian",
)
SETTINGS = (
    ("Housing", "the landlord logged eleven complaints about noise and broken doors"),
    ("Alcohol", "the alcohol service closed the referral after two missed appointments"),
    ("Carers and older people", "nobody asked who was caring for whom before a carer was named"),
    ("Coercive control", "coercive control was read as a strict way of running a household"),
    ("Stalking", "he waited outside her workplace and followed her home by bus"),
    ("Children", "the school saw that the children came in tired and hungry"),
    ("Mental health services", "the psychiatric ward discharged him without a plan for the family"),
    ("Health services", "the midwife never saw her without her husband in the room"),
    ("Police and criminal justice", "officers closed the incident as a verbal argument"),
    ("Economic abuse", "her wages were paid into an account that only he could open"),
    ("Immigration and no recourse to public funds", "her visa depended on the marriage"),
    ("Separation", "the risk rose in the weeks after she ended the relationship"),
    ("Drugs", "the pharmacist noticed that her prescriptions were collected by him"),
    ("Technology systems", "a tracking tag was hidden beneath the seat of her car"),
    ("Suicide", "an earlier overdose was not linked to what happened at home"),
)
SERVICES = (
    "the general practice",
    "the ambulance crew",
    "the housing association",
    "the probation service",
    "the health visitor",
    "the hospital’s emergency department",
    "the job centre",
    "the church group",
    "a community nurse",
    "the independent domestic violence adviser",
    "the parish council",
)
MOMENTS = (
    "a neighbour heard shouting through the wall",
    "a bruise was explained by a fall from a ladder",
    "the dog was taken to a shelter",
    "the telephone was always answered by someone else",
    "letters came back unopened",
    "an appointment was cancelled at short notice",
    "the interpreter was a member of the family",
    "the risk assessment was filled in by telephone",
    "the meeting had no minutes",
    "a text message was kept and shown to nobody",
    "the locks were changed twice in one month",
    "a birthday party ended with a call for help",
)
FILLER = (
    "The panel thought about what was known at the time and what could have been known.",
    "Records were kept in two systems that did not speak to each other.",
    "Practitioners described heavy workloads and frequent changes of manager.",
    "The partnership asked each agency to write a full account of its own work.",
    "Learning was shared at an event for practitioners in the spring.",
    "Guidance was followed in most respects and the panel commends the workers concerned.",
)


@dataclass(frozen=True)
class Written:
    content: ReviewContent
    pages: tuple[str, ...]

    @property
    def pieces(self) -> list[Piece]:
        return [
            Piece("overview-report", text, page) for page, text in enumerate(self.pages, start=1)
        ]


def written(model: ReviewContent, number: int, pages: int = 8) -> Written:
    """The review of this number; only ``model``'s files and people are kept."""
    chance = random.Random(number)
    themes = chance.sample(SETTINGS, 3)
    service, moment = chance.choice(SERVICES), chance.choice(MOMENTS)
    name = f"{FIRST[number % len(FIRST)]}"
    area = chance.choice(AREAS)
    content = replace(
        model,
        slug=f"heather{number}",
        title=f"Review into the death of ‘{name}’ ({2012 + number % 12})",
        sentence=f"{name} loved gardens, and {chance.choice(MOMENTS)}.",
        summary=f"<p>In this review {themes[0][1]}. Later {themes[1][1]}.</p>"
        f"<p>It looks at {service}, and at how {moment}.</p>",
        area=area,
        partnership=f"{area} Community Safety Partnership",
        year_of_death=2012 + number % 12,
        death_type=DEATHS[number % 3 if number % 5 else 0],
        relationship=chance.choice(RELATIONSHIPS),
        scheme="DARDR" if number % 4 == 0 else "DHR",
        themes=tuple(sorted(theme for theme, _ in themes)),
    )
    texts = []
    for page in range(1, pages + 1):
        said = [chance.choice(FILLER) for _ in range(6)]
        said.insert(
            3, f"In that month {chance.choice(MOMENTS)}, as {chance.choice(SERVICES)} knew."
        )
        if page == 7:
            said.append(f"Paragraph 7.{number}: {themes[2][1]}.")
        texts.append(f"Page {page}. " + " ".join(said))
    return Written(content, tuple(texts))
