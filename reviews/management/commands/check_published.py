from typing import Any

from django.core.management.base import BaseCommand

from reviews import checks
from reviews.content import DigestMismatch
from reviews.models import Publication


class Command(BaseCommand):
    help = (
        "Queues the automatic check of everything that is public, with today's engine and register. "
        "Run it weekly. What does not pass sends mail to those who can act."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        asked = 0
        for publication in Publication.objects.current().select_related("edition__review"):
            try:
                content = publication.edition.content.read()
            except DigestMismatch:
                self.stderr.write(f"edition {publication.pk}: not what was signed off")
                continue
            checks.ask(review=publication.edition.review, content=content)
            asked += 1
        self.stdout.write(f"{asked} published reviews are being checked again.")
