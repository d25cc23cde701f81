from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviews.erasure import erase_edition
from reviews.models import Edition
from reviews.publication import PublicationRefused


class Command(BaseCommand):
    help = "Erases the content and files of an edition that is not public. Its record stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("review", help="The working reference of the review.")
        parser.add_argument("number", type=int, help="The number of the edition.")

    def handle(self, *args: Any, review: str, number: int, **options: Any) -> None:
        found = Edition.objects.filter(number=number)
        edition = found.filter(review__working_reference=review).first()
        edition = edition or found.filter(review__slug=review).first()
        if edition is None:
            raise CommandError(f"There is no edition {number} of {review}.")
        try:
            erased = erase_edition(edition)
        except PublicationRefused as refusal:
            raise CommandError(" ".join(refusal.missing)) from refusal
        self.stdout.write(
            f"Erased: the content of edition {number} of {review}, {erased.files} files and "
            f"{erased.revisions} earlier drafts."
        )
        if erased.draft_is_left:
            self.stdout.write(
                "The draft being worked on is the same text. Mend it in the editor, save it, and "
                "it is the only copy left that this command has not touched."
            )
