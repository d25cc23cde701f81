from typing import Any

from django.core.management.base import BaseCommand

from protocols.agreements.reminders import remind_of_reviews


class Command(BaseCommand):
    help = (
        "Tells the lead of each agreement, three months before its review date, that it is due. Run "
        "it every day: each date is told of once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        made, without_address = remind_of_reviews()
        for reminder in made:
            self.stdout.write(f"Told {reminder.sent_to}: {reminder.agreement.title}")
        for version in without_address:
            self.stderr.write(f"Nobody to tell of the review: {version.title} has no lead address.")
        if not made and not without_address:
            self.stdout.write("No agreement is due for review.")
