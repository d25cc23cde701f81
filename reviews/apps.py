from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Reviews"

    def ready(self) -> None:
        from setdab.health import add_readiness_check

        from home.latest import register_latest
        from home.search import register_search
        from reviews import checks, signals

        register_latest("reviews.views.latest")
        register_search("reviews.library.search")
        add_readiness_check("ledger", "reviews.triggers.check_triggers")
        pre_migrate.connect(_drop_triggers, sender=self)
        post_migrate.connect(_install_triggers, sender=self)
        checks.register_checks()
        signals.connect()


def _drop_triggers(using: str, **kwargs: Any) -> None:
    from reviews import triggers

    triggers.drop(connections[using])


def _install_triggers(using: str, **kwargs: Any) -> None:
    from reviews import triggers

    triggers.install(connections[using])
