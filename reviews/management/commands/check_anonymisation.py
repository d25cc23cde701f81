import json
import secrets
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviews import protected
from reviews.anonymisation import reading
from reviews.anonymisation.checker import examine, outcome_of
from reviews.anonymisation.identifiers import Identifier, InvalidIdentifier
from reviews.anonymisation.known import Known
from reviews.anonymisation.register import Register, TagSet, review_key, tags_of
from reviews.anonymisation.rules import RULES, Level, level_of
from reviews.anonymisation.surfaces import Finding
from reviews.files import CHUNK
from reviews.models import ReviewPage


class Command(BaseCommand):
    help = (
        "Checks files as the site does before an edition is cleared. Exits with 0 only where every "
        "file passes. Prints places, and never what stands there."
    )
    # Everything is asked of the files themselves; a broken site must not keep anybody from checking.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        source = parser.add_mutually_exclusive_group()
        source.add_argument(
            "--terms",
            metavar="FILE",
            help="JSON lines with kind (name, date_of_birth, address, phone, email, nhs, other), "
            "value and person. Read into memory only.",
        )
        source.add_argument(
            "--review",
            metavar="SLUG",
            help="Use the register of this review (address or reference).",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        register = self._register(options)
        passed = True
        for name in options["files"]:
            result, advice = check_file(Path(name), register)
            passed = passed and result["outcome"] == Level.PASS.name
            if options["format"] == "json":
                self.stdout.write(json.dumps(result))
            else:
                self._print(result, advice)
        if not passed:
            sys.exit(1)

    def _register(self, options: dict[str, Any]) -> Register | None:
        if options["terms"]:
            return register_of_terms(Path(options["terms"]))
        if not options["review"]:
            return None
        wanted = options["review"]
        found = ReviewPage.objects.filter(slug=wanted) | ReviewPage.objects.filter(
            working_reference=wanted
        )
        review = found.first()
        if review is None:
            raise CommandError("There is no review with this address or reference.")
        if not protected.people_of(review.pk):
            raise CommandError("The register of this review is empty: enter who is protected.")
        try:
            return protected.register_of(review.pk)
        except protected.RegisterUnusable as problem:
            raise CommandError(str(problem)) from problem

    def _print(self, result: dict[str, Any], advice: dict[str, str]) -> None:
        self.stdout.write(f"{result['outcome']}  {result['file']}")
        for finding in result["findings"]:
            rule = RULES[finding["rule"]]
            page = f", page {finding['page']}" if finding["page"] else ""
            self.stdout.write(
                f"  {finding['level']}  {rule.title} ({finding['surface']}{page})"
                f" × {finding['count']}. {advice.get(rule.name, rule.what_to_do)}"
            )


def check_file(path: Path, register: Register | None) -> tuple[dict[str, Any], dict[str, str]]:
    """What the command prints of one file, and for REFUSE rules what to do."""
    try:
        digest = _sha256(path)
    except OSError as error:
        # A file that isn't there must not pass for one that was checked.
        raise CommandError(f"{path} can’t be read: {error.strerror}.") from error
    part = path.name
    found = examine({part: reading.read_file(path, part)}, register=register, known=Known())[part]
    advice = {
        one.rule: one.note for one in found if one.note and level_of(one.rule) == Level.REFUSE
    }
    result = {
        "file": str(path),
        "sha256": digest,
        "outcome": outcome_of(found).name,
        "findings": _counted(found),
    }
    return result, advice


def _sha256(path: Path) -> str:
    import hashlib

    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            digest.update(chunk)
    return digest.hexdigest()


def _counted(found: list[Finding]) -> list[dict[str, Any]]:
    places = Counter((one.rule, one.surface, one.page) for one in found)
    lines = []
    for (rule, surface, page), count in places.items():
        line = {
            "rule": rule,
            "level": level_of(rule).name,
            "surface": surface,
            "page": page,
            "count": count,
        }
        lines.append(line)
    return sorted(lines, key=lambda line: (-level_of(line["rule"]), line["page"] or 0))


def register_of_terms(path: Path) -> Register:
    """A register for this run alone. Its key is made now and never leaves the memory."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError("The file of terms can’t be read as UTF-8 text.") from error
    key = review_key(secrets.token_bytes(32), "terms")
    tags = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            kind, text, person = value["kind"], value["value"], str(value.get("person", ""))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(
                f"Line {number} of the terms is not JSON with “kind” and “value”."
            ) from error
        try:
            tags.append(tags_of([Identifier(kind, text, person)], key))
        except InvalidIdentifier:
            # Looked for as it stands, rather than not at all.
            tags.append(_as_plain_text(number, text, person, key))
    return Register(key, tags)


def _as_plain_text(number: int, text: str, person: str, key: bytes) -> TagSet:
    try:
        return tags_of([Identifier("other", text, person)], key)
    except InvalidIdentifier as error:
        raise CommandError(f"Line {number} of the terms: {error}") from error
