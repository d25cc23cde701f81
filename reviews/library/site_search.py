"""Reviews among the results of the site-wide search."""

from collections.abc import Iterable

from home.search import Hit
from reviews.library import closest
from reviews.library.marking import best_passages, marked
from reviews.library.query import parse
from reviews.models import Publication
from reviews.presentation import listed


def search(query: str, limit: int) -> Iterable[Hit]:
    asked = parse(query)
    found = list(closest.publications(Publication.objects.current(), asked, limit).intact())
    passages = best_passages(found, asked)
    hits = []
    for publication in found:
        item = listed(publication)
        first = passages.get(publication.pk, [])[:1]
        hits.append(
            Hit(
                title=item.title,
                url=item.url,
                text=item.sentence,
                passages=first,
                fragments=marked(item.sentence, asked, 80),
            )
        )
    return hits
