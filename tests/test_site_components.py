"""Our components write the HTML that govuk-frontend says they should.

Every component of govuk-frontend comes with ``fixtures.json``: options, and the HTML they give. The
options are turned into what our templates take, and the two results compared as trees. A fixture
that needs an option we do not offer is left out; ``AT_LEAST`` notices when too many are.
"""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from govuk_fixtures import GOVUK, fixtures

pytestmark = pytest.mark.once

needs_npm = pytest.mark.skipif(not GOVUK.exists(), reason="needs npm ci in static/src")

AT_LEAST = {
    "back-link": 7,
    "breadcrumbs": 12,
    "button": 33,
    "checkboxes": 27,
    "error-message": 6,
    "error-summary": 17,
    "exit-this-page": 3,
    "feedback": 5,
    "generic-header": 5,
    "hint": 6,
    "input": 40,
    "inset-text": 6,
    "label": 17,
    "notification-banner": 18,
    "pagination": 15,
    "radios": 31,
    "select": 18,
    "service-navigation": 8,
    "skip-link": 9,
    "summary-list": 8,
    "table": 18,
    "tag": 12,
    "textarea": 18,
}


def tree(html: str) -> list[Any]:
    """HTML as nested lists in which nothing is left that a browser does not see."""
    soup = BeautifulSoup(html, "html.parser")
    return [branch for node in soup.contents for branch in _tree(node)]


def _tree(node: Any) -> list[Any]:
    if isinstance(node, Comment):
        return []
    if isinstance(node, NavigableString):
        words = " ".join(str(node).split())
        return [words] if words else []
    assert isinstance(node, Tag)
    attributes = {
        name: " ".join(sorted(value)) if isinstance(value, list) else " ".join(value.split())
        for name, value in node.attrs.items()
    }
    return [[node.name, attributes, [b for child in node.contents for b in _tree(child)]]]


@needs_npm
@pytest.mark.parametrize("component", AT_LEAST)
def test_component_matches_govuk_frontend(component: str) -> None:
    template = f"components/{component.replace('-', '_')}.html"
    found = fixtures(component)
    wrong = {}
    for fixture in found:
        ours, theirs = tree(render_to_string(template, fixture["context"])), tree(fixture["html"])
        if ours != theirs:
            wrong[fixture["name"]] = (ours, theirs)
    assert not wrong
    assert len(found) >= AT_LEAST[component]


def rendered(template: str, context: dict[str, Any]) -> BeautifulSoup:
    source = "{% load components %}" + template
    return BeautifulSoup(engines["django"].from_string(source).render(context), "html.parser")


def test_page_links_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(100), 10).page(5)
    request = RequestFactory().get("/reviews/", {"area": "essex", "page": "5"})
    soup = rendered("{% page_links page %}", {"page": page, "request": request})
    assert soup.find("a", rel="next")["href"] == "?area=essex&page=6"
    assert soup.find("a", rel="prev")["href"] == "?area=essex&page=4"
    assert soup.find("a", attrs={"aria-current": "page"}).get_text(strip=True) == "5"
    numbers = [li.get_text(strip=True) for li in soup.find_all("li")]
    assert numbers == ["1", "\u22ef", "4", "5", "6", "\u22ef", "10"]


def test_a_single_page_has_no_page_links() -> None:
    page = Paginator(range(3), 10).page(1)
    assert not rendered("{% page_links page %}", {"page": page}).find("nav")


@pytest.mark.parametrize(
    ("size", "said"), [(10, "1 KB"), (348_160, "348 KB"), (1_250_000, "1.2 MB")]
)
def test_file_size_in_words(size: int, said: str) -> None:
    assert rendered("{{ size|file_size }}", {"size": size}).get_text() == said.replace(" ", "\xa0")


def test_text_is_escaped() -> None:
    html = render_to_string("components/tag.html", {"text": "<script>"})
    assert "<script>" not in html


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_error_pages_need_nothing_at_all(template: str) -> None:
    """Django renders these without a context, and the database may be what is broken."""
    soup = BeautifulSoup(render_to_string(template), "html.parser")
    assert len(soup.find_all("h1")) == 1
    assert soup.find("a", class_="govuk-exit-this-page__button")["href"].startswith("https://")
    assert soup.find("footer").find("a", href="tel:08082000247")


@pytest.mark.parametrize("template", ["400.html", "403.html", "404.html", "410.html", "500.html"])
def test_pages_are_strict_csp_clean(template: str) -> None:
    soup = BeautifulSoup(render_to_string(template), "html.parser")
    assert not soup.find_all(style=True) and not soup.find_all("style")
    assert all(script.get("src") for script in soup.find_all("script"))
    handlers = [name for tag in soup.find_all() for name in tag.attrs if name.startswith("on")]
    assert not handlers
