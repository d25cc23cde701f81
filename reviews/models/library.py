from django.db import models

from reviews.models.ledger import Publication


class LibraryEntry(models.Model):
    """What search looks in: a copy made at publication. It never decides what is public.

    Always read through ``Publication.objects.current()``; made anew by ``rebuild_library``.
    """

    publication = models.OneToOneField(
        Publication, models.CASCADE, primary_key=True, related_name="library_entry"
    )
    text = models.TextField(help_text="Words of the edition, without markup, in lower case.")

    def __str__(self) -> str:
        return f"Library entry of edition {self.publication_id}"
