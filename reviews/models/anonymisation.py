"""What the automatic check knows and what people decided about it. No text that could identify
anybody is in these tables: identifiers are keyed tags, findings are places in a file.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

USER = settings.AUTH_USER_MODEL


class Role(models.TextChoices):
    VICTIM = "victim", "Person who died"
    PERPETRATOR = "perpetrator", "Person responsible"
    CHILD = "child", "Child"
    FAMILY = "family", "Family"
    WITNESS = "witness", "Witness or friend"
    OTHER = "other", "Somebody else"


class ProtectedPerson(models.Model):
    """What was entered about one person, as keyed tags (``reviews.anonymisation.register``).

    The row stays when its tags are taken out, so that the record says who did it and why.
    """

    review = models.ForeignKey("reviews.ReviewPage", models.PROTECT, related_name="protected")
    role = models.CharField(max_length=20, choices=Role.choices)
    number = models.PositiveIntegerField(help_text="Counts the people of one role.")
    kinds = models.JSONField(default=dict, help_text="Kind of identifier to how many were entered.")
    tags = models.BinaryField()
    tag_count = models.PositiveIntegerField()
    key_id = models.CharField(max_length=16, help_text="Which secret the tags were made with.")
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["review", "pk"]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.number}"


class NamingDecision(models.Model):
    """Names that stay because the family asked for it. Holds once a second person confirmed it."""

    review = models.ForeignKey("reviews.ReviewPage", models.PROTECT, related_name="namings")
    asked_by = models.CharField(max_length=120, help_text="For example: the sister. No name.")
    asked_on = models.DateField()
    evidence = models.TextField(help_text="Where the request is kept. Private.")
    tags = models.BinaryField()
    tag_count = models.PositiveIntegerField()
    key_id = models.CharField(max_length=16)
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["review", "pk"]

    def __str__(self) -> str:
        return f"Naming decision of {self.asked_on:%d %B %Y}"

    @property
    def holds(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None


class CheckState(models.TextChoices):
    QUEUED = "queued", "Waiting to start"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Could not run"


class CheckOutcome(models.TextChoices):
    REFUSE = "REFUSE", "Can’t be checked"
    BLOCK = "BLOCK", "Must be changed"
    REVIEW = "REVIEW", "Needs decisions"
    PASS = "PASS", "Passed"


class AnonymisationCheck(models.Model):
    """One run of the engine over exact bytes: those of ``digest``, the canonical content with the
    digests of its files. Another register or another engine needs another run.
    """

    review = models.ForeignKey("reviews.ReviewPage", models.PROTECT, related_name="checks")
    digest = models.CharField(max_length=64)
    file_digests = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.QUEUED)
    outcome = models.CharField(
        max_length=10,
        choices=CheckOutcome.choices,
        blank=True,
        help_text="The engine's own, before people decided anything.",
    )
    register_version = models.CharField(max_length=64, blank=True)
    engine_version = models.CharField(max_length=64, blank=True)
    parts_done = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True, help_text="Why it could not run, in words.")
    asked_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["review", "digest"])]

    def __str__(self) -> str:
        return f"Check {self.pk}"


class CheckFinding(models.Model):
    """A place in a part of what was checked; what stands there is read again from the part."""

    # Not named "check": that is a method of every model.
    run = models.ForeignKey(AnonymisationCheck, models.CASCADE, related_name="findings")
    part = models.CharField(max_length=20, help_text="“content”, or the kind of file.")
    rule = models.CharField(max_length=40)
    surface = models.CharField(max_length=40)
    page = models.PositiveIntegerField(null=True)
    index = models.IntegerField(help_text="Number of the surface in the reading; -1: the file.")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    box = models.JSONField(null=True, help_text="Points from the page's lower left corner.")
    note = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, help_text="Keyed hash of rule and folded text.")

    class Meta:
        ordering = ["run", "pk"]
        indexes = [models.Index(fields=["run", "fingerprint"])]

    def __str__(self) -> str:
        return f"{self.rule} in {self.part}"


class Verdict(models.TextChoices):
    STANDS = "stands", "It can stay"
    MUST_CHANGE = "must-change", "This must be changed"


class Category(models.TextChoices):
    """What somebody says a finding is when they let it stand."""

    PSEUDONYM = "pseudonym", "A pseudonym"
    PROFESSIONAL = "professional", "A professional named by custom"
    CHAIR = "chair", "The chair or the author"
    PUBLIC_PLACE = "public-place", "A public place or organisation"
    NOT_MEANT = "not-meant", "Not what the check took it for"
    OTHER = "other", "Something else"


class FindingDecision(models.Model):
    """What was decided about one string of one review. The next edition asks only about new ones."""

    review = models.ForeignKey("reviews.ReviewPage", models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    category = models.CharField(max_length=20, choices=Category.choices, blank=True)
    reason = models.TextField(blank=True, help_text="Private. Without the words that were found.")
    decided_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    seconded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    seconded_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "fingerprint"],
                condition=models.Q(undone_at=None),
                name="one_standing_decision_per_finding",
            ),
            models.CheckConstraint(
                condition=models.Q(seconded_by=None)
                | ~models.Q(seconded_by=models.F("decided_by")),
                name="seconded_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.get_verdict_display()}"


class MotivatedIntruderNote(models.Model):
    """Somebody tried to find out who it is about, as the ICO's test of anonymisation has it.

    https://ico.org.uk: “How do we ensure anonymisation is effective?”, motivated intruder test.
    """

    edition = models.ForeignKey("reviews.Edition", models.PROTECT, related_name="intruder_notes")
    searched_by = models.CharField(max_length=120)
    where = models.TextField()
    minutes = models.PositiveIntegerField()
    result = models.TextField()
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Motivated-intruder note of edition {self.edition_id}"
