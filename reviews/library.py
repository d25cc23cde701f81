"""The library's projection for search: made when a review is published, asked through the ledger."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.html import strip_tags

from home.search import Hit
from reviews.models import LibraryEntry, Publication
from reviews.presentation import listed


def add(publication: Publication) -> LibraryEntry:
    content = publication.content
    words = [content.title, content.sentence, content.summary, content.partnership, content.area]
    text = strip_tags(" ".join([*words, *content.themes]).replace("<", " <")).lower()
    entry, _ = LibraryEntry.objects.update_or_create(
        publication=publication, defaults={"text": " ".join(text.split())}
    )
    return entry


def search(query: str, limit: int) -> Iterable[Hit]:
    match = Q()
    for word in query.lower().split():
        match &= Q(library_entry__text__contains=word)
    found = Publication.objects.current().filter(match)[:limit].intact()
    return [
        Hit(title=item.title, url=item.url, text=item.sentence)
        for item in (listed(publication) for publication in found)
    ]
