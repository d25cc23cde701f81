from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from protocols.agreements.format import ReadAgreement, read_agreement
from protocols.agreements.loading import LoadReport, load
from protocols.agreements.refusal import FormatRefused


class Command(BaseCommand):
    help = (
        "Creates or updates an agreement, its version and the organisations of its Appendix 1 from a "
        "file (docs/agreement-format.md). Can be run again. A file that does not have the form is "
        "refused with the line and the reason, and then nothing is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            source = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        try:
            agreement = read_agreement(source)
            report = load(agreement)
        except FormatRefused as refusal:
            raise CommandError(f"{file}, line {refusal.line}: {refusal.reason}") from refusal
        self._tell(agreement, report)

    def _tell(self, agreement: ReadAgreement, report: LoadReport) -> None:
        say = self.stdout.write
        version = report.version
        rows = [
            len(passage.rows)
            for section in agreement.sections
            for passage in section.passages
            if passage.type == "data_fields"
        ]
        numbered = [partner.name for partner in agreement.partners if partner.ico_number]
        say(f"Read: {version.title}, version {version.number} ({version.get_status_display()})")
        say(f"  sections: {len(agreement.sections)}")
        say(f"  data-field rows: {sum(rows)}")
        say(f"  organisations in Appendix 1: {len(agreement.partners)}")
        say(f"  of these with an ICO number: {len(numbered)}")
        say(f"  parts of Appendix 2: {len(agreement.legislation)}")
        say(f"Page: {'made' if report.is_new_page else 'found'}")
        say(
            f"Version: {'frozen now' if report.is_new_version else 'already frozen, word for word'}"
        )
        say(f"  address: {version.get_absolute_url()}")
        say(f"  SHA-256: {version.digest}")
        say(f"Organisations: {len(report.new_organisations)} new")
        for name in report.changed_organisations:
            say(f"  filled in: {name}")
        for name in report.no_longer_partners:
            say(f"  no longer in Appendix 1: {name}")
        for remark in report.remarks:
            say(remark)
