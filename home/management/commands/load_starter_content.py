from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction
from setdab.accounts.models import User

from home.starter.load import load_board, load_pages
from home.starter.registry import load_registered

DEMO_PASSWORD = "only-for-this-demo"  # noqa: S105
ADMINISTRATOR = "administrator@demo.example"


class Command(BaseCommand):
    help = (
        "Gives an empty site its pages, an agreement, template forms and six fictional reviews. Can "
        "be run again: what is there stays as it is. Demo accounts get a password only where "
        "DEMO_ACCOUNTS is on."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            home = load_pages()
            load_board()
        done = list(load_registered(home))
        self.stdout.write(f"Starter content is in place ({', '.join(done)}).")
        if settings.DEMO_ACCOUNTS:
            self._open_demo_accounts()

    def _open_demo_accounts(self) -> None:
        administrator = User.objects.filter(email=ADMINISTRATOR).first()
        if administrator is None:
            administrator = User.objects.create_superuser(
                ADMINISTRATOR, None, first_name="Ali", last_name="Administrator"
            )
            administrator.groups.add(Group.objects.get(name="Site administrators"))
        self.stdout.write(f"Demo accounts, all with the password {DEMO_PASSWORD}:")
        for user in User.objects.filter(email__endswith="@demo.example").order_by("email"):
            if not user.has_usable_password():
                user.set_password(DEMO_PASSWORD)
                user.save()
            roles = ", ".join(group.name for group in user.groups.all())
            self.stdout.write(f"  {user.email:40} {roles}")
