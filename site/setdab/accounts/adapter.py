from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a site administrator; nobody signs up for one."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
