"""Row locks: of two who act on one review at once, the second waits for the first."""

from reviews.models import ReviewIndexPage, ReviewPage


def lock_review(review_id: int) -> None:
    """On SQLite every transaction already holds the database's one write lock."""
    ReviewPage.objects.select_for_update(of=("self",)).filter(pk=review_id).first()


def lock_addresses() -> None:
    """Two reviews of one address, published at once, must not both find it free."""
    ReviewIndexPage.objects.select_for_update(of=("self",)).order_by("pk").first()
