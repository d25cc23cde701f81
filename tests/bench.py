"""Times public pages over a library of 10,000 reviews, in a database of its own.

It fails where a page asks the database more often than with ten. The library with a search and
three facets is to take less than 50 ms on either database.

make bench, or with tests/with_postgresql.py before it for PostgreSQL
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

FOLDER = tempfile.mkdtemp(prefix="setdab-bench-")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER}/bench.sqlite3")
os.environ["DJANGO_SETTINGS_MODULE"] = "setdab.settings.test"
sys.path.insert(0, str(Path(__file__).parent))

REVIEWS = int(os.environ.get("REVIEWS", "10000"))
FEW = 10
PAGES = 3
ROUNDS = 30
FACETS = (
    "/reviews/?q=landlord+noise&area=Harlow&area=Thurrock&theme=Housing&relationship=Former+partner"
)
# Each finds something with ten publications, so that what it asks of ten can be compared; but for
# the search with facets about persons, which are not answered for fewer than three.
ADDRESSES = (
    "/",
    "/reviews/",
    "/reviews/?page=400",
    "/reviews/?q=landlord",
    FACETS,
    "/reviews/?q=gardens&theme=Housing&scheme=DHR&published=2026",
    "/reviews/?q=landlrod",
    "{review}",
    "{file}",
    "/reviews/feed/",
    "/search/?q=learned",
)


def main() -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    import factories
    from many import many_publications

    people = factories.make_people()
    factories.make_site()
    first = factories.make_publication(people)
    many_publications(FEW - 1, people, PAGES)
    review = f"/reviews/{first.content.slug}/"
    urls = [one.format(review=review, file=f"{review}overview-report.pdf") for one in ADDRESSES]
    few = [queries(url) for url in urls]
    for done in range(FEW, REVIEWS, 1000):
        many_publications(min(1000, REVIEWS - done), people, PAGES)
    with connection.cursor() as cursor:
        # As a server does by itself in the night.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"{REVIEWS} publications, {connection.vendor}, {ROUNDS} rounds, milliseconds")
    grown = 0
    for url, before in zip(urls, few, strict=True):
        number = queries(url)
        print(f"{url:95} {timed(url)}  queries {number}")
        if number > before and url != FACETS:
            grown += 1
            print(f"    With {FEW} publications it asked {before} times.")
    return 1 if grown else 0


def timed(url: str) -> str:
    from django.test import Client

    client = Client()
    times, work = [], []
    for _ in range(ROUNDS):
        start, worked = time.perf_counter(), time.process_time()
        response = client.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        times.append((time.perf_counter() - start) * 1000)
        work.append((time.process_time() - worked) * 1000)
    if response.status_code != 200:
        raise SystemExit(f"{url} answers {response.status_code}")
    return (
        f"{len(body):>8} bytes  median {statistics.median(times):6.1f}  "
        f"processor {statistics.median(work):6.1f}  max {max(times):6.1f}"
    )


def queries(url: str) -> int:
    """How often one request asks, once what is kept between requests has been fetched."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            response = Client().get(url)
            if response.streaming:
                list(response.streaming_content)
    return len(captured)


if __name__ == "__main__":
    sys.exit(main())
