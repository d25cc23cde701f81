"""What the library looks in: copies made at publication. They never decide what is public.

Always read through ``Publication.objects.current()``; made anew by ``rebuild_library``. The
full-text indexes over these tables are made by ``reviews.library.tables``.
"""

from django.db import models

from reviews.models.files import FileKind
from reviews.models.ledger import Publication


class LibraryEntry(models.Model):
    """One publication: what it is sorted by, and the stems of its words by where they stand.

    What it is sorted by comes first: SQLite reads a row up to the column that it needs.
    """

    publication = models.OneToOneField(
        Publication, models.CASCADE, primary_key=True, related_name="library_entry"
    )
    area = models.CharField(max_length=120, default="")
    partnership = models.CharField(max_length=120, default="")
    year_published = models.PositiveSmallIntegerField(default=0)
    year_of_death = models.PositiveSmallIntegerField(default=0)
    death_type = models.CharField(max_length=120, default="")
    relationship = models.CharField(max_length=120, default="")
    scheme = models.CharField(max_length=10, default="")
    has_progress = models.BooleanField(default=False)
    themes = models.TextField(default="", help_text="Names, each between line ends.")
    files_read_at = models.DateTimeField(null=True, help_text="Empty: the task has still to come.")
    title_stems = models.TextField(default="")
    own_stems = models.TextField(
        default="", help_text="Sentence, summary and what it is sorted by."
    )
    report_stems = models.TextField(default="", help_text="Reports that are read online.")
    file_stems = models.TextField(default="")

    def __str__(self) -> str:
        return f"Library entry of edition {self.publication_id}"


class LibraryPassage(models.Model):
    """A page of a file, a paragraph of a report that is read online, or the edition's own words.

    ``seal`` binds the text to its publication, as only what the site itself put here is shown.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="library_passages")
    kind = models.CharField(
        max_length=20, choices=FileKind, blank=True, help_text="Empty: the edition's own words."
    )
    page = models.PositiveIntegerField(null=True)
    anchor = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    stems = models.TextField()
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"Passage {self.pk} of edition {self.publication_id}"


class LibraryWord(models.Model):
    """A word that stands in some entry, for suggestions. Whether it is public is asked each time."""

    word = models.CharField(max_length=30, primary_key=True)
    length = models.PositiveSmallIntegerField()
    uses = models.PositiveIntegerField(help_text="The number of entries that have it.")

    class Meta:
        indexes = [models.Index(fields=["length", "word"], name="library_word_by_length")]

    def __str__(self) -> str:
        return self.word
