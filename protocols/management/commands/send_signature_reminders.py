from typing import Any

from django.core.management.base import BaseCommand

from protocols.signing.invitations import send_reminders


class Command(BaseCommand):
    help = "Reminds whoever was invited to sign 14 and 28 days ago: each time once. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        reminded = send_reminders()
        for signature in reminded:
            self.stdout.write(f"Reminded: {signature.reference}")
        self.stdout.write(f"Reminders: {len(reminded)}.")
