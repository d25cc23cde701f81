"""When an agreement has to be looked at again: a warning before, and an end to being current after."""

import calendar
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protocols.models import AgreementVersion

MONTHS_OF_WARNING = 3
MONTHS_OF_GRACE = 3


def months_from(day: date, months: int) -> date:
    """The same day some months on, or the last of a month that is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def oldest_review_date_still_current(today: date) -> date:
    """A version whose review date lies before this has left the list of current agreements."""
    return months_from(today, -MONTHS_OF_GRACE)


def is_overdue(version: "AgreementVersion", today: date) -> bool:
    return version.review_date is not None and version.review_date < today


def has_lapsed(version: "AgreementVersion", today: date) -> bool:
    oldest = oldest_review_date_still_current(today)
    return version.review_date is not None and version.review_date < oldest


def partial_date(value: str) -> str:
    """``2022-03`` and ``2022-03-31`` as people write them."""
    parts = [int(part) for part in value.split("-")]
    words = f"{calendar.month_name[parts[1]]} {parts[0]}"
    return f"{parts[2]} {words}" if len(parts) == 3 else words
