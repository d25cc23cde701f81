from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from reviews.library import entries
from reviews.models import LibraryEntry, LibraryPassage, LibraryWord


class Command(BaseCommand):
    help = "Makes the library's search entries anew from the ledger. Files are read by the queue."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for model in (LibraryPassage, LibraryEntry, LibraryWord):
            model.objects.all().delete()
        self.stdout.write(f"{entries.add_missing()} library entries made.")
