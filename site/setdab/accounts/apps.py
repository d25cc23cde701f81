from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "setdab.accounts"
    label = "accounts"
    verbose_name = "Accounts"
