"""Being found: one address for each page, the sitemap, and what search engines are told."""

import json
import re

import factories
import pytest
from django.test import Client, override_settings
from hypothesis import given
from hypothesis import strategies as st
from setdab.linked_data import json_ld

from home import views

PAGES = ("/", "/reviews/", "/reviews/rowan/", "/information-sharing/templates/", "/api/")
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
breaking_out = st.sampled_from(
    ["</script>", "<!--", "<script>", "]]>", "\u2028", "&lt;", "</SCRIPT ", "\u2029alert()"]
)


def linked_data(address: str) -> dict[str, dict]:
    page = Client().get(address).content.decode()
    found = [json.loads(text) for text in BLOCK.findall(page)]
    assert all(one["@context"] == "https://schema.org" for one in found)
    return {one["@type"]: one for one in found}


def canonical(address: str, **headers: str) -> list[str]:
    page = Client().get(address, headers=headers).content.decode()
    return re.findall(r'<link rel="canonical"\s+href="([^"]*)">', page)


@given(st.lists(words | breaking_out, max_size=4))
def test_no_words_end_the_block_of_data(texts):
    block = str(json_ld({"name": "".join(texts), "list": texts}))
    inner = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not re.search("[<>&\u2028\u2029]", inner)
    assert json.loads(inner)["name"] == "".join(texts)
    assert json.loads(inner)["list"] == texts


@pytest.fixture
def made(people, home):
    return factories.make_publication(people, slug="rowan", chair="C. Chair", author="A. Author")


@pytest.mark.django_db
def test_a_page_has_one_address_whatever_was_asked(made):
    for address in PAGES:
        expected = [f"http://testserver{address}"]
        assert canonical(address) == expected
        assert canonical(f"{address}?from=mail", host="localhost") == expected


@pytest.mark.django_db
def test_what_is_no_page_of_its_own_has_no_address(made):
    for address in ("/search/?q=x", "/no-such-page/", "/reviews/no-such-review/"):
        assert canonical(address) == []


@pytest.mark.django_db
def test_a_review_is_a_report_with_its_documents(made):
    address = f"http://testserver/reviews/{made.content.slug}/"
    report = linked_data(f"/reviews/{made.content.slug}/")["Report"]
    assert (report["@id"], report["name"]) == (address, made.content.title)
    assert [one["name"] for one in report["author"]] == ["A. Author", "C. Chair"]
    assert report["isAccessibleForFree"] is True
    digests = {part["url"]: part["identifier"]["value"] for part in report["hasPart"]}
    assert digests == {
        f"{address}{kind}.pdf": digest for kind, digest in made.edition.file_digests.items()
    }
    said = json.dumps(report)
    assert made.content.death_type not in said
    assert made.content.relationship not in said


@pytest.mark.django_db
def test_breadcrumbs_are_told_in_order(made):
    crumbs = linked_data("/reviews/rowan/")["BreadcrumbList"]["itemListElement"]
    assert [(one["position"], one["item"]) for one in crumbs] == [
        (1, "http://testserver/"),
        (2, "http://testserver/reviews/"),
    ]


@pytest.mark.django_db
def test_the_list_is_a_dataset_whose_downloads_answer(made):
    dataset = linked_data("/reviews/")["Dataset"]
    assert len(dataset["distribution"]) == 4
    for one in dataset["distribution"]:
        answer = Client().get(one["contentUrl"].removeprefix("http://testserver"))
        assert answer.headers["Content-Type"].startswith(one["encodingFormat"])


@pytest.mark.django_db
def test_a_long_sitemap_is_cut_into_files(made, monkeypatch):
    whole = re.findall("<loc>(.*?)</loc>", Client().get("/sitemap.xml").content.decode())
    monkeypatch.setattr(views, "ADDRESSES_PER_FILE", 2)
    index = Client().get("/sitemap.xml").content.decode()
    assert "<sitemapindex" in index
    files = re.findall("<loc>http://testserver(.*?)</loc>", index)
    parts = [re.findall("<loc>(.*?)</loc>", Client().get(file).content.decode()) for file in files]
    assert [address for part in parts for address in part] == whole
    assert max(map(len, parts)) == 2
    for number in ("0", "99", "x"):
        assert Client().get(f"/sitemap.xml?p={number}").status_code == 404


@pytest.mark.django_db
def test_a_review_in_the_sitemap_has_the_day_of_its_edition(made):
    text = Client().get("/sitemap.xml").content.decode()
    day = made.public_from.strftime("%Y-%m-%d")
    assert f"/reviews/{made.content.slug}/</loc><lastmod>{day}</lastmod>" in text


@pytest.mark.django_db
def test_crawlers_may_fetch_what_says_that_it_is_not_for_the_index(home):
    robots = Client().get("/robots.txt", headers={"host": "localhost"}).content.decode()
    assert "Disallow: /search/" not in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    assert Client().get("/search/?q=x").headers["X-Robots-Tag"] == "noindex"


@pytest.mark.django_db
def test_a_trial_site_is_kept_out_of_search_engines(made):
    assert "X-Robots-Tag" not in Client().get("/reviews/rowan/").headers
    with override_settings(FOUND_BY_SEARCH_ENGINES=False):
        for address in (
            "/",
            "/reviews/rowan/",
            "/reviews/rowan/overview-report.pdf",
            "/robots.txt",
        ):
            assert Client().get(address).headers["X-Robots-Tag"] == "noindex"
