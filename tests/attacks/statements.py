"""Roads through the database itself, as somebody with an SQL prompt would try them."""

from django.db import connection
from django.utils import timezone

from attacks import attempt, road, sql
from attacks.target import Target
from reviews import triggers
from reviews.models import EditionContent

INTO_PUBLICATION = """reviews_publication (
    edition_id, clearance_id, approval_id, sign_off_id, published_by_id, published_at, public_from
) VALUES (%s, %s, %s, %s, %s, %s, %s)"""


def _publication(target: Target, edition: int, *links: int) -> list[object]:
    now = timezone.now()
    return [edition, *links, target.people.board.pk, now, now]


def upsert(table: str, key: str, values: dict[str, object]) -> list[str]:
    """Every way of writing over the row that ``key`` (one or more columns) would clash with."""
    columns, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    insert = f"INTO {table} ({columns}) VALUES ({marks})"
    changes = ", ".join(f"{name} = excluded.{name}" for name in values)
    ways = [f"INSERT {insert} ON CONFLICT ({key}) DO UPDATE SET {changes}"]
    if connection.vendor == "sqlite":
        ways += [f"INSERT OR REPLACE {insert}", f"REPLACE {insert}"]
    return ways


@road
def publication_by_insert(target: Target) -> None:
    key, other = target.edition.pk, target.other.pk
    assert attempt(
        sql, f"INSERT INTO {INTO_PUBLICATION}", *_publication(target, key, other, other, other)
    )
    attempt(sql, f"INSERT INTO {INTO_PUBLICATION}", *_publication(target, key, key, key, key))


@road
def publication_of_another_review_replaced(target: Target) -> None:
    key, other = target.edition.pk, target.other.pk
    now = timezone.now()
    for edition, clash in ((key, "clearance_id"), (other, "edition_id")):
        values = {
            "edition_id": edition,
            "clearance_id": other,
            "approval_id": other,
            "sign_off_id": other,
            "published_by_id": target.people.board.pk,
            "published_at": now,
            "public_from": now,
        }
        for statement in upsert("reviews_publication", clash, values):
            assert attempt(sql, statement, *values.values())


@road
def content_of_another_review_replaced(target: Target) -> None:
    ours = EditionContent.objects.get(pk=target.edition.pk)
    values = {"edition_id": target.other.pk, "slug": ours.slug, "body": ours.body}
    for statement in upsert("reviews_editioncontent", "edition_id", values):
        assert attempt(sql, statement, *values.values())
    assert attempt(sql, "DELETE FROM reviews_editioncontent WHERE edition_id = %s", target.other.pk)


@road
def edition_of_another_review_replaced(target: Target) -> None:
    """By its key, and by review and number, which are unique too."""
    other = target.other.edition
    values = {
        "id": other.pk,
        "review_id": other.review_id,
        "number": other.number,
        "submitted_by_id": target.people.editor.pk,
        "submitted_at": timezone.now(),
        "revision_id": None,
        "writers": "[]",
        "file_digests": "{}",
        "digest": target.edition.digest,
    }
    for statement in upsert("reviews_edition", "id", values):
        assert attempt(sql, statement, *values.values())
    values["id"] = 9_999_999
    for statement in upsert("reviews_edition", "review_id, number", values):
        assert attempt(sql, statement, *values.values())


@road
def link_of_another_review_replaced(target: Target) -> None:
    values = {
        "edition_id": target.other.pk,
        "cleared_by_id": target.people.editor.pk,
        "cleared_at": timezone.now(),
        "statement": "Forged.",
        "checklist": "[]",
        "carried_from_id": None,
    }
    for statement in upsert("reviews_anonymisationclearance", "edition_id", values):
        assert attempt(sql, statement, *values.values())


@road
def rows_updated(target: Target) -> None:
    key, other = target.edition.pk, target.other.pk
    for table, column in (
        ("reviews_publication", "edition_id"),
        ("reviews_anonymisationclearance", "edition_id"),
        ("reviews_homeofficeapproval", "edition_id"),
        ("reviews_boardsignoff", "edition_id"),
        ("reviews_editioncontent", "edition_id"),
    ):
        assert attempt(sql, f"UPDATE {table} SET {column} = %s WHERE {column} = %s", key, other)
    assert attempt(sql, "UPDATE reviews_reportfile SET file = %s", target.files[0].file.name)


@road
def tables_emptied(target: Target) -> None:
    for table in triggers.FROZEN_TABLES:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            if cursor.fetchone()[0]:
                assert attempt(sql, f"DELETE FROM {table}")
        if connection.vendor == "postgresql":
            assert attempt(sql, f"TRUNCATE {table} CASCADE")
    if connection.vendor == "postgresql":
        assert attempt(sql, "TRUNCATE reviews_reportfile CASCADE")
        assert attempt(sql, "TRUNCATE wagtailcore_page CASCADE")


@road
def file_row_of_another_review_exchanged(target: Target) -> None:
    """Rows of files may be deleted (erasing); one in their place must not send other bytes."""
    secret = target.files[0]
    for sha256 in target.other.edition.file_digests.values():
        sql("UPDATE reviews_reviewpage SET executive_summary_id = NULL, overview_report_id = NULL")
        sql("DELETE FROM reviews_filepreparation")
        sql("DELETE FROM reviews_reportfile WHERE sha256 = %s", sha256)
        sql(
            "INSERT INTO reviews_reportfile (kind, file, sha256, size, pages, original_name, "
            "uploaded_by_id, uploaded_at, is_copy) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            secret.kind,
            secret.file.name,
            sha256,
            secret.size,
            secret.pages,
            secret.original_name,
            target.people.editor.pk,
            timezone.now(),
            True,
        )
