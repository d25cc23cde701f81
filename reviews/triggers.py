"""Which tables of the ledger the database refuses to change: see ``setdab.immutability``."""

from collections.abc import Iterator

from setdab.immutability import Trigger, frozen, not_replaced

FROZEN_TABLES = (
    "reviews_edition",
    "reviews_anonymisationclearance",
    "reviews_homeofficeapproval",
    "reviews_boardsignoff",
    "reviews_publication",
    "reviews_withdrawal",
)
UNIQUE_KEYS = {
    "reviews_edition": ("id", "review_id, number"),
    "reviews_withdrawal": ("publication_id",),
}
CONTENT_TABLE = "reviews_editioncontent"
FILE_TABLE = "reviews_reportfile"

# True while the edition of OLD is public or still to become public: see PublicationQuerySet.current.
_MAY_BE_PUBLIC = """EXISTS (
    SELECT 1 FROM reviews_publication p
    JOIN reviews_edition e ON e.id = p.edition_id
    WHERE p.edition_id = OLD.edition_id
    AND NOT EXISTS (SELECT 1 FROM reviews_withdrawal w WHERE w.publication_id = p.edition_id)
    AND NOT EXISTS (
        SELECT 1 FROM reviews_publication p2
        JOIN reviews_edition e2 ON e2.id = p2.edition_id
        LEFT JOIN reviews_withdrawal w2 ON w2.publication_id = p2.edition_id
        WHERE e2.review_id = e.review_id AND e2.number > e.number AND p2.public_from <= {now}
        AND (w2.withdrawn_at IS NULL OR w2.withdrawn_at >= p2.public_from
            OR p2.public_from <= p2.published_at)
    )
)"""


def ledger_triggers(vendor: str) -> Iterator[Trigger]:
    for table in FROZEN_TABLES:
        yield from frozen(table, vendor, *UNIQUE_KEYS.get(table, ("edition_id",)))
    yield Trigger(FILE_TABLE, "UPDATE")
    # Not now(): on PostgreSQL that is when the transaction began.
    clock = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')"}.get(vendor, "clock_timestamp()")
    yield Trigger(CONTENT_TABLE, "UPDATE")
    yield Trigger(CONTENT_TABLE, "DELETE", _MAY_BE_PUBLIC.format(now=clock))
    yield from not_replaced(CONTENT_TABLE, vendor, "edition_id")
