from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviews.models import Edition
from reviews.verification import faults


class Command(BaseCommand):
    help = (
        "Recomputes every digest, of files too, and looks for the triggers. Exit code 1 on a fault."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for fault in faults():
            found += 1
            self.stdout.write(fault)
        if found:
            raise CommandError(f"{found} faults in the ledger.", returncode=1)
        self.stdout.write(f"The ledger is whole: {Edition.objects.count()} editions.")
