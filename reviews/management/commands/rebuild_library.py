from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from reviews.library import entries
from reviews.models import LibraryEntry, LibraryPassage, LibraryWord, Publication


class Command(BaseCommand):
    help = "Makes the library's search entries anew from the ledger. Files are read by the queue."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for model in (LibraryPassage, LibraryEntry, LibraryWord):
            model.objects.all().delete()
        made = 0
        publications = Publication.objects.not_withdrawn().filter(edition__content__isnull=False)
        for publication in publications.select_related("edition__content").intact():
            entries.add(publication)
            made += 1
        self.stdout.write(f"{made} library entries made.")
