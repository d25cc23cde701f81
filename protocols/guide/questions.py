"""The questions of the guide to when a review must be held, and where each answer leads: as data."""

from collections.abc import Mapping
from dataclasses import dataclass

NOT_SURE = "not-sure"


@dataclass(frozen=True)
class Choice:
    value: str
    text: str
    # The key of the next question or of an outcome.
    leads_to: str


@dataclass(frozen=True)
class Question:
    key: str
    text: str
    short: str
    hint: str
    choices: tuple[Choice, ...]

    def choice(self, value: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True)
class Outcome:
    key: str
    title: str
    text: tuple[str, ...]
    steps: tuple[str, ...] = ()
    offers_notification: bool = False


@dataclass(frozen=True)
class Answered:
    question: Question
    choice: Choice


@dataclass(frozen=True)
class Place:
    """How far somebody has come: what was answered, and the next question or else the outcome."""

    answered: tuple[Answered, ...]
    question: Question | None
    outcome: Outcome | None


QUESTIONS = {
    question.key: question
    for question in (
        Question(
            key="age",
            text="Was the person who died 16 or over?",
            short="16 or over",
            hint="Their age on the day they died.",
            choices=(
                Choice("yes", "Yes", "home"),
                Choice("no", "No", "younger"),
                Choice(NOT_SURE, "I am not sure", "home"),
            ),
        ),
        Question(
            key="home",
            text="Did they live in Southend, Essex or Thurrock?",
            short="Lived in the area",
            hint="Where they usually lived, even if they died somewhere else.",
            choices=(
                Choice("yes", "Yes", "cause"),
                Choice("no", "No", "elsewhere"),
                Choice(NOT_SURE, "I am not sure, or they had no settled home", "cause"),
            ),
        ),
        Question(
            key="cause",
            text="What is known of how they died?",
            short="How they died",
            hint="How it appears now is enough. Nobody needs to have been charged.",
            choices=(
                Choice("harm", "It seems to have come from violence, abuse or neglect", "whom"),
                Choice("suicide", "They took their own life, or it looks like it", "before"),
                Choice("other", "There is no sign of violence, abuse or neglect", "not-met"),
                Choice(NOT_SURE, "I am not sure, or it is unexplained", "whom"),
            ),
        ),
        Question(
            key="before",
            text="Does anything point to domestic abuse before they died?",
            short="Signs of abuse before",
            hint="For example coercive or controlling behaviour, stalking, threats, violence, or control "
            "of money, contacts or medicine. It may have been long ago, or never reported.",
            choices=(
                Choice("yes", "Yes", "whom"),
                Choice("no", "No, and people who knew them were asked", "not-met"),
                Choice(NOT_SURE, "I am not sure", "whom"),
            ),
        ),
        Question(
            key="whom",
            text="Who did the harm come from, or may it have come from?",
            short="Who it came from",
            hint="If there was more than one person, choose the one who was closest.",
            choices=(
                Choice("partner", "A partner or former partner", "met"),
                Choice("relative", "A relative, also by marriage or adoption", "met"),
                Choice("household", "Somebody else in the same household", "met"),
                Choice("other", "Somebody outside family and household", "not-met"),
                Choice(NOT_SURE, "I am not sure", "unclear"),
            ),
        ),
    )
}
FIRST = "age"

_TELL_ANYWAY = (
    "If you still have doubts, tell the Community Safety Partnership. It decides: you do not have to, "
    "and this guide cannot."
)
_WHILE_YOU_WAIT = (
    "Tell the Community Safety Partnership for the area at once. Do not wait for a charge, a "
    "post-mortem or an inquest.",
    "See to it that records are kept safe, on paper and in every system.",
    "If a child or an adult may be in danger now, act on that first.",
    "Do not tell the family that there will be a review before the partnership has decided.",
)
OUTCOMES = {
    outcome.key: outcome
    for outcome in (
        Outcome(
            key="met",
            title="This looks like a death that needs a review",
            text=(
                "From your answers, the definition in the law seems to be met. If it is, the review is "
                "a duty and not a choice.",
                "The Community Safety Partnership decides. The Home Secretary can direct that a review "
                "is held.",
            ),
            steps=_WHILE_YOU_WAIT,
            offers_notification=True,
        ),
        Outcome(
            key="unclear",
            title="This may be a death that needs a review",
            text=(
                "Something is not known yet. That is no reason to wait: the partnership can ask "
                "agencies what they know, and decide then.",
            ),
            steps=_WHILE_YOU_WAIT,
            offers_notification=True,
        ),
        Outcome(
            key="elsewhere",
            title="Another area decides",
            text=(
                "The Community Safety Partnership of the area where the person lived decides on a "
                "review. Tell that partnership.",
                "Agencies here may still be asked for what they know, so keep your records safe.",
            ),
        ),
        Outcome(
            key="younger",
            title="The death of a child is looked at in another way",
            text=(
                "This kind of review is for people of 16 or over. When a child has died and abuse or "
                "neglect is known or suspected, the safeguarding partners for children must be told, and "
                "they decide what review there is.",
                "If an adult in the same family has died as well, go through the guide for that adult.",
            ),
        ),
        Outcome(
            key="not-met",
            title="The law does not seem to ask for this kind of review",
            text=(
                "That may change when more is known, and another kind of review may be needed: of the "
                "safeguarding of an adult, of health care, of what the police did.",
                _TELL_ANYWAY,
            ),
        ),
    )
}


def walk(answers: Mapping[str, str]) -> Place:
    """Follows the answers from the first question on. What lies off the way is left aside."""
    answered: list[Answered] = []
    key = FIRST
    while question := QUESTIONS.get(key):
        choice = question.choice(answers.get(key, ""))
        if choice is None:
            return Place(tuple(answered), question, None)
        answered.append(Answered(question, choice))
        key = choice.leads_to
    return Place(tuple(answered), None, _outcome(key, answered))


def _outcome(key: str, answered: list[Answered]) -> Outcome:
    """What was not sure on the way keeps a clear “yes” from being one."""
    unsure = any(one.choice.value == NOT_SURE for one in answered)
    return OUTCOMES["unclear" if key == "met" and unsure else key]
