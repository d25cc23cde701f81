"""The editor's form for an agreement."""

from wagtail.admin.forms import WagtailAdminPageForm


class AgreementPageForm(WagtailAdminPageForm):
    def _post_clean(self) -> None:
        """A version that was frozen with other words is refused here, where it can be mended."""
        from protocols.agreements.freezing import is_taken, taken_message

        super()._post_clean()
        publishing = "action-publish" in self.data
        if publishing and not self.errors and self.instance.pk and is_taken(self.instance):
            self.add_error("version_number", taken_message(self.instance))
