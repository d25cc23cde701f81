"""Words that stand beside names: titles, relations, labels."""

from reviews.anonymisation.wordlists import word_set

# After these a capitalised word is a name, whatever list it is on.
STRONG = word_set("Mr Mrs Ms Mx Dr Prof Professor Cllr Councillor HHJ Rev Reverend MR MRS MX")
# These are also ordinary words or initials: an ordinary word after them is none.
WEAK = word_set(
    "Miss Nurse Judge Sister PC PS DC DS DI DCI DSU Sgt Sergeant Insp Inspector Constable "
    "Detective Superintendent Supt Auntie Aunt Aunty Uncle Nan Nana Nanny Gran Grandma "
    "Grandad Grandpa Sir Dame Lady Lord Father Brother Pastor Imam Rabbi Coroner Matron Capt "
    "Captain Major Baby Solicitor Magistrate Recorder WPC PCSO SIO MISS MS DR PROF CLLR Madam "
    "Master Mistress Doctor Vicar"
)
PARTICLE = (
    r"(?:(?:de|da|dos|di|du|la|le|van|von|der|den|ten|bin|bint|ibn|al|el|ap|ab|y|e)[ -]){0,3}"
)
# After these a capitalised word is a name, unless it is an ordinary word.
RELATIONS = word_set(
    "daughter daughters son sons sister sisters brother brothers mother father mum mummy dad "
    "daddy husband wife partner boyfriend girlfriend fiance fiancee friend friends neighbour "
    "neighbours aunt auntie uncle cousin niece nephew grandson granddaughter grandchild "
    "grandmother grandfather grandparents parents child children baby infant stepson "
    "stepdaughter stepfather stepmother stepbrother stepsister colleague lodger landlord "
    "landlady ex twin twins sibling siblings widow called named nee aka alias namely dear"
)
MONTHS = frozenset(["April", "May", "June", "July", "August", "March"])
NOT_BEFORE_A_NAME = word_set(
    "the a an this each every any no its our your of in at on since until during from by"
)
# What extractors glue to the end of a name.
GLUED_WORDS = word_set(
    "told said and was had who at on in is to the were died has with for did went moved "
    "reported by from of as but or that when where would could he she they her his met lived "
    "rang called"
)
# After these a single letter is no initial of a name.
LABELS = word_set(
    "Adult Adults Type Child Appendix Annex Annexe Person Section Part Subject Table Figure Group "
    "Witness Professional Worker Town Class Category Vitamin Hepatitis Option Phase Mr Mrs Ms "
    "Mx Miss Dr Officer Nurse Friend Neighbour Sister Brother Daughter Son Male Female "
    "Schedule Band Grade Level Tier Plan Step Site Agency Hospital School Practice Surgery "
    "Ward Street Road Partner Victim"
)
# A surname before these is a family and not an organisation.
AFTER_A_SURNAME = frozenset(
    ["Family", "Children", "Household", "Brothers", "Sisters", "Case", "Inquiry", "Review"]
)
