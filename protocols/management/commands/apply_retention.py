from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from setdab import retention


class Command(BaseCommand):
    help = "Erases personal data whose time is over. Says what it would erase, unless --apply."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="Erase it.")

    def handle(self, *args: Any, apply: bool, **options: Any) -> None:
        rules = retention.apply() if apply else retention.due_now()
        for rule, count in rules:
            self.stdout.write(f"{rule.label}: {count}")
        self.stdout.write("Erased." if apply else "Nothing was erased. Add --apply to erase.")
