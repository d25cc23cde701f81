from django.apps import AppConfig


class ProtocolsConfig(AppConfig):
    name = "protocols"
    verbose_name = "Information sharing"

    def ready(self) -> None:
        from setdab.immutability import protect
        from setdab.retention import register_rules

        from home.latest import register_changes
        from home.search import register_search
        from home.sitemaps import register_page_type, register_sitemap
        from home.starter.registry import register_starter
        from protocols import triggers
        from protocols.agreements import freezing

        protect(self, triggers.kept_records)
        register_starter("protocols.starter.load.load")
        register_search("protocols.agreements.finding.search")
        register_changes("protocols.agreements.finding.changes")
        register_sitemap("agreements", "protocols.agreements.finding.AgreementSitemap")
        register_page_type("protocols.models.InformationSharingPage")
        register_search("protocols.template_forms.finding.search")
        register_changes("protocols.template_forms.finding.changes")
        register_sitemap("template_forms", "protocols.template_forms.finding.TemplateSitemap")
        register_page_type("protocols.models.ProtocolIndexPage")
        register_page_type("protocols.models.ProtocolPage")
        register_rules("protocols.signing.retention.RULES")
        freezing.connect()
