"""Schools, surgeries, streets, houses, churches and pubs, by the last word of their names."""

import re
from collections.abc import Iterator, Sequence

from reviews.anonymisation.capitals import Capital, Kind
from reviews.anonymisation.passages import FAR, Hit, Passage
from reviews.anonymisation.wordlists import lines, word_set, words

# By last word: the rule, and whether a common word before it may be part of a name.
_HEADS: dict[str, tuple[str, bool]] = (
    dict.fromkeys(
        word_set("School Academy Nursery Preschool Pre-School Playgroup Kindergarten Montessori"),
        ("school", True),
    )
    | dict.fromkeys(
        word_set("College University Juniors Infants Primary Grammar"), ("school", False)
    )
    | dict.fromkeys(["Surgery", "Hospital", "Infirmary", "Hospice"], ("surgery", True))
    | dict.fromkeys(word_set("Practice Clinic Ward Pharmacy Chemist Chemists"), ("surgery", False))
    | dict.fromkeys(
        word_set(
            "Church Chapel Mosque Temple Synagogue Gurdwara Cathedral Abbey Priory Inn Arms "
            "Tavern Pub Hotel Club Library Cemetery Crematorium Allotments Marina Station "
            "Refuge Hostel Prison"
        ),
        ("place", False),
    )
    | dict.fromkeys(
        word_set(
            "Cottage Cottages Farm Farmhouse Bungalow Rectory Vicarage Villa Mansions Flats Barn"
        ),
        ("street-address", True),
    )
    | dict.fromkeys(
        word_set("House Hall Lodge Manor Tower Towers Estate"), ("street-address", False)
    )
)
_ROADS = {line.split()[0]: not line.endswith("?") for line in lines("road_types")}
_PLAIN = word_set(
    "The A An This That Her His Their Our Your My Local Primary Secondary Junior Infant "
    "Infants High Grammar Sixth Form Community Medical Health General Acute Mental Clinical "
    "Care Good Best Nursing Private State Public Special Independent Nursery School Schools "
    "GP Group Family Children Day Royal Crown County Magistrates National District City "
    "Borough Town University NHS Hospital Emergency Operational Local After Before Sunday "
    "Boarding State At In To From And Or Of For With By On Each Every Any No Some All Both "
    "Professional Practice Effective Safer Safe Multi Agency Policy Social Work Learning "
    "Dental Maternity Psychiatric Village Old New Main First Second Middle Lower Upper Faith "
    "Free Academy Pre Outpatient Inpatient Teaching Cottage Home Parish Open One Two Three "
    "Council Police Railway Bus Fire Prison Women Womens Women's Men Youth When Where While "
    "If As Former Another Nearby Same Next Safeguarding Domestic Abuse Report Review Named "
    "Lead Antenatal Sexual Walk Postnatal Court Recording Record General Walk-in Minor "
    "Injuries Full Part Time Only Young Working Adult Education Further Higher Housing Park "
    "Real Not Children's Elderly"
)
_NUMBER_BEFORE = re.compile(
    r"(?<![\d/.:£-])(?:(?:Flat|Apartment|Apt|Unit|Plot|No\.?|Number)[ ])?\d{1,4}[A-Za-z]?"
    r"(?:[ ]?[-/][ ]?\d{1,4})?,?[ \n]\Z"
)
_SMALL_HEAD = re.compile(
    r"(?:'s)?[ \n](?:(?:primary|junior|infants?|secondary|high|grammar|nursery|medical|health"
    r"|care|nursing"
    r"|church|catholic|village|general|community)[ \n])*"
    r"(?:(?P<school>school|academy|college|nursery|pre-?school|playgroup)"
    r"|(?P<surgery>surgery|hospital|clinic|ward|pharmacy|(?:medical|health)[ \n]centre"
    r"|gp[ \n]practice)"
    r"|(?P<place>pub|public[ \n]house|church|mosque|temple|estate|care[ \n]home|caravan[ \n]park"
    r"|refuge|hostel))"
    r"(?![a-z])"
)
_CENTRE = re.compile(
    r"(?P<surgery>(?:Medical|Health)[ \n]Cent(?:re|er)|Medical[ \n]Group|GP[ \n]Practice)"
    r"|(?P<school>Children's[ \n]Centre|Primary[ \n]School|Sixth[ \n]Form|High[ \n]School)"
    r"|(?P<place>(?:Care|Nursing|Residential|Rest)[ \n]Home|Caravan[ \n]Park|Holiday[ \n]Park"
    r"|Public[ \n]House|Shopping[ \n]Centre|Leisure[ \n]Centre|Retail[ \n]Park|Golf[ \n]Club"
    r"|Community[ \n]Centre)"
)
_PUB = re.compile(
    r"(?:(?:White|Red|Black|Golden|Blue|Green|Old|Royal)[ ]"
    r"(?:Hart|Horse|Lion|Bull|Fleece|Swan|Bell|Boar|Dragon|Anchor|Oak|Ship|Crown|Cow|Hind|Eagle)"
    r"|(?:Rose|Fox|Dog|Coach|Hare|Crown|Plough|Horse|Bull|Cat|Ship|Star|Hoop|Lamb|Duke|Angel"
    r"|Eagle|Bell)[ ](?:and|&)[ ]"
    r"(?:the[ ])?(?:Crown|Hounds|Horses|Duck|Pheasant|Partridge|Anchor|Thistle|Garter|Sail|Groom"
    r"|Bush|Fiddle"
    r"|Shovel|Grapes|Flag|Child|Harp|Dove|Gun|Dragon|Feathers|Whistle)"
    r"|(?:King|Queen|Saracen|Nag|Turk|Duke)'?s[ ]Head|(?:King|Queen|Duke|Prince|Marquis|Lord|Earl"
    r"|Victory)[ ](?:of[ ])?[A-Z][a-z]+[ ]Arms)"
    r"(?![A-Za-z])"
)
_PUB_FIRST = word_set(
    "White Red Black Golden Blue Green Old Royal Rose Fox Dog Coach Hare Crown Plough Horse Bull Cat "
    "Ship Star Hoop Lamb Duke Angel Eagle Bell King Queen Saracen Nag Turk Prince Marquis Lord Earl "
    "Victory"
)
_CENTRE_FIRST = word_set(
    "Medical Health GP Children Primary Sixth High Care Nursing Residential Rest Caravan Holiday Public "
    "Shopping Leisure Retail Golf Community"
)
_THE_PUB = re.compile(
    r"(?<![A-Za-z])[Tt]he[ ][A-Z][a-z]+(?:[ ][A-Z][a-z]+)?[ ](?:pub|public house|inn)\b"
)
_FLAT = re.compile(
    r"(?<![A-Za-z])(?:[Ff]lat|[Aa]partment|FLAT"
    r"|[Mm]aisonette)[ ](?:[Nn]o\.?[ ]?)?\d{1,4}[A-Za-z]?(?![A-Za-z\d])"
)
_SAINT = re.compile(r"(?<![A-Za-z])(?:St|Saint)\.?[ ][A-Z][a-z]+'?s?(?![A-Za-z])")
_UNDER = re.compile(
    r"(?<![\w£.:/-])\d{1,4}[a-z]?,?[ ](?!per |of |years? |months? |weeks? |days? |times |people "
    r"|a |the |or |and |to |in |on |calls? )"
    r"[a-z]{3,14}[ ](?:[a-z]{3,14}[ ])?(?:road|avenue|lane|crescent|street|gardens|terrace|grove)\b"
)


def find(passage: Passage, capitals: Sequence[Capital]) -> Iterator[Hit]:
    text = passage.text
    for at, capital in enumerate(capitals):
        yield from _named_by_last_word(text, capitals, at)
        yield from _named_by_first_word(text, capitals, at)
        if capital.kind is not Kind.ORDINARY and not capital.is_initial:
            yield from _with_a_small_word(text, capitals, at)
    for match in passage.find_near_digits(_FLAT):
        yield Hit("street-address", match.start(), match.end())
    for match in passage.find_near_digits(_UNDER, FAR):
        yield Hit("street-address", match.start(), match.end())
    if passage.mentions(" pub", " inn"):
        for match in _THE_PUB.finditer(text):
            yield Hit("place", match.start(), match.end())


def _named_by_first_word(text: str, capitals: Sequence[Capital], at: int) -> Iterator[Hit]:
    """Pubs, saints, and what has a last part of two words."""
    capital = capitals[at]
    if capital.word in _CENTRE_FIRST and (match := _CENTRE.match(text, capital.start)):
        start = _back(text, capitals, at)
        if start < match.start():
            yield Hit(match.lastgroup or "place", start, match.end())
    if capital.word in _PUB_FIRST and (match := _PUB.match(text, capital.start)):
        yield Hit("place", match.start(), match.end())
    if capital.word in {"St", "Saint"} and (match := _SAINT.match(text, capital.start)):
        yield Hit("place", match.start(), match.end())


def _named_by_last_word(text: str, capitals: Sequence[Capital], at: int) -> Iterator[Hit]:
    capital = capitals[at]
    word = capital.word.capitalize() if capital.is_shouted else capital.word
    if capital.masked:
        return
    if word in _ROADS:
        yield from _street(text, capitals, at, sure=_ROADS[word])
    elif word in _HEADS:
        rule, common = _HEADS[word]
        start = _back(text, capitals, at, common=common)
        if start < capital.start:
            yield Hit(rule, start, capital.end)


def _street(text: str, capitals: Sequence[Capital], at: int, *, sure: bool) -> Iterator[Hit]:
    start = _back(text, capitals, at, common=True, reach=3, plain=_FUNCTION)
    if start == capitals[at].start and at and text[capitals[at - 1].start : start] == "The ":
        start -= len("The ")
        sure = False
    number = _NUMBER_BEFORE.search(text, max(0, start - 20), start)
    if start < capitals[at].start:
        if number:
            yield Hit("street-address", number.start(), capitals[at].end)
        elif sure and _is_a_street(text, capitals, at, start):
            yield Hit("street-address", start, capitals[at].end)


_FUNCTION = word_set(
    "The A An This That Her His Their In At To From And Or Of For With By On Each Every No "
    "Some When While If As But She He They It Was Is Were Very Both Not What Who How Cross "
    "Rail Common Off"
)
_NOT_A_STREET = word_set("Relationship Family Case Panel Review Open Working Work Not Too So")


def _is_a_street(text: str, capitals: Sequence[Capital], at: int, start: int) -> bool:
    before = capitals[at - 1]
    if before.word in _NOT_A_STREET or (before.word == "High" and capitals[at].word == "Street"):
        return False
    if capitals[at].word in {
        "Close",
        "Drive",
        "Parade",
        "Grove",
        "Terrace",
        "Gardens",
        "Ave",
        "Cres",
    }:
        return before.kind is not Kind.ORDINARY
    return True


def _back(
    text: str,
    capitals: Sequence[Capital],
    at: int,
    *,
    common: bool = True,
    reach: int = 5,
    plain: frozenset[str] = _PLAIN,
) -> int:
    """Where the name begins that ends with this word; its own start if it has no other word."""
    end = capitals[at].start if at < len(capitals) else len(text)
    start = last = end
    for index in range(at - 1, max(-1, at - 1 - reach), -1):
        capital = capitals[index]
        gap = text[capital.end : last]
        if gap not in {" ", "\n", "'s ", "' ", "'s\n", " & ", " of ", " and ", ". ", "-"}:
            break
        if gap == ". " and capital.word != "St":
            break
        if gap == " of " and capital.word not in _HEADS:
            break
        if capital.word in _FUNCTION or (
            capital.word in plain and capital.word not in {"St"} and gap == "\n"
        ):
            break
        own = capital.word not in plain
        if own and not common and capital.kind is Kind.ORDINARY and not capital.masked:
            own = capital.word == "St" or text[max(0, capital.start - 3) : capital.start] == "St "
        if own and capital.masked and capital.word in words("ordinary_words"):
            own = False
        if own:
            start = capital.start
        last = capital.start
    return start


def _with_a_small_word(text: str, capitals: Sequence[Capital], at: int) -> Iterator[Hit]:
    capital = capitals[at]
    match = _SMALL_HEAD.match(text, capital.end)
    if match and not text.startswith("'s", capital.end):
        start = min(capital.start, _back(text, capitals, at, plain=_FUNCTION))
        yield Hit(match.lastgroup or "place", start, match.end())
