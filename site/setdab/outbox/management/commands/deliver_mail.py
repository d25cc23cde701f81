from typing import Any

from django.core.management.base import BaseCommand

from setdab.outbox.delivery import deliver_what_is_due


class Command(BaseCommand):
    help = "Queues every mail that waits to be sent, for when the task queue was lost or emptied."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Queued again: {deliver_what_is_due()}.")
