"""What the admin knows of agreements and organisations."""

from wagtail.snippets.models import register_snippet

from protocols.agreements.admin import AgreementsGroup
from protocols.signing import admin_hooks  # noqa: F401
from protocols.template_forms.admin import TemplateFormViewSet

register_snippet(AgreementsGroup)
register_snippet(TemplateFormViewSet)
