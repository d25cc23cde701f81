"""What a check found, and what people decided about it: fingerprints and places, never words."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from reviews import permissions
from reviews.anonymisation.checker import Findings
from reviews.anonymisation.register import fingerprint
from reviews.anonymisation.rules import RULES, Level, Rule
from reviews.anonymisation.surfaces import Finding
from reviews.locks import lock_review
from reviews.models import (
    AnonymisationCheck,
    Category,
    CheckFinding,
    CheckOutcome,
    CheckState,
    FindingDecision,
    Publication,
    Verdict,
)
from reviews.refusals import PublicationRefused

if TYPE_CHECKING:
    from setdab.accounts.models import User

logger = logging.getLogger(__name__)


def store(check: AnonymisationCheck, found: Findings, key: bytes) -> None:
    CheckFinding.objects.bulk_create(
        CheckFinding(
            run=check,
            part=part,
            rule=one.rule,
            surface=one.surface,
            page=one.page,
            index=one.index,
            start=one.start,
            end=one.end,
            box=list(one.box) if one.box else None,
            note=one.note[:200],
            fingerprint=fingerprint(key, one.rule, _what_is_decided(part, one)),
        )
        for part, some in found.items()
        for one in some
    )


def _what_is_decided(part: str, finding: Finding) -> str:
    """A string is the same wherever it stands; a fault is of its place."""
    if finding.index >= 0 and finding.text:
        return finding.text
    return f"{part} {finding.surface} {finding.page or 0} {finding.text}"


@dataclass
class Group:
    """All places of one string, to be decided once."""

    rule: Rule
    fingerprint: str
    places: list[CheckFinding] = field(default_factory=list)
    decision: FindingDecision | None = None

    @property
    def outcome(self) -> CheckOutcome:
        return _outcome(self.rule, self.decision)

    @property
    def is_open(self) -> bool:
        return self.outcome != CheckOutcome.PASS

    @property
    def waits_for_second(self) -> bool:
        decision = self.decision
        return (
            decision is not None
            and decision.verdict == Verdict.STANDS
            and decision.seconded_by_id is None
            and needs_two(self.rule)
        )


def needs_two(rule: Rule) -> bool:
    return rule.level == Level.BLOCK and rule.clearable


def groups_of(check: AnonymisationCheck) -> list[Group]:
    """Worst first; within a level as the findings come."""
    decisions = {
        decision.fingerprint: decision
        for decision in FindingDecision.objects.filter(
            review=check.review_id, undone_at=None
        ).select_related("decided_by", "seconded_by")
    }
    groups: dict[str, Group] = {}
    for place in check.findings.order_by("pk"):
        group = groups.get(place.fingerprint)
        if group is None:
            group = groups[place.fingerprint] = Group(
                RULES[place.rule], place.fingerprint, decision=decisions.get(place.fingerprint)
            )
        group.places.append(place)
    return sorted(groups.values(), key=lambda group: -group.rule.level)


def outcome_with_decisions(check: AnonymisationCheck) -> CheckOutcome:
    outcomes = {group.outcome for group in groups_of(check)}
    for outcome in (CheckOutcome.REFUSE, CheckOutcome.BLOCK, CheckOutcome.REVIEW):
        if outcome in outcomes:
            return outcome
    return CheckOutcome.PASS


def _outcome(rule: Rule, decision: FindingDecision | None) -> CheckOutcome:
    if rule.level == Level.REFUSE:
        return CheckOutcome.REFUSE
    if not rule.clearable:
        return CheckOutcome.BLOCK
    if decision is None:
        return CheckOutcome(rule.level.name)
    if decision.verdict == Verdict.MUST_CHANGE:
        return CheckOutcome.BLOCK
    if needs_two(rule) and decision.seconded_by_id is None:
        return CheckOutcome.BLOCK
    return CheckOutcome.PASS


@transaction.atomic
def decide(
    *,
    check: AnonymisationCheck,
    fingerprints: Iterable[str],
    verdict: str,
    category: str,
    reason: str,
    user: "User",
) -> int:
    """One decision for each of these strings; an earlier one is kept in the record as undone."""
    lock_review(check.review_id)
    _may_decide(check, user)
    chosen = {group.fingerprint: group for group in groups_of(check)}
    groups = [chosen[one] for one in dict.fromkeys(fingerprints) if one in chosen]
    missing = _missing(groups, verdict, category, reason)
    if missing:
        raise PublicationRefused(missing)
    for group in groups:
        if group.decision is not None:
            _undo(group.decision, user)
        FindingDecision.objects.create(
            review_id=check.review_id,
            rule=group.rule.name,
            fingerprint=group.fingerprint,
            verdict=verdict,
            category=category if verdict == Verdict.STANDS else "",
            reason=reason.strip(),
            decided_by=user,
        )
    return len(groups)


def _missing(groups: list[Group], verdict: str, category: str, reason: str) -> list[str]:
    missing = []
    if not groups:
        missing.append("Choose at least one finding.")
    if verdict not in Verdict.values:
        missing.append("Choose whether it can stay or must be changed.")
    if verdict == Verdict.STANDS:
        if category not in Category.values:
            missing.append("Say what it is.")
        if category == Category.OTHER and not reason.strip():
            missing.append("Say why it can stay.")
        if any(not group.rule.clearable for group in groups):
            missing.append("What has to be mended in the file can’t be let stand.")
        if any(needs_two(group.rule) for group in groups) and not reason.strip():
            missing.append("A protected identifier needs a reason, and a second person.")
    return missing


@transaction.atomic
def second(*, check: AnonymisationCheck, fingerprints: Iterable[str], user: "User") -> int:
    """The second person's yes to letting protected identifiers stand."""
    lock_review(check.review_id)
    if not permissions.user_can_second(user) or user.pk in writers(check):
        raise PublicationRefused(["You can’t be the second person for this review."])
    wanted = set(fingerprints)
    groups = [g for g in groups_of(check) if g.fingerprint in wanted and g.waits_for_second]
    if not groups:
        raise PublicationRefused(["Nothing of this waits for a second person."])
    for group in groups:
        decision = group.decision
        if decision is None or decision.decided_by_id == user.pk:
            raise PublicationRefused(["You decided this, so somebody else has to agree."])
        decision.seconded_by, decision.seconded_at = user, timezone.now()
        decision.save()
    return len(groups)


@transaction.atomic
def undo(*, check: AnonymisationCheck, fingerprints: Iterable[str], user: "User") -> int:
    _may_decide(check, user)
    standing = FindingDecision.objects.filter(
        review=check.review_id, undone_at=None, fingerprint__in=list(fingerprints)
    )
    for decision in standing:
        _undo(decision, user)
    return len(standing)


def _undo(decision: FindingDecision, user: "User") -> None:
    decision.undone_by, decision.undone_at = user, timezone.now()
    decision.save()


def _may_decide(check: AnonymisationCheck, user: "User") -> None:
    if not permissions.user_can_protect(user):
        raise PublicationRefused(["Only information governance can decide about findings."])
    if user.pk in writers(check):
        raise PublicationRefused(["You wrote this review, so somebody else has to decide."])


def writers(check: AnonymisationCheck) -> list[int]:
    from reviews.drafts import latest_draft, writers_of

    return writers_of(latest_draft(check.review))


def counts(groups: Iterable[Group]) -> Counter[CheckOutcome]:
    return Counter(group.outcome for group in groups)


def alarm_if_public(check: AnonymisationCheck) -> None:
    """Mail to those who can act, where something that is public does not pass any more."""
    from django.conf import settings
    from setdab.mail import queue_mail

    public = Publication.objects.current().filter(
        edition__review=check.review_id, edition__digest=check.digest
    )
    if not public.exists():
        return
    if check.state == CheckState.DONE and outcome_with_decisions(check) == CheckOutcome.PASS:
        return
    reference = check.review.working_reference
    logger.critical("Check %d: a published edition does not pass", check.pk)
    address = settings.WAGTAILADMIN_BASE_URL + reverse("review_check", args=[check.review_id])
    people = {
        person.email
        for codename in (permissions.CLEAR, permissions.WITHDRAW)
        for person in permissions.users_who_hold(codename)
    }
    queue_mail(
        subject=f"Look at {reference} today",
        body=f"{reference} is public and did not pass its check again. Look at the result now; "
        f"to take it from the public, a Board moderator withdraws it.\n\n{address}\n",
        recipients=people,
        key=f"check-{check.pk}",
    )
