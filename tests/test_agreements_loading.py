"""`manage.py load_agreement`: every word arrives, a malformed file changes nothing."""

from io import StringIO

import agreement_factories as agreements
import factories
import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from home.models import BoardSettings
from protocols.models import (
    AgreementPage,
    AgreementPartner,
    AgreementVersion,
    Organisation,
    OrganisationSuccession,
)

pytestmark = pytest.mark.django_db


def run(path: str) -> str:
    out = StringIO()
    call_command("load_agreement", path, stdout=out)
    return out.getvalue()


def everything() -> tuple[object, ...]:
    return (
        list(Page.objects.values_list("pk", "title", "latest_revision_id")),
        list(AgreementVersion.objects.values_list("pk", "digest")),
        list(Organisation.objects.values_list("pk", "name", "ico_number", "ig_lead", "kind")),
        list(AgreementPartner.objects.values_list("pk", "organisation_id", "position")),
        list(BoardSettings.objects.values_list("framework_email")),
    )


@pytest.mark.parametrize(
    "text", [agreements.source(), agreements.signed_form()], ids=["own", "signed"]
)
def test_every_word_of_the_file_is_on_the_page(home, client, tmp_path, text):
    report = run(agreements.write(tmp_path, text))
    words = agreements.words_of(client.get(agreements.ADDRESS))
    register = {"IG Lead", "Email", "Organisation Name", "ICO Notification reference"}
    register |= {"Kind", "Other names", "Robin Example", "robin@example.test"}
    for organisation in Organisation.objects.all():
        register |= {organisation.get_kind_display(), "; ".join(organisation.other_name_list)}
    for line in agreements.lines_of_file(text):
        if line in register:
            continue
        assert " ".join(line.split()) in words, line
    assert "sections: 5" in report
    assert "data-field rows: 5" in report
    assert "organisations in Appendix 1: 53" in report
    assert "with an ICO number: 1" in report


def test_appendices_rows_and_joined_names(home, client, tmp_path):
    run(agreements.write(tmp_path, agreements.signed_form()))
    response = client.get(agreements.ADDRESS)
    html = response.content.decode()
    assert html.count("<dfn>") == 1
    partners = html.split('class="govuk-table partners"')[1].split("</table>")[0]
    assert partners.count("<tr") == 54
    assert partners.count("Z6034810") == 1
    fields = html.split('class="govuk-table data-fields"')[1].split("</table>")[0]
    assert fields.count("<tr") == 6
    names = set(Organisation.objects.values_list("name", flat=True))
    assert {"Department for Working & Pensions", "Essex Adult's Social Care"} <= names
    assert len(names) == 53
    assert "Robin Example" not in html
    assert "robin@example.test" not in html
    lead = Organisation.objects.get(name="Essex County Council")
    assert (lead.ig_lead, lead.ig_email) == ("Robin Example", "robin@example.test")


def test_the_lead_is_published_only_where_the_organisation_chose_it(home, client, tmp_path):
    run(agreements.write(tmp_path, agreements.signed_form()))
    Organisation.objects.filter(name="Essex County Council").update(ig_public=True)
    assert "Robin Example" in agreements.words_of(client.get(agreements.ADDRESS))


def test_loading_again_changes_nothing(home, tmp_path):
    path = agreements.write(tmp_path, agreements.signed_form())
    run(path)
    before = everything()
    assert "already frozen" in run(path)
    assert everything() == before


def test_blanks_erase_nothing_and_a_renamed_organisation_is_found(home, tmp_path):
    run(agreements.write(tmp_path, agreements.signed_form()))
    Organisation.objects.filter(name="Colchester Council").update(
        name="Colchester City Council", other_names="Colchester Council", ico_number="Z7654321"
    )
    run(agreements.write(tmp_path, agreements.signed_form()))
    assert Organisation.objects.count() == 53
    assert Organisation.objects.get(name="Colchester City Council").ico_number == "Z7654321"


def test_other_words_need_a_new_number(home, client, tmp_path):
    run(agreements.write(tmp_path, agreements.source()))
    before = everything()
    changed = ("It adds no new duty.", "It adds no new duty at all.")
    with pytest.raises(CommandError, match=r"line 1: version: Version 1\.0 is published"):
        run(agreements.write(tmp_path, agreements.source(changed)))
    assert everything() == before
    again = agreements.source(('version: "1.0"', 'version: "2.0"'), changed)
    assert "frozen now" in run(agreements.write(tmp_path, again))
    assert list(AgreementVersion.objects.order_by("sequence").values_list("number", flat=True)) == [
        "1.0",
        "2.0",
    ]
    assert "duty at all" in agreements.words_of(client.get(agreements.ADDRESS))
    assert "duty at all" not in agreements.words_of(client.get(f"{agreements.ADDRESS}v1.0/"))


def test_who_is_no_longer_in_appendix_1_is_told_and_kept_in_the_register(home, tmp_path):
    run(agreements.write(tmp_path, agreements.source()))
    line = "| Peabody |  |  |  | Housing |  |\n"
    report = run(agreements.write(tmp_path, agreements.source((line, ""))))
    assert "no longer in Appendix 1: Peabody" in report
    assert Organisation.objects.filter(name="Peabody").exists()
    assert AgreementPartner.objects.count() == 52


TITLE = "title: Southend, Essex & Thurrock Domestic Homicide Review"
ROW = "| ACE |  |  |  | Other |  |"
MALFORMED = {
    "no front matter": (("---\n" + TITLE, TITLE), 1, "begin with"),
    "front matter without end": (("(CIO)\n---\n", "(CIO)\n"), None, "end with"),
    "not YAML": ((TITLE, "title: [unclosed"), None, "not YAML"),
    "unknown fact": ((TITLE, f"{TITLE}\ncolour: blue"), 3, "colour"),
    "fact twice": ((TITLE, f"{TITLE}\n{TITLE}"), 3, "twice"),
    "no title": ((TITLE, "title:"), 2, "missing"),
    "status": (("status: approved", "status: agreed"), None, "none of"),
    "version": (('version: "1.0"', "version: first"), None, "in figures"),
    "date": (("version_date: 2022-03", "version_date: March 2022"), None, "2022-03"),
    "review date": (
        ('version: "1.0"', 'version: "1.0"\nreview_date: 2022-02-31'),
        None,
        "2027-03-31",
    ),
    "address": (('version: "1.0"', 'version: "1.0"\nreturn_to: nobody'), None, "valid email"),
    "slug of another page": ((TITLE, f"{TITLE}\nslug: register"), None, "address"),
    "roles": (("approver_roles:\n  - Senior", "approver_roles: Senior"), None, ""),
    "section out of turn": (("# 3. Methods", "# 7. Methods"), None, "Section 3 was expected"),
    "unknown heading": (("# 5. Agreement", "# Agreement"), None, "not known"),
    "text before": (("# Summary sheet", "Hello.\n\n# Summary sheet"), None, "before"),
    "no appendix 1": (("# Appendix 1: partners subject to this SSP\n", "\n"), None, ""),
    "no appendix 2": (("# Appendix 2:", "## Appendix 2:"), None, ""),
    "columns": (("| Organisation Name | IG Lead |", "| Name | IG Lead |"), None, "columns"),
    "short row": ((ROW, "| ACE |  |  |"), None, "3 cells, not 6"),
    "long row": ((ROW, f"{ROW} x |"), None, "7 cells, not 6"),
    "nameless row": ((ROW, "|  |  |  |  | Other |  |"), None, "no name"),
    "twice in the list": ((ROW, f"{ROW}\n{ROW}"), None, "listed twice"),
    "bad e-mail": ((ROW, "| ACE |  | ace |  | Other |  |"), None, "e-mail"),
    "kind": ((ROW, "| ACE |  |  |  | Circus |  |"), None, "Circus"),
    "picture": (("It adds no new duty.", "```\ncode\n```"), None, ""),
    "one column of data fields": (("| Housing: tenancies", "Housing: tenancies"), None, "row"),
    "definition without a term": (("> **Domestic homicide review**", "> A review:"), None, "bold"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_file_is_refused_with_line_and_reason_and_changes_nothing(home, tmp_path, name):
    change, line, reason = MALFORMED[name]
    before = everything()
    with pytest.raises(CommandError, match=r", line \d+: ") as refusal:
        run(agreements.write(tmp_path, agreements.source(change)))
    assert reason in str(refusal.value)
    if line:
        assert f", line {line}: " in str(refusal.value)
    assert everything() == before


def test_the_line_is_the_one_that_an_editor_shows(home, tmp_path):
    text = agreements.source((ROW, "| ACE |  |  |"))
    expected = text.splitlines().index("| ACE |  |  |") + 1
    with pytest.raises(CommandError, match=f", line {expected}: "):
        run(agreements.write(tmp_path, text))


def test_bytes_that_are_no_text_and_a_file_that_is_not_there(home, tmp_path):
    path = tmp_path / "agreement.md"
    path.write_bytes(b"---\ntitle: caf\xe9\n---\n")
    with pytest.raises(CommandError, match="line 2: The file is not in UTF-8"):
        run(str(path))
    path.write_bytes(b"")
    with pytest.raises(CommandError, match="line 1"):
        run(str(path))
    with pytest.raises(CommandError):
        run(str(tmp_path / "nothing.md"))


def test_html_in_the_file_is_text(home, client, tmp_path):
    change = ("It adds no new duty.", "It <script>alert(1)</script> adds <b>no</b> duty.")
    run(agreements.write(tmp_path, agreements.source(change)))
    html = client.get(agreements.ADDRESS).content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html


def test_the_framework_address_follows_the_file_until_somebody_sets_another(home, tmp_path):
    with_address = ('version: "1.0"', 'version: "1.0"\nreturn_to: one@example.test')
    run(agreements.write(tmp_path, agreements.source(with_address)))
    board = BoardSettings.for_site(Site.objects.get(is_default_site=True))
    assert board.framework_email == "one@example.test"
    board.framework_email = "own@example.test"
    board.save()
    later = ('version: "1.0"', 'version: "2.0"\nreturn_to: two@example.test')
    assert "own@example.test, and that is used" in run(
        agreements.write(tmp_path, agreements.source(later))
    )


def test_a_new_site_has_an_agreement_and_only_certain_successions(seeds, client):
    from protocols.starter.load_agreement import load_information_sharing

    home = factories.make_site()
    assert load_information_sharing(home)
    assert not load_information_sharing(home)
    assert AgreementPage.objects.count() == 1
    assert AgreementPartner.objects.count() == 53
    pairs = OrganisationSuccession.objects.values_list("predecessor__name", "happened_on__year")
    assert set(pairs) == {("West Essex CCG", 2022), ("Colchester Council", None)}
    assert "It is not the signed agreement" in agreements.words_of(client.get(agreements.ADDRESS))
