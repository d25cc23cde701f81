"""A second edition of a review, and a third: changed, judged and published as the first was."""

import factories

from reviews import publication
from reviews.models import Publication, ReviewPage


def submit_again(made: Publication, people, **changes):
    page = ReviewPage.objects.get(pk=made.edition.review_id)
    review = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(review, name, value)
    review.save_revision(user=people.editor, log_action=True)
    return publication.submit(review=review, user=people.editor)


def publish(edition, people, **fields) -> Publication:
    """On a letter of its own, as one approval rests on one letter."""
    factories.clear(edition, people)
    publication.approve(
        edition=edition,
        user=people.home_office,
        decision=factories.make_decision(edition.review, people),
        statement="Compared.",
    )
    factories.sign_off(edition, people, **fields)
    return publication.publish(edition=edition, user=people.board)


def publish_again(made: Publication, people, **changes) -> Publication:
    return publish(submit_again(made, people, **changes), people)
