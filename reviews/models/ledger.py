"""The publication ledger: what makes a review public, and the only thing that does.

Rows are inserted by ``reviews.publication`` and never change; ``reviews.triggers`` makes the
database refuse it. Every row's primary key is its edition's, so the chain cannot mix editions.
"""

from __future__ import annotations

import logging
from datetime import datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, models
from django.db.models import Case, Exists, Expression, F, OuterRef, Q, When
from django.db.models.expressions import RawSQL
from django.utils import timezone

from reviews.content import DigestMismatch, ReviewContent, read_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

logger = logging.getLogger(__name__)


class Edition(models.Model):
    """What would be published, frozen when a review is submitted. A change is a new edition."""

    review = models.ForeignKey("reviews.ReviewPage", models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now)
    revision_id = models.BigIntegerField(
        null=True,
        help_text="The Wagtail revision that was frozen. Not a key: revisions are purged.",
    )
    writers = models.JSONField(
        default=list, help_text="Keys of the users who wrote any of it; none of them may act on it."
    )
    file_digests = models.JSONField(default=dict, help_text="Kind of file to SHA-256 of its bytes.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical content.")

    class Meta:
        ordering = ["review", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="one_edition_per_number"),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number} of {self.review.working_reference}"


class EditionContent(models.Model):
    """The canonical JSON of an edition (docs/ledger.md): the one row that may be erased."""

    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="content"
    )
    slug = models.SlugField(max_length=255, allow_unicode=True, help_text="As in the JSON.")
    body = models.TextField()

    def __str__(self) -> str:
        return f"Content of edition {self.edition_id}"

    def read(self) -> ReviewContent:
        """The content, once its digest is seen to be the edition's.

        Raises ``reviews.content.DigestMismatch``.
        """
        return read_content(self.body, digest=self.edition.digest, slug=self.slug)


class AnonymisationClearance(models.Model):
    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="clearance"
    )
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(default=timezone.now)
    statement = models.TextField()
    checklist = models.JSONField(default=list)
    evidence = models.JSONField(
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        help_text="The automatic check and the motivated-intruder note, as they were.",
    )
    carried_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Set where the digest was the same and the clearance carried over by itself.",
    )

    def __str__(self) -> str:
        return f"Clearance of edition {self.edition_id}"


class HomeOfficeApproval(models.Model):
    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="approval"
    )
    decision = models.ForeignKey(
        "reviews.HomeOfficeDecision", models.PROTECT, related_name="approvals"
    )
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(default=timezone.now)
    statement = models.TextField(
        help_text="How it was seen that this edition is what was approved."
    )
    body_name = models.CharField(max_length=120, help_text="The reviewing body, as in the letter.")
    letter_date = models.DateField()
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Home Office approval of edition {self.edition_id}"


class BoardSignOff(models.Model):
    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="sign_off"
    )
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)
    statement = models.TextField()
    withholding_record = models.TextField(
        blank=True, help_text="Why the Board agreed that a report is not published. Private."
    )
    public_from = models.DateTimeField(null=True, help_text="Empty: from publication on.")

    def __str__(self) -> str:
        return f"Board sign-off of edition {self.edition_id}"


class Clock(Expression):
    """The time at which a query is sent, by the clock of this machine, like every time here."""

    output_field = models.DateTimeField()

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        return "%s", (connection.ops.adapt_datetimefield_value(timezone.now()),)


class PublicationQuerySet(models.QuerySet["Publication"]):
    def current(self, at: datetime | None = None) -> PublicationQuerySet:
        """What the public may read: the only way in for every public surface.

        Of each review only the latest publication whose ``public_from`` has come counts, and it
        counts as nothing once withdrawn. A publication withdrawn before its day never counted.
        The joins are inner on purpose: a link of the chain that is missing hides the review.
        """
        now = at or Clock()
        later = Publication.objects.came(now).filter(
            edition__review=OuterRef("edition__review"),
            edition__number__gt=OuterRef("edition__number"),
        )
        one_edition = Case(
            When(clearance=F("edition"), approval=F("edition"), sign_off=F("edition"), then=1)
        )
        return (
            self.came(now)
            .alias(one_edition=one_edition)
            .filter(
                ~Exists(later),
                withdrawal=None,
                edition__content__isnull=False,
                # Asked of one expression: of three equal columns PostgreSQL expects one row, and
                # takes ten times as long for ten thousand.
                one_edition__isnull=False,
                # Columns of the rows, as Django leaves out a join that a key alone answers.
                clearance__cleared_at__isnull=False,
                approval__confirmed_at__isnull=False,
                sign_off__signed_at__isnull=False,
            )
            .select_related("edition", "edition__content")
            .order_by("-public_from", "-edition_id")
        )

    def came(self, at: datetime | Clock) -> PublicationQuerySet:
        """Those whose day has come, without those that were withdrawn before it.

        One that was not dated ahead came at once, whatever the clock said at its withdrawal.
        """
        return self.filter(
            Q(withdrawal=None)
            | Q(withdrawal__withdrawn_at__gte=F("public_from"))
            | Q(public_from__lte=F("published_at")),
            public_from__lte=at,
        )

    def were_public(self) -> PublicationQuerySet:
        """Those that readers could have seen at some time: their addresses may be linked to."""
        return self.came(timezone.now())

    def among(self, keys: list[int]) -> PublicationQuerySet:
        """Hundreds of keys as one value, which a database takes in faster than hundreds."""
        listed = ",".join(map(str, keys))
        if connection.vendor == "sqlite":
            condition, value = "IN (SELECT value FROM json_each(%s))", f"[{listed}]"
        else:
            condition, value = "= ANY(%s::bigint[])", f"{{{listed}}}"
        among = f"reviews_publication.edition_id {condition}"
        return self.filter(RawSQL(among, [value], output_field=models.BooleanField()))  # noqa: S611

    def not_withdrawn(self) -> PublicationQuerySet:
        return self.filter(withdrawal=None)

    def intact(self) -> Iterator[Publication]:
        """Those whose content still has its digest; the others are left out and logged."""
        return (publication for publication in self if publication.is_intact)


class PublicationManager(models.Manager.from_queryset(PublicationQuerySet)):  # type: ignore[misc]
    def current(self, at: datetime | None = None) -> PublicationQuerySet:
        return PublicationQuerySet(self.model).current(at) if at else _current().all()


@cache
def _current() -> PublicationQuerySet:
    """Never evaluated itself: putting it together takes longer than the database needs for it."""
    return PublicationQuerySet(Publication).current()


class Publication(models.Model):
    edition = models.OneToOneField(
        Edition, models.PROTECT, primary_key=True, related_name="publication"
    )
    clearance = models.OneToOneField(AnonymisationClearance, models.PROTECT, related_name="+")
    approval = models.OneToOneField(HomeOfficeApproval, models.PROTECT, related_name="+")
    sign_off = models.OneToOneField(BoardSignOff, models.PROTECT, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)
    public_from = models.DateTimeField(db_index=True)

    objects = PublicationManager()

    class Meta:
        indexes = [
            models.Index(F("public_from").desc(), F("edition").desc(), name="publication_newest")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(clearance=F("edition"), approval=F("edition"), sign_off=F("edition")),
                name="publication_speaks_of_one_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"Publication of edition {self.edition_id}"

    @property
    def is_to_come(self) -> bool:
        """Dated ahead, and the day is not here yet. Clocks of two servers may differ a little."""
        return self.public_from > max(timezone.now(), self.published_at)

    @cached_property
    def content(self) -> ReviewContent:
        return self.edition.content.read()

    @cached_property
    def is_intact(self) -> bool:
        try:
            self.content  # noqa: B018
        except DigestMismatch:
            logger.critical("Edition %d: content is not what was signed off", self.edition_id)
            return False
        return True


class Withdrawal(models.Model):
    publication = models.OneToOneField(
        Publication, models.PROTECT, primary_key=True, related_name="withdrawal"
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(help_text="Private.")

    def __str__(self) -> str:
        return f"Withdrawal of edition {self.publication_id}"
