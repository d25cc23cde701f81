from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from reviews import library
from reviews.models import LibraryEntry, Publication


class Command(BaseCommand):
    help = "Makes the library's search entries anew from the ledger."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        LibraryEntry.objects.all().delete()
        made = 0
        publications = Publication.objects.filter(edition__content__isnull=False)
        for publication in publications.select_related("edition__content").intact():
            library.add(publication)
            made += 1
        self.stdout.write(f"{made} library entries made.")
