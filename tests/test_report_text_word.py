"""A Word document becomes the text that Word shows, and nothing that it hides."""

import pytest
from docx.shared import RGBColor
from word_reports import WordReport

from reviews.anonymisation.surfaces import Refusal
from reviews.report_text import markup, word
from reviews.report_text.rendering import render


def brought_in(report: WordReport) -> tuple[str, list]:
    blocks, warnings = word.read(report.data)
    return markup.write(blocks), warnings


def test_lists_that_word_numbers_carry_their_numbers():
    report = WordReport(first_section=15)
    report.heading("Recommendations")
    report.paragraph("First.", level=1)
    report.paragraph("Deeper.", level=2)
    report.paragraph("Deeper again.", level=2)
    report.paragraph("Second.", level=1)
    report.paragraph("With a letter.", level=3)
    report.heading("Next")
    report.paragraph("Begins anew.", level=1)
    text, _ = brought_in(report)
    assert text == (
        "# 15. Recommendations\n\n15.1 First.\n\n15.1.1 Deeper.\n\n15.1.2 Deeper again.\n\n"
        "15.2 Second.\n\n- a) With a letter.\n\n# 16. Next\n\n16.1 Begins anew.\n"
    ).replace("- a)", "--- a)")


def test_numbers_that_were_typed():
    report = WordReport()
    report.paragraph("4.2\tThe practice rang twice.")
    bold = report.paragraph()
    bold.add_run("15.10.1 ").bold = True
    bold.add_run("Ask who is in the room.")
    report.paragraph("2019 was the year in which they met and moved to the coast together.")
    text, _ = brought_in(report)
    assert text.startswith(
        "4.2 The practice rang twice.\n\n15.10.1 Ask who is in the room.\n\n2019 was"
    )


def test_notes_links_lists_and_looks():
    report = WordReport()
    report.heading("Facts")
    paragraph = report.paragraph("They had ", level=1)
    paragraph.add_run("never").italic = True
    paragraph.add_run(" met")
    report.note(paragraph, "As the family told it.")
    report.paragraph("One thing", style="List Bullet")
    report.paragraph("Another", style="List Bullet")
    report.paragraph("Somebody said so.", style="Quote")
    text, _ = brought_in(report)
    assert "1.1 They had *never* met[^1]" in text
    assert "- One thing\n- Another" in text
    assert "> Somebody said so." in text
    assert text.endswith("[^1]: As the family told it.\n")
    assert "<em>never</em>" in render(markup.read(text))


def test_what_nobody_saw_on_the_page_does_not_come_in():
    report = WordReport()
    report.heading("Facts")
    paragraph = report.paragraph("Seen.", level=1)
    hidden = paragraph.add_run(" Wilhelmina")
    hidden.font.hidden = True
    white = paragraph.add_run(" Bartholomew")
    white.font.color.rgb = RGBColor(255, 255, 255)
    report.tracked(paragraph, " Clementine", " Ottoline")
    report.document.add_comment(paragraph.runs[0], text="Ask Theodora", author="Philippa")
    section = report.document.sections[0]
    section.header.paragraphs[0].text = "Running head of Cornelius"
    section.footer.paragraphs[0].text = "Page 1 of Leopold"
    report.document.core_properties.author = "Marmaduke"
    text, warnings = brought_in(report)
    assert text == "# 1. Facts\n\n1.1 Seen.\n"
    assert dict(warnings) == {"changes": 2, "hidden": 2}


def test_page_furniture_is_left_out_and_named():
    report = WordReport()
    report.document.styles["Heading 1"].element.pPr.remove(
        report.document.styles["Heading 1"].element.pPr.find(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}numPr"
        )
    )
    for line in (
        "Report of the panel",
        "OFFICIAL-SENSITIVE",
        "May 2019",
        "Page 1 of 24 14 January 2020",
    ):
        report.paragraph(line)
    report.heading("Contents")
    report.paragraph("The Review Process 4")
    report.paragraph("The Facts\t12")
    report.paragraph("Page 3 of 24 14 January 2020")
    report.heading("1. The Review Process")
    report.paragraph("1.1 The panel met in the spring")
    report.paragraph("Page 4 of 24 14 January 2020")
    text, warnings = brought_in(report)
    assert text == "# 1. The Review Process\n\n1.1 The panel met in the spring\n"
    dropped = [words for code, words in warnings if code == "left-out"]
    assert "OFFICIAL-SENSITIVE" in dropped and "The Facts 12" in dropped
    assert "Page 4 of 24 14 January 2020" in dropped


def test_tables_with_joined_cells_and_several_lines():
    report = WordReport()
    report.heading("Plan")
    report.document.add_paragraph("Table 1: Action plan", style="Caption")
    table = report.table(
        [
            ["Recommendation", "Lead Agency", "Target Date"],
            ["a) Agree a policy.\nb) Train.", "Council | ICB", "ASAP"],
            ["Ask.", "Practice", "31/12/22"],
            ["Ask again.", "Practice", "31/12/22"],
        ]
    )
    table.cell(2, 1).merge(table.cell(3, 1)).text = "Practice"
    table.cell(3, 0).merge(table.cell(3, 0))
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Who and when"
    html = render(word.read(report.data)[0])
    assert "<caption>Table 1: Action plan</caption>" in html
    assert '<th scope="col" colspan="2">Who and when</th>' in html
    assert "<td><p>a) Agree a policy.</p>\n<p>b) Train.</p>\n</td>" in html
    assert "<td>Council | ICB</td>" in html
    assert '<td rowspan="2">Practice</td>' in html


def test_words_of_text_boxes_come_in_and_pictures_are_counted(tmp_path):
    from PIL import Image

    picture = tmp_path / "a.png"
    Image.new("RGB", (20, 20)).save(picture)
    report = WordReport()
    report.heading("Facts")
    report.document.add_picture(str(picture))
    text, warnings = brought_in(report)
    assert text == "# 1. Facts\n"
    assert ["pictures", 1] in warnings


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7 x", b"PK\x03\x04 damaged", b"\xd0\xcf\x11\xe0 old"]
)
def test_other_files_are_refused_with_a_sentence(data):
    with pytest.raises(Refusal) as refused:
        word.read(data)
    assert len(refused.value.sentence) > 20


def test_a_short_bold_line_becomes_a_heading_and_is_named():
    report = WordReport()
    report.heading("Analysis")
    report.paragraph().add_run("Health services").bold = True
    report.paragraph("They met.", level=1)
    text, warnings = brought_in(report)
    assert "## Health services" in text
    assert ["guessed-heading", "Health services"] in warnings
