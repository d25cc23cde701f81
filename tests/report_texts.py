"""Reports made ready to be read online, through the screens that editors use."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from word_reports import WordReport

from reviews.models import ReportDraft, ReviewPage

KIND = "overview-report"
REASON = "The cover and the tables are set in another way."


def word_report(extra: str = "") -> bytes:
    """A report with a paragraph 4.2, a table and a note."""
    report = WordReport(first_section=4)
    report.heading("Terms of reference")
    report.paragraph("The panel met in the spring.", level=1)
    paragraph = report.paragraph("The practice rang twice", level=1)
    paragraph.add_run(f" and nobody answered.{extra}")
    report.note(paragraph, "As the family told it.")
    report.paragraph("Nobody asked why.", level=2)
    report.table([["Agency", "What it did"], ["Council", "Wrote a letter"], ["Surgery", "Rang"]])
    return report.data


def address(review: ReviewPage, kind: str = KIND) -> str:
    return reverse("review_report_text", args=[review.pk, kind])


def upload(client, review: ReviewPage, data: bytes | None = None, kind: str = KIND):
    file = SimpleUploadedFile("Jane Doe final.docx", word_report() if data is None else data)
    return client.post(address(review, kind), {"action": "bring-in", "file": file})


def accept(client, review: ReviewPage, kind: str = KIND, reason: str = REASON):
    draft = ReportDraft.objects.get(review=review, kind=kind)
    values = {"action": "accept", "version": draft.version, "reason": reason}
    return client.post(address(review, kind), values)


def read_on_line(client, people, review: ReviewPage, data: bytes | None = None, kind: str = KIND):
    """Brought in and accepted by the editor."""
    client.force_login(people.editor)
    assert upload(client, review, data, kind).status_code == 302
    assert accept(client, review, kind).status_code == 302
    client.logout()
    return ReportDraft.objects.get(review=review, kind=kind)
