from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Reviews"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate
        from setdab.health import add_readiness_check
        from setdab.immutability import protect
        from setdab.personal_data import register_personal_data
        from setdab.retention import register_rules

        from home.latest import register_latest
        from home.search import register_search
        from home.sitemaps import register_sitemap
        from home.starter.registry import register_starter
        from reviews import signals, triggers
        from reviews.library import tables

        register_latest("reviews.views.latest")
        register_starter("reviews.starter.load.load")
        register_search("reviews.library.site_search.search")
        register_sitemap("reviews", "reviews.feeds.ReviewSitemap")
        add_readiness_check("ledger", "setdab.immutability.check_triggers")
        register_rules("reviews.retention.RULES")
        register_personal_data("alerts", "reviews.personal_data.alerts_of")
        register_personal_data("messages", "reviews.personal_data.messages_of")
        protect(self, triggers.ledger_triggers)
        post_migrate.connect(tables.after_migrate, sender=self)
        signals.connect()
