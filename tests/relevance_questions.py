"""Forty things that happened, where in a review they are told, and how somebody asks for them.

All is fictional. Questions use their own words: other names for the same, slips of the pen, phrases.
"""

# Where it is told, what is told, and what is asked.
QUESTIONS = (
    (
        "summary",
        "Her tenancy was ended for rent arrears that he had caused.",
        "rent arrears tenancy",
    ),
    ("summary", "A farmer kept shotguns in an unlocked cupboard.", "shotgun on a farm"),
    (
        "summary",
        "The GP prescribed sleeping tablets and asked nothing more.",
        "general practice sleeping tablets",
    ),
    ("summary", "A lodger heard threats through the ceiling.", "lodger threats"),
    (
        "summary",
        "The clinical commissioning group paid for no advocate in hospital.",
        "ICB advocate hospital",
    ),
    ("summary", "She was refused refuge because of her large dog.", "refuge would not take dog"),
    (
        "summary",
        "He controlled the money and gave her a weekly allowance for groceries.",
        "financial abuse allowance",
    ),
    (
        "summary",
        "Controlling behaviour began when she started college.",
        "coercive control at college",
    ),
    ("summary", "A deaf woman was given no sign language interpreter.", "deaf sign language"),
    (
        "summary",
        "The firefighter had warned his watch manager about his temper.",
        "firefighter temper",
    ),
    (
        "summary",
        "Dementia hid the injuries of an elderly husband.",
        "dementia older person husband",
    ),
    ("summary", "He was bailed to an address two doors from hers.", "bail address near victim"),
    ("summary", "The traveller site had no postal address for letters.", "traveller site"),
    (
        "summary",
        "The Clare’s Law request was answered after five months.",
        "disclosure scheme delay right to ask",
    ),
    (
        "page",
        "The MARAC was cancelled for snow and not held again.",
        "multi agency risk assessment conference snow",
    ),
    ("page", "A hairdresser noticed missing patches and said nothing.", "hairdresser noticed"),
    ("page", "The allotment shed was searched for a spade.", "allotment shed"),
    ("page", "A lorry driver gave her a lift to the ferry.", "lorry driver ferry"),
    (
        "page",
        "The swimming teacher reported finger marks on her arms.",
        "swimming teacher finger marks",
    ),
    (
        "page",
        "The bank froze the joint account without telling either.",
        "joint account frozen bank",
    ),
    ("page", "A pharmacist refused a third early prescription.", "pharmacist prescription early"),
    ("page", "Her passport was kept in his mother’s safe.", "passport kept by mother in law"),
    ("page", "The dentist recorded two broken teeth as a sports injury.", "dentist broken teeth"),
    (
        "page",
        "The IDVA was on sick leave and nobody took her cases.",
        "independent domestic violence advisor sick leave",
    ),
    ("page", "A choir leader wrote to the council three times.", "choir leader letters council"),
    ("page", "The crossbow was bought online on a Sunday.", "crossbow"),
    ("page", "A veterinary nurse saw burns on the cat.", "veterinary nurse burns"),
    ("page", "The taxi firm kept a log of late journeys.", "taxi journeys log"),
    ("page", "The gambling debt passed forty loans.", "gambling debts"),
    ("page", "The postman found the door open at dawn.", "postman door open"),
    ("page", "A miscarriage was not followed up by the ward.", "miscarriage follow up"),
    ("summary", "The brass band raised money for the funeral.", "brass bnad funeral"),
    ("summary", "The greengrocer sheltered her in the storeroom.", "grengrocer storeroom"),
    ("page", "A paramedic wrote strangulation in capital letters.", "paramedik strangled"),
    ("page", "The caravan was parked behind a sawmill.", "carravan sawmill"),
    ("summary", "The chaplain visited the prison each week.", "chaplin visited prison"),
    (
        "page",
        "He said the bruises came from a trampoline and everybody believed him.",
        '"came from a trampoline"',
    ),
    ("summary", "Nobody asked the twins what they had seen.", '"asked the twins"'),
    ("page", "A slip of the pen turned high risk into standard risk.", '"slip of the pen"'),
    (
        "summary",
        "The probation officer was told of the relapse by voicemail.",
        "what happened when probation heard about a relapse",
    ),
)
