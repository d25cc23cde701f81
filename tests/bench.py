"""Times public pages over a library of 1,000 reviews, in a database of its own.

make bench
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

FOLDER = tempfile.mkdtemp(prefix="setdab-bench-")
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER}/bench.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "setdab.settings.test"
sys.path.insert(0, str(Path(__file__).parent))

REVIEWS = 1_000
ROUNDS = 30
ADDRESSES = (
    "/",
    "/reviews/",
    "/reviews/?page=40",
    "{review}",
    "{file}",
    "/reviews/feed/",
    "/search/?q=learned",
)


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    import factories
    from many import many_publications

    people = factories.make_people()
    factories.make_site()
    first = factories.make_publication(people)
    many_publications(REVIEWS - 1, people)
    review = f"/reviews/{first.content.slug}/"
    client = Client()
    print(f"{REVIEWS} publications, SQLite, {ROUNDS} rounds, milliseconds")
    for address in ADDRESSES:
        url = address.format(review=review, file=f"{review}overview-report.pdf")
        times = []
        size = 0
        for _ in range(ROUNDS):
            start = time.perf_counter()
            response = client.get(url)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            times.append((time.perf_counter() - start) * 1000)
            size = len(body)
        median, slowest = statistics.median(times), max(times)
        print(
            f"{url:45} {response.status_code} {size:>8} bytes  median {median:6.1f}  max {slowest:6.1f}"
        )


if __name__ == "__main__":
    main()
