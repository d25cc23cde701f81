"""The organisations of the register. A merger or a new name never rewrites what was signed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

# No official page gives the form of a registration number: what does not fit is flagged, not refused.
ICO_NUMBER_FORM = r"^Z(\d{7}|[A-Z]\d{6})$"
ICO_NUMBER = RegexValidator(
    ICO_NUMBER_FORM,
    "Registration numbers look like Z1234567 or ZA123456.",
)
DOMAIN = RegexValidator(
    r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$",
    "Write one domain a line, like example.gov.uk, without an @.",
)


class OrganisationKind(models.TextChoices):
    COUNCIL = "council", "Council"
    SOCIAL_CARE = "social-care", "Social care"
    POLICE = "police", "Police"
    PROBATION = "probation", "Probation"
    HEALTH = "health", "Health"
    HOUSING = "housing", "Housing"
    VOLUNTARY = "voluntary", "Charity or voluntary organisation"
    MULTI_AGENCY = "multi-agency", "Multi-agency team"
    GOVERNMENT = "government", "Government department"
    OTHER = "other", "Other"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self, on: date | None = None) -> OrganisationQuerySet:
        """Those that exist on a day: a new signature can come only from one of these."""
        day = on or timezone.localdate()
        return self.filter(
            Q(active_from=None) | Q(active_from__lte=day),
            Q(active_to=None) | Q(active_to__gte=day),
        )

    def matching(self, query: str) -> OrganisationQuerySet:
        """By name or another name; every word must be in one of them."""
        found = self
        for word in query.split():
            found = found.filter(Q(name__icontains=word) | Q(other_names__icontains=word))
        return found

    def named(self, name: str) -> Organisation | None:
        """The organisation of this name, or of which it is another name."""
        exact = self.filter(name__iexact=name).first()
        if exact is not None:
            return exact
        folded = name.casefold()
        likely = self.filter(other_names__icontains=name)
        return next(
            (one for one in likely if folded in map(str.casefold, one.other_name_list)), None
        )


class Organisation(ClusterableModel):
    name = models.CharField(max_length=160, unique=True)
    other_names = models.TextField(
        blank=True, help_text="One a line: short forms and names that people search for."
    )
    kind = models.CharField(
        max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER
    )
    active_from = models.DateField(null=True, blank=True, help_text="Empty: not known.")
    active_to = models.DateField(
        null=True, blank=True, help_text="The last day of its existence. Empty: still active."
    )
    mail_domains = models.TextField(
        "e-mail domains",
        blank=True,
        help_text="One a line. A sign-up from another domain is accepted and flagged.",
    )
    ico_number = models.CharField(
        "ICO registration number",
        max_length=20,
        blank=True,
        help_text="Public. Like Z1234567 or ZA123456.",
    )
    ico_checked_on = models.DateField(
        "checked in the ICO’s register on",
        null=True,
        blank=True,
        help_text="Registrations end after a year.",
    )
    ig_lead = models.CharField("information governance lead", max_length=120, blank=True)
    ig_email = models.EmailField("information governance e-mail address", blank=True)
    ig_public = models.BooleanField(
        "publish the lead’s name and address",
        default=False,
        help_text="Only where the organisation has asked for it.",
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_from=None)
                | Q(active_to=None)
                | Q(active_to__gte=F("active_from")),
                name="organisation_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.ico_number = normal_ico_number(self.ico_number)
        self.mail_domains = "\n".join(
            line.lower().lstrip("@") for line in lines_of(self.mail_domains)
        )
        for domain in self.domain_list:
            try:
                DOMAIN(domain)
            except ValidationError as refusal:
                raise ValidationError({"mail_domains": refusal.messages}) from refusal
        if self.active_from and self.active_to and self.active_to < self.active_from:
            raise ValidationError({"active_to": "This is before the day on which it began."})

    @property
    def other_name_list(self) -> tuple[str, ...]:
        return lines_of(self.other_names)

    @property
    def domain_list(self) -> tuple[str, ...]:
        return lines_of(self.mail_domains)

    @property
    def is_active(self) -> bool:
        today = timezone.localdate()
        begun = self.active_from is None or self.active_from <= today
        return begun and (self.active_to is None or self.active_to >= today)

    @property
    def ico_number_is_odd(self) -> bool:
        return bool(self.ico_number) and not re.match(ICO_NUMBER_FORM, self.ico_number)

    def owns_address(self, email: str) -> bool:
        """Whether an address is of one of its domains, or of a domain below one."""
        domain = email.rpartition("@")[2].lower()
        return any(domain == own or domain.endswith(f".{own}") for own in self.domain_list)


class OrganisationSuccession(models.Model):
    """That one organisation took over from another: by merger, a new name or reorganisation."""

    class Reason(models.TextChoices):
        RENAMED = "renamed", "Renamed"
        MERGED = "merged", "Merged"
        SPLIT = "split", "Split"
        REPLACED = "replaced", "Replaced by a new body"

    predecessor = ParentalKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="precessions")
    happened_on = models.DateField("date", null=True, blank=True, help_text="Empty: not known.")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    note = models.CharField(
        max_length=200, blank=True, help_text="Public. The source, for example."
    )

    class Meta:
        ordering = ["happened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_succession_for_each_pair"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="nobody_succeeds_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} to {self.successor}"

    def clean(self) -> None:
        super().clean()
        if self.successor_id and self.successor_id == self.predecessor_id:
            raise ValidationError({"successor": "An organisation can’t succeed itself."})
        if self.successor_id and self.predecessor_id and self._leads_back():
            raise ValidationError(
                {"successor": "This organisation came before the one you are editing."}
            )

    def _leads_back(self) -> bool:
        """Whether the successor already leads, step by step, to the predecessor."""
        seen: set[Any] = set()
        ahead = {self.successor_id}
        while ahead:
            if self.predecessor_id in ahead:
                return True
            seen |= ahead
            steps = OrganisationSuccession.objects.filter(predecessor__in=ahead)
            ahead = set(steps.values_list("successor_id", flat=True)) - seen
        return False


def normal_ico_number(value: str) -> str:
    """As the register writes it: no spaces, capital letters."""
    return "".join(value.split()).upper()


def lines_of(text: str) -> tuple[str, ...]:
    """What a field holds that has one thing a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
