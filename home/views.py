from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from setdab.addresses import absolute

from home.search import search_everything
from home.sitemaps import SITEMAPS

MAX_QUERY_LENGTH = 100
XML = "application/xml"
# The most that the protocol of sitemaps allows.
ADDRESSES_PER_FILE = 50_000


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All addresses in one file or, beyond what one may hold, a list of files: ``?p=2``."""
    addresses = [url for section in SITEMAPS.values() for url in section().get_urls()]
    files = Paginator(addresses, ADDRESSES_PER_FILE)
    asked = request.GET.get("p")
    if asked is None and files.num_pages > 1:
        here = absolute(reverse("sitemap"))
        places = [{"location": f"{here}?p={number}"} for number in files.page_range]
        response = render(request, "sitemap_index.xml", {"sitemaps": places}, XML)
    else:
        try:
            page = files.page(asked or 1)
        except InvalidPage as error:
            raise Http404 from error
        response = render(request, "sitemap.xml", {"urlset": page.object_list}, XML)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Search results and filtered lists are not here: who may not fetch a page does not see that
    it says “noindex”, and lists its address all the same.
    """
    lines = [
        "User-agent: *",
        "Disallow: /manage/",
        "Disallow: /accounts/",
        f"Sitemap: {absolute(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_QUERY_LENGTH]
    results = search_everything(query) if query else []
    context = {"query": query, "results": results}
    response = render(request, "home/search.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
