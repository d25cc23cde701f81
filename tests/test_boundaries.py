"""The public side of reviews never names the authoring table; nor do its templates."""

import re
from pathlib import Path

import pytest

REVIEWS = Path(__file__).parents[1] / "reviews"
PUBLIC_MODULES = (
    *(f"open_data/{path.name}" for path in sorted((REVIEWS / "open_data").glob("*.py"))),
    "linked_data.py",
    "feeds.py",
    *(f"library/{path.name}" for path in sorted((REVIEWS / "library").glob("*.py"))),
    "presentation.py",
    "serving.py",
    "urls.py",
    "views.py",
)


@pytest.mark.parametrize("name", PUBLIC_MODULES)
def test_public_modules_do_not_name_the_authoring_page(name):
    source = (REVIEWS / name).read_text()
    assert "ReviewPage" not in source
    assert ".specific" not in source
    assert "edition.review." not in source


def test_public_templates_get_no_page():
    for template in (REVIEWS / "templates" / "reviews").glob("*.html"):
        text = template.read_text()
        assert not re.search(r"{[{%][^}]*\bpage\.", text), template.name
        assert "wagtail" not in text, template.name
