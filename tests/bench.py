"""Times public pages over a library of 10,000 reviews, in a database of its own.

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
PAGES = 3
ROUNDS = 30
ADDRESSES = (
    "/",
    "/reviews/",
    "/reviews/?page=400",
    "/reviews/?q=landlord",
    "/reviews/?q=landlord+noise&area=Harlow&area=Thurrock&theme=Housing&relationship=Former+partner",
    "/reviews/?q=learning&area=Harlow&theme=Housing&published=2026",
    "/reviews/?q=landlrod",
    "{review}",
    "{file}",
    "/reviews/feed/",
    "/search/?q=learned",
)


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    call_command("migrate", verbosity=0)
    import factories
    from many import many_publications

    people = factories.make_people()
    factories.make_site()
    first = factories.make_publication(people)
    for done in range(1, REVIEWS, 1000):
        many_publications(min(1000, REVIEWS - done), people, PAGES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    review = f"/reviews/{first.content.slug}/"
    client = Client()
    print(f"{REVIEWS} publications, {connection.vendor}, {ROUNDS} rounds, milliseconds")
    for address in ADDRESSES:
        url = address.format(review=review, file=f"{review}overview-report.pdf")
        times, work = [], []
        size = 0
        for _ in range(ROUNDS):
            start, worked = time.perf_counter(), time.process_time()
            response = client.get(url)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            times.append((time.perf_counter() - start) * 1000)
            work.append((time.process_time() - worked) * 1000)
            size = len(body)
        median, slowest = statistics.median(times), max(times)
        line = f"{url:95} {response.status_code} {size:>8} bytes  median {median:6.1f}"
        print(f"{line}  processor {statistics.median(work):6.1f}  max {slowest:6.1f}")


if __name__ == "__main__":
    main()
