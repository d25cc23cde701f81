from typing import Any

from django.core.management.base import BaseCommand

from reviews.alerts import sending


class Command(BaseCommand):
    help = (
        "Queues the e-mail that says that something is new, to everybody who confirmed their address. "
        "At most once a week, and only if something is; so it can be run more often."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        sent = sending.send()
        self.stdout.write(f"{sent.because} Mails queued: {sent.mails}.")
