"""The identifier of a review for machines: random, the same in every edition and under any slug.

It is the UUID that a review's page is given with its first draft (docs/decisions/0014). It says
nothing of how many drafts there are, and is looked up among what is current alone.
"""

from uuid import UUID

from django.db.models import F

from reviews.models import Publication
from reviews.models.ledger import PublicationQuerySet

COLUMN = "edition__review__translation_key"


def identified(publications: PublicationQuerySet) -> PublicationQuerySet:
    """The same publications, each with its review's ``stable_id``."""
    return publications.annotate(stable_id=F(COLUMN))


def current_by_id(stable_id: UUID) -> Publication | None:
    """The current publication of a review, if it is whole."""
    current = Publication.objects.current().filter(edition__review__translation_key=stable_id)
    found = identified(current).first()
    return found if found is not None and found.is_intact else None


def identity_of(publication: Publication) -> UUID:
    """Raises ``AttributeError`` where the publication was not asked for with ``identified``."""
    return publication.stable_id  # type: ignore[attr-defined]
