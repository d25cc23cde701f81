"""The words that reviews are sorted by.

There is none for ethnicity, religion, nationality, orientation or health: with some thirty local
reviews, such a word points at one person.
"""

from django.db import models
from wagtail.admin.panels import FieldPanel


class Term(models.Model):
    name = models.CharField(max_length=120, unique=True)
    order = models.PositiveSmallIntegerField(default=0)

    panels = [FieldPanel("name"), FieldPanel("order")]

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Partnership(Term):
    """The Community Safety Partnership that commissioned a review: it holds the statutory duty."""

    class Meta(Term.Meta):
        verbose_name = "community safety partnership"
        verbose_name_plural = "community safety partnerships"


class Area(Term):
    """A council area. Areas end: councils in Essex are to be replaced about 2028."""

    ended_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    panels = [*Term.panels, FieldPanel("ended_on"), FieldPanel("successor")]


class DeathType(Term):
    class Meta(Term.Meta):
        verbose_name = "type of death"
        verbose_name_plural = "types of death"


class RelationshipGroup(Term):
    class Meta(Term.Meta):
        verbose_name = "relationship group"


class Theme(Term):
    """What a review teaches about; a review has any number."""
