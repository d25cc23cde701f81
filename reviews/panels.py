from typing import Any

from wagtail.admin.panels import Panel


class StandingPanel(Panel):
    """Shows in the editor where the review stands: each requirement, met or not, and what is next."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", "Where this review stands")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "reviews/admin/standing_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            from reviews.progress import standing

            context = super().get_context_data(parent_context)
            return {**context, **standing(self.instance, self.request.user)}
