"""A thousand publications in a second or two, inserted in bulk."""

from collections import Counter
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import date, timedelta

import factories
from django.utils import timezone
from library_words import Written, written
from wagtail.models import Page

from reviews.content import ReviewContent, canonical_json, digest_of
from reviews.library import entries
from reviews.library.passages import Piece, own_pieces, report_pieces, rows_of
from reviews.models import (
    AnonymisationClearance,
    BoardSignOff,
    Edition,
    EditionContent,
    HomeOfficeApproval,
    HomeOfficeDecision,
    LibraryEntry,
    LibraryPassage,
    Publication,
    ReviewIndexPage,
    ReviewPage,
)

Writer = Callable[[ReviewContent, int, int], Written]


def many_publications(
    number: int, people: factories.People, pages: int = 1, write: Writer = written
) -> list[Publication]:
    """Publications of as many reviews, inserted in bulk: every digest is right, the files are one
    pair, and the newest comes first.
    """
    model = factories.make_publication(people)
    reviews = _bare_reviews(number, model.edition.review)
    decisions = HomeOfficeDecision.objects.bulk_create(
        HomeOfficeDecision(
            review=page, submitted_on=date(2022, 3, 1), recorded_by=people.home_office
        )
        for page in reviews
    )
    texts = {
        page.slug: write(model.content, int(page.slug.removeprefix("heather")), pages)
        for page in reviews
    }
    contents = [replace(texts[page.slug].content, slug=page.slug) for page in reviews]
    bodies = [canonical_json(content) for content in contents]
    editions = Edition.objects.bulk_create(
        Edition(
            review=page,
            number=1,
            submitted_by=people.editor,
            file_digests=content.file_digests(),
            digest=digest_of(body),
        )
        for page, content, body in zip(reviews, contents, bodies, strict=True)
    )
    EditionContent.objects.bulk_create(
        EditionContent(edition=edition, slug=content.slug, body=body)
        for edition, content, body in zip(editions, contents, bodies, strict=True)
    )
    AnonymisationClearance.objects.bulk_create(
        AnonymisationClearance(edition=edition, cleared_by=people.governance)
        for edition in editions
    )
    HomeOfficeApproval.objects.bulk_create(
        HomeOfficeApproval(
            edition=edition,
            decision=decision,
            confirmed_by=people.home_office,
            body_name="The Board",
            letter_date=date(2022, 7, 4),
        )
        for edition, decision in zip(editions, decisions, strict=True)
    )
    BoardSignOff.objects.bulk_create(
        BoardSignOff(edition=edition, signed_by=people.board) for edition in editions
    )
    now = timezone.now()
    made = Publication.objects.bulk_create(
        Publication(
            edition=edition,
            clearance_id=edition.pk,
            approval_id=edition.pk,
            sign_off_id=edition.pk,
            published_by=people.board,
            published_at=now - timedelta(hours=order + 1),
            public_from=now - timedelta(hours=order + 1),
        )
        for order, edition in enumerate(editions)
    )
    _fill_library({one.pk: texts[one.edition.review.slug].pieces for one in made})
    return made


def _fill_library(pieces: dict[int, list[Piece]]) -> None:
    """What the library writes of each, in bulk: ``test_query_counts`` compares the two."""
    rows, passages, uses = [], [], Counter[str]()
    now = timezone.now()
    for publication in Publication.objects.filter(pk__in=pieces).select_related("edition__content"):
        of_files = pieces[publication.pk]
        content = publication.content
        own = [*own_pieces(content), *report_pieces(content), *of_files]
        passages += rows_of(publication.pk, own)
        uses.update(entries.vocabulary(row.text for row in own))
        rows.append(
            LibraryEntry(
                publication=publication,
                **entries.columns_of(publication),
                file_stems=entries.stems_of_files(of_files),
                files_read_at=now,
            )
        )
    LibraryEntry.objects.bulk_create(rows, batch_size=500)
    LibraryPassage.objects.bulk_create(passages, batch_size=500)
    entries.count_words(uses)


def _bare_reviews(number: int, model: ReviewPage) -> list[ReviewPage]:
    """Rows of pages alone, without revisions: the public reads neither."""
    index = ReviewIndexPage.objects.get()
    numbers = range(index.numchild, index.numchild + number)
    pages = Page.objects.bulk_create(
        Page(
            title=f"Review into the death of ‘Heather{n}’",
            draft_title=f"Heather{n}",
            slug=f"heather{n}",
            path=index.path + Page._int2str(n + 9999).rjust(Page.steplen, "0"),
            depth=index.depth + 1,
            url_path=f"{index.url_path}heather{n}/",
            live=False,
            locale_id=model.locale_id,
            content_type_id=model.content_type_id,
        )
        for n in numbers
    )
    reviews = []
    for page in pages:
        review = copy(model)
        for field in Page._meta.concrete_fields:
            setattr(review, field.attname, getattr(page, field.attname))
        review.page_ptr_id = page.pk
        review.working_reference = f"REF-{page.slug}"
        review.save_base(raw=True, force_insert=True)
        reviews.append(review)
    index.numchild += number
    index.save(update_fields=["numchild"])
    return reviews
