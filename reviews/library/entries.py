"""Writes the library's rows: own words with the publication, the words of files by a task."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django_tasks import task

from reviews.content import ReviewContent
from reviews.library.passages import (
    Piece,
    file_pieces,
    own_pieces,
    report_pieces,
    rows_of,
)
from reviews.library.words import stemmed, words_in
from reviews.models import LibraryEntry, LibraryPassage, LibraryWord, Publication

logger = logging.getLogger(__name__)

TRIES = 3
LONGEST_STEMS = 400_000
# Suggestions are for words that people mistype.
SHORTEST_WORD, LONGEST_WORD = 4, 24


def add(publication: Publication) -> LibraryEntry:
    """Write the edition's own words now, and have its files read."""
    entry = write_entry(publication)
    if publication.content.files:
        read_files.enqueue(publication_id=publication.pk)
    return entry


def add_missing() -> int:
    """Of whatever is published and has no entry: after an upgrade that emptied the library."""
    made = 0
    publications = Publication.objects.not_withdrawn().filter(
        library_entry=None, edition__content__isnull=False
    )
    for publication in publications.select_related("edition__content").intact():
        add(publication)
        made += 1
    return made


@transaction.atomic
def write_entry(publication: Publication) -> LibraryEntry:
    """Takes the place of what the library had of this publication."""
    remove([publication.pk])
    content = publication.content
    own, reports = own_pieces(content), report_pieces(content)
    entry = LibraryEntry.objects.create(publication=publication, **columns_of(publication))
    pieces = [*own, *reports]
    LibraryPassage.objects.bulk_create(rows_of(publication.pk, pieces))
    count_words(Counter(vocabulary(piece.text for piece in pieces)))
    return entry


def columns_of(publication: Publication) -> dict[str, object]:
    content = publication.content
    return {
        "area": content.area,
        "partnership": content.partnership,
        "year_published": timezone.localtime(publication.public_from).year,
        "year_of_death": content.year_of_death,
        "death_type": content.death_type,
        "relationship": content.relationship,
        "scheme": content.scheme,
        "themes": "".join(f"\n{name}\n" for name in sorted(set(content.themes))),
        "title_stems": stemmed([content.title], LONGEST_STEMS),
        "own_stems": stemmed(_own_words(content), LONGEST_STEMS),
        "report_stems": stemmed((one.text for one in report_pieces(content)), LONGEST_STEMS),
    }


@transaction.atomic
def remove(keys: Iterable[int]) -> None:
    """Take all that the library has of these publications out of it, full-text rows included."""
    passages = LibraryPassage.objects.filter(publication__in=list(keys))
    texts: dict[int, list[str]] = defaultdict(list)
    for key, text in passages.values_list("publication_id", "text").iterator():
        texts[key].append(text)
    for of_one in texts.values():
        _forget_words(vocabulary(of_one))
    passages.delete()
    LibraryEntry.objects.filter(publication__in=list(keys)).delete()


def remove_withdrawn() -> int:
    withdrawn = _withdrawn().values_list("pk", flat=True)
    keys = list(LibraryEntry.objects.filter(pk__in=withdrawn).values_list("pk", flat=True))
    remove(keys)
    return len(keys)


@task()
def read_files(*, publication_id: int, tries: int = 1) -> None:
    publication = (
        Publication.objects.filter(pk=publication_id, edition__content__isnull=False)
        .select_related("edition__content")
        .first()
    )
    if publication is None or not publication.is_intact:
        return
    try:
        with transaction.atomic():
            _read_files(publication)
    except Exception as error:
        # The message of an error may hold words of the file.
        logger.error("Reading edition %d for search: %s", publication_id, type(error).__name__)
        if tries < TRIES:
            _again(publication_id, tries + 1)


@task()
def forget_withdrawn() -> None:
    remove_withdrawn()


def _read_files(publication: Publication) -> None:
    pieces = [piece for file in publication.content.files for piece in file_pieces(file)]
    # Withdrawn while its files were read: nothing of it is kept.
    entry = LibraryEntry.objects.select_for_update().filter(pk=publication.pk).first()
    if entry is None:
        return
    if _withdrawn().filter(pk=publication.pk).exists():
        remove([publication.pk])
        return
    add_file_pieces(entry, pieces)


def add_file_pieces(entry: LibraryEntry, pieces: list[Piece]) -> None:
    passages = LibraryPassage.objects.filter(publication=entry.pk)
    before = vocabulary(passages.values_list("text", flat=True))
    passages.filter(page__isnull=False).delete()
    LibraryPassage.objects.bulk_create(rows_of(entry.pk, pieces))
    after = vocabulary(passages.values_list("text", flat=True))
    count_words(Counter(after - before))
    _forget_words(before - after)
    entry.file_stems = stems_of_files(pieces)
    entry.files_read_at = timezone.now()
    entry.save(update_fields=["file_stems", "files_read_at"])


def _withdrawn() -> QuerySet[Publication]:
    return Publication.objects.exclude(withdrawal=None)


def _again(publication_id: int, tries: int) -> None:
    if read_files.get_backend().supports_defer:
        later = timezone.now() + timedelta(minutes=tries)
        read_files.using(run_after=later).enqueue(publication_id=publication_id, tries=tries)
    else:
        read_files.enqueue(publication_id=publication_id, tries=tries)


def _own_words(content: ReviewContent) -> list[str]:
    lists = [content.area, content.partnership, content.scheme, *content.themes]
    return [*(piece.text for piece in own_pieces(content)[1:]), *lists]


def stems_of_files(pieces: Iterable[Piece]) -> str:
    return stemmed((piece.text for piece in pieces), LONGEST_STEMS)


def vocabulary(texts: Iterable[str]) -> set[str]:
    return {
        word
        for text in texts
        for word in words_in(text)
        if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word.isalpha()
    }


def count_words(uses: Mapping[str, int]) -> None:
    """In order, so that two publications at once never wait for each other."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO reviews_libraryword (word, length, uses) VALUES (%s, %s, %s) "
            "ON CONFLICT (word) DO UPDATE SET uses = reviews_libraryword.uses + excluded.uses",
            [(word, len(word), uses[word]) for word in sorted(uses)],
        )


def _forget_words(words: set[str]) -> None:
    ordered = sorted(words)
    for start in range(0, len(ordered), 500):
        some = LibraryWord.objects.filter(word__in=ordered[start : start + 500])
        some.filter(uses__lte=1).delete()
        some.update(uses=F("uses") - 1)
