"""Forms for the public pages, drawn by the templates of ``templates/components/``.

A form opts in by its base class; the Wagtail admin's forms keep Django's own renderer::

    class SignUpForm(SiteForm):
        name = forms.CharField(label="Your full name")

    <form method="post" novalidate>{% csrf_token %}{{ form }} …</form>

``base.html`` shows the error summary and puts "Error: " before the title, when the page's context
has the form as ``form``.
"""

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer, get_default_renderer
from django.template import loader
from django.utils.html import format_html_join

# The first match counts. CheckboxSelectMultiple is a kind of RadioSelect to Django.
COMPONENTS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.widgets.Input, "input"),
)
OWN_PARAMETERS = ("autocomplete", "autocapitalize", "inputmode", "pattern", "spellcheck", "rows")
SET_BY_COMPONENT = ("id", "class", "cols", "aria-describedby", "aria-invalid", "disabled")


class SiteBoundField(forms.BoundField):
    """A field of a form that knows which component draws it, and from what."""

    @property
    def component(self) -> str | None:
        for widget, name in COMPONENTS:
            if isinstance(self.field.widget, widget):
                return name
        return None

    @property
    def template_name(self) -> str:
        own: str | None = getattr(self.field, "template_name", None)
        if own or self.component is None:
            return own or "forms/field.html"
        return f"components/{'checkboxes' if self.component == 'checkbox' else self.component}.html"

    def get_context(self) -> dict[str, Any]:
        context = self.common_context()
        if self.component is None:
            return context
        attrs = self.build_widget_attrs({"id": self.auto_id})
        widget = self.field.widget.get_context(self.html_name, self.value(), attrs)["widget"]
        attrs = widget["attrs"]
        context["classes"] = attrs.get("class", "")
        context["disabled"] = attrs.get("disabled", False)
        context["described_by_id"] = self.field.widget.attrs.get("aria-describedby", "")
        context |= {name: attrs[name] for name in OWN_PARAMETERS if name in attrs}
        handled = (*OWN_PARAMETERS, *SET_BY_COMPONENT)
        others = {name: value for name, value in attrs.items() if name not in handled}
        return context | getattr(self, f"_{self.component}_context")(widget, others)

    def common_context(self) -> dict[str, Any]:
        """What every component takes."""
        return {
            "field": self,
            "id": self.auto_id,
            "name": self.html_name,
            "label": self.label_text,
            "hint": self.help_text,
            "error": format_html_join("<br>", "{}", ((message,) for message in self.errors)),
            "label_is_heading": self._is_heading,
            "label_classes": "govuk-label--xl" if self._is_heading else "",
        }

    @property
    def label_text(self) -> str:
        """The label, which says so when the question may be left out."""
        optional = not self.field.required and getattr(self.form, "mark_optional", False)
        if optional and not isinstance(self.field.widget, forms.CheckboxInput):
            return f"{self.label} (optional)"
        return str(self.label)

    @property
    def aria_describedby(self) -> str | None:
        """The ids that our hint and error have, for a widget drawn without its component."""
        if self.field.widget.attrs.get("aria-describedby") or not self.auto_id or self.is_hidden:
            return None
        hint = f"{self.auto_id}-hint" if self.help_text else ""
        error = f"{self.auto_id}-error" if self.errors else ""
        return f"{hint} {error}".strip() or None

    @property
    def _is_heading(self) -> bool:
        return self.name == getattr(self.form, "heading_field", "")

    def _input_context(self, widget: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
        return {"type": widget["type"], "value": widget["value"], "attributes": others}

    def _textarea_context(self, widget: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
        return {"value": widget["value"], "attributes": others}

    def _select_context(self, widget: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
        return {"items": _options(widget, "selected"), "attributes": others}

    def _radios_context(self, widget: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
        classes = "govuk-fieldset__legend--xl" if self._is_heading else ""
        return {
            "legend": self.label_text,
            "legend_is_heading": self._is_heading,
            "legend_classes": classes,
            "items": _options(widget, "checked"),
            "attributes": others,
        }

    _checkboxes_context = _radios_context

    def _checkbox_context(self, widget: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
        item = {
            "value": widget["value"] or "on",
            "text": self.label_text,
            "checked": widget["attrs"].get("checked", False),
            "disabled": widget["attrs"].get("disabled", False),
            "attributes": {name: value for name, value in others.items() if name != "checked"},
        }
        return {"items": [item]}


def _options(widget: dict[str, Any], chosen: str) -> list[dict[str, Any]]:
    """The choices of a widget, groups left out, under the names that the components use."""
    return [
        {
            "value": option["value"],
            "text": option["label"],
            chosen: option["selected"],
            "disabled": option["attrs"].get("disabled", False),
        }
        for _group, options, _index in widget["optgroups"]
        for option in options
    ]


class SiteRenderer(BaseRenderer):
    """Our templates for forms and fields; Django's for the rest, such as hidden inputs."""

    form_template_name = "forms/form.html"
    bound_field_class = SiteBoundField

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("django/"):
            return get_default_renderer().get_template(template_name)
        return loader.get_template(template_name)


class SiteFormMixin:
    """Makes a form one of ours. ``heading_field`` names a field whose label is the page's h1."""

    default_renderer: BaseRenderer | type[BaseRenderer] | None = SiteRenderer
    use_required_attribute = False
    mark_optional = True
    heading_field = ""

    @property
    def error_list(self) -> list[dict[str, str]]:
        """Every message, with a link to its field: for the summary at the top of the page."""
        found = [{"text": text, "href": ""} for text in self.non_field_errors()]  # type: ignore[attr-defined]
        for field in self:  # type: ignore[attr-defined]
            href = "" if field.is_hidden else f"#{field.auto_id}"
            found += [{"text": text, "href": href} for text in field.errors]
        return found


class SiteForm(SiteFormMixin, forms.Form):
    """A form for a public page."""


class SiteModelForm(SiteFormMixin, forms.ModelForm):
    """A form for a public page that fills a model."""
