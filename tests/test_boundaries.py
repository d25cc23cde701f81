"""The public side of reviews never names the authoring table; nor do its templates."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

REVIEWS = Path(__file__).parents[1] / "reviews"
PUBLIC_MODULES = (
    "addresses",
    "alerts/sending",
    "alerts/views",
    "citations",
    "citing",
    "concerns/views",
    "feeds",
    "history",
    "library",
    "linked_data",
    "open_data",
    "presentation",
    "reader_forms",
    "report_pages",
    "report_views",
    "serving",
    "urls",
    "views",
)


@pytest.mark.parametrize("name", PUBLIC_MODULES)
def test_public_modules_do_not_name_the_authoring_page(name):
    module = (REVIEWS / name).with_suffix(".py")
    paths = [module] if module.exists() else sorted((REVIEWS / name).glob("*.py"))
    assert paths
    for path in paths:
        source = path.read_text()
        assert "ReviewPage" not in source, path.name
        assert ".specific" not in source, path.name
        assert "edition.review." not in source, path.name


def test_public_templates_get_no_page():
    for template in (REVIEWS / "templates" / "reviews").glob("*.html"):
        text = template.read_text()
        assert not re.search(r"{[{%][^}]*\bpage\.", text), template.name
        assert "wagtail" not in text, template.name
