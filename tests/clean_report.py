"""A report without anybody's name, full of words that are somebody's name elsewhere."""

SENTENCES = """\
The panel hopes that agencies will learn from this review, and that each may act on what it found.
May the family find some comfort in the changes that will be made.
Will the new policy be followed? It may take until May 2021 before that can be said.
In May 2019 the mother of the victim saw her general practitioner, who made a mark on the record.
By the end of May the housing officer had written to her twice.
On 3 May 2018 and again on 12 May 2018 a young person asked for help.
There was little hope that he would change, although grace was shown to him by his employer.
The officer asked her to sign a bill of costs, a price that she could not pay.
A green folder was left in the field behind the house, next to a brown bag.
The law says that a review has to be held; the day of the hearing was a Tuesday.
Young people told the panel that the service was hard to reach.
Green spaces in the town were mentioned by one practitioner.
Hope was expressed by both agencies that the pathway would be used.
Mark schemes for the training were not kept.
Grace periods were given for the rent.
Price was the reason given for closing the service.
Law enforcement and health services share a duty to ask.
An adult at risk was seen on the day of the referral, and an alert was raised.
Rose-coloured accounts of the marriage were taken as they stood.
The sun rose at six; the victim rose early to go to work.
She was told that there's a helpline, and that it's a free call.
As her GP noted, as if in passing, he was as he always was, and so was she.
The Green Paper and the Young Carers Service were both discussed at the Home Office.
The perpetrator was a good man in the eyes of his neighbours, and a free man until the trial.
Too good an impression was made, and a true love of the children was claimed.
It is a long way from the new town to the coast, and the white head of the pier is seen from there.
The panel will mark the anniversary with the family in a way that they may choose.
Bill payments were in arrears; field officers could not will him to open the door.
"Will you come home?" he had asked, and "May I see the children?".
He was at will to leave; he may, and he might, and he did.
Adult A's mother said that she had seen him on Christmas Day and on Boxing Day.
The Day Centre closed in the autumn; the Law Centre did not.
Agencies must act in good faith and with charity, and joy was seldom seen in the home.
The iris of one eye was injured; the ivy on the wall hid the window from the street.
1. Background
2. Hope and Recovery: What the Family Told Us
3. The Law as It Stands
4. Key Lessons for Young People
MAY 2019 TO JUNE 2020
THE PANEL WILL REPORT IN MAY
An earlier review had said the same. An example is given below.
Li-ion batteries were sold in the shop; jo was not a word that anybody knew.
The son of the neighbour rang the police; the lane was dark, and the moon was low.
I may not have known what to do, one of the officers said.
I will not hope for more than is just.
Both the ward and the wood were searched; the bishop and the knight stood on a chess board.
The review heard that people may hope for help, and will often wait a day too long.
Those who mark day to day changes may spot what others miss.
Will young mothers ask for help where there is no grace? Green shoots were seen.
The panel met on the first day of each month, and law and price were on its agenda.
It was on a may tree in flower that a rose grew.
Service users told of long waits, brown envelopes and no answer.
The head of service was asked to bill the partnership for the field work.
There is a ray of hope: the art of listening may yet be taught.
Sue the landlord, he was told; pat answers were no use, and to sue was to lose.
An ID check was made by the bank; the AN code on the form was not explained.
In June, July and August 2020 no visit was made; from April to May the office was shut.
""".splitlines()


def pages(count: int = 40) -> list[str]:
    """Each page has the sentences in another order, broken into lines of another width."""
    made = []
    for number in range(count):
        at = number * 7 % len(SENTENCES)
        text = " ".join(SENTENCES[at:] + SENTENCES[:at])
        width = 58 + number % 23
        lines, line = [f"OFFICIAL  Review  {number + 1}"], ""
        for word in text.split(" "):
            if len(line) + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        made.append("\n".join([*lines, line, f"Page {number + 1} of {count}"]))
    return made


AWKWARD_NAMES = (
    "May Hope",
    "Will Young",
    "Grace Green",
    "Li An",
    "Mark Day",
    "Rose Field",
    "Bill Price",
    "June Law",
    "Theresa Goodman",
    "Ivan Freeman",
    "Asher Newman",
    "Faith Charity Joy",
    "Iris Wood",
    "Ivy Lane",
    "Adam Toogood",
    "Ian Wright",
    "Joy Moon",
    "Ray Bishop",
    "Art Knight",
    "Sue Brown",
)
