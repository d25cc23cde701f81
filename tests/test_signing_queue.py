"""What officers see and do: the queue, decisions, exports, invitations, and what is erased."""

import csv
import io
import json
from datetime import timedelta

import pytest
import signing_factories as made
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from openpyxl import load_workbook
from setdab.outbox.models import OutgoingMail

from protocols.models import Signature, SignatureLink
from protocols.signing import invitations
from protocols.signing.export import safe_cell
from protocols.signing.flags import flags_of

pytestmark = pytest.mark.django_db
QUEUE = "/manage/signatures/"


@pytest.fixture
def version(seeds):
    return made.make_version()


@pytest.fixture
def officer(client, people):
    client.force_login(people.governance)
    return client


def names(signature) -> set[str]:
    return {flag.name for flag in flags_of(signature)}


def test_the_queue_shows_what_waits_and_finds_the_rest(officer, people, version):
    waiting = made.make_signature("confirmed", version)
    unconfirmed = made.make_signature("submitted", version)
    page = officer.get(QUEUE).content.decode()
    assert waiting.reference in page and unconfirmed.reference not in page
    page = officer.get(f"{QUEUE}?show=unconfirmed").content.decode()
    assert unconfirmed.reference in page and waiting.reference not in page
    page = officer.get(f"{QUEUE}?show=all&q={waiting.email}").content.decode()
    assert waiting.reference in page and unconfirmed.reference not in page
    assert officer.get(f"{QUEUE}?show=x&version=abc&p=99&q=%00").status_code == 200


@pytest.mark.parametrize("role", ["editor", "board", "superuser"])
def test_others_see_nothing_of_it(client, people, version, role):
    signature = made.make_signature("confirmed", version)
    client.force_login(getattr(people, role))
    for path in ("", f"{signature.pk}/", "invitations/", "export.csv"):
        response = client.get(QUEUE + path)
        assert signature.reference not in response.content.decode()
        assert response.status_code in (302, 403)


def test_the_queue_asks_the_database_as_often_for_forty_as_for_four(
    officer, version, django_assert_max_num_queries
):
    for _ in range(4):
        made.make_signature("confirmed", version)
    officer.get(QUEUE)
    with django_assert_max_num_queries(60) as few:
        officer.get(QUEUE)
    for _ in range(36):
        made.make_signature("confirmed", version)
    with django_assert_max_num_queries(len(few)):
        officer.get(QUEUE)


def test_each_decision_is_made_recorded_and_mailed(officer, people, version):
    for action, state, subject in (
        ("accept", "accepted", "is accepted"),
        ("ask for correction", "correction asked", "Please correct"),
        ("reject", "rejected", "was not accepted"),
    ):
        signature = made.make_signature("confirmed", version)
        address = f"{QUEUE}{signature.pk}/"
        prefix = action.replace(" ", "-")
        data = {"action": action, "state": "confirmed", f"{prefix}-reason": "Because of 7."}
        assert officer.post(address, data).status_code == 302
        signature.refresh_from_db()
        assert signature.state == state
        assert signature.events.last().officer == people.governance
        assert subject in mail.outbox[-1].subject and "Because" not in mail.outbox[-1].body
        sent = len(mail.outbox)
        page = officer.post(address, data, follow=True).content.decode()
        assert "Somebody has dealt with this" in page and len(mail.outbox) == sent


def test_a_decision_without_a_reason_is_not_made(officer, version):
    signature = made.make_signature("confirmed", version)
    data = {"action": "reject", "state": "confirmed"}
    page = officer.post(f"{QUEUE}{signature.pk}/", data)
    assert page.status_code == 422 and "Give the reason" in page.content.decode()
    page = officer.post(f"{QUEUE}{signature.pk}/", {"action": "x", "state": "confirmed"})
    signature.refresh_from_db()
    assert signature.state == "confirmed"


def test_many_are_accepted_at_once_and_a_bad_one_holds_up_nobody(officer, version):
    good = [made.make_signature("confirmed", version) for _ in range(3)]
    bad = made.make_signature("confirmed", version, organisation=None)
    chosen = {"signature": [one.pk for one in (*good, bad)]}
    page = officer.post(f"{QUEUE}accept/", chosen, follow=True).content.decode()
    assert "Accepted: 3" in page and f"{bad.reference} is not accepted" in page
    assert Signature.objects.accepted().count() == 3


def test_flags_say_what_to_look_at(people, version):
    organisation = made.make_organisation(mail_domains="right.example", ico_number="Z1234567")
    good = made.answers(organisation=organisation, email="a@right.example", ico_number="Z1234567")
    signature = made.make_signature("confirmed", version, **good)
    assert names(signature) == set()
    for change, flag in (
        ({"email": "a@wrong.example"}, "domain"),
        ({"email": "a@gmail.com"}, "free-mail"),
        ({"ico_number": "12"}, "ico-format"),
        ({"ico_number": "ZA123456"}, "ico-differs"),
        ({"ico_number": ""}, "ico-missing"),
        ({"parent_signed": False}, "isp"),
        ({"organisation": None}, "not-listed"),
    ):
        for name, value in change.items():
            setattr(signature, name, value)
        assert flag in names(signature), flag
        signature.refresh_from_db()
    made.make_signature("confirmed", version, **{**good, "email": "b@sub.right.example"})
    assert names(signature) == {"duplicate"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "|", " =", "＝"])
def test_no_cell_is_a_formula(start):
    assert safe_cell(f"{start}HYPERLINK(1)").startswith("'") or start == "\t="
    assert not safe_cell(f"{start}1").lstrip().startswith(("=", "+", "-", "@"))


def test_exports_hold_what_the_filter_shows(officer, version):
    evil = made.make_signature("confirmed", version, job_title='=cmd|"/c calc"!A1')
    made.make_signature("submitted", version)
    response = officer.get(f"{QUEUE}export.csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Reference", evil.reference]
    assert rows[1][8].startswith("'=")
    book = load_workbook(io.BytesIO(officer.get(f"{QUEUE}export.xlsx?show=all").content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert book.active.max_row == 3
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


def test_everybody_who_signed_is_asked_to_sign_again_once(officer, people, version):
    earlier = [made.make_signature("accepted", version, people.governance) for _ in range(3)]
    newer = made.make_version(version.agreement, "3.0")
    sent = len(mail.outbox)
    for expected in ("Invitations sent: 3", "Invitations sent: 0"):
        page = officer.post(
            f"{QUEUE}invitations/", {"action": "all", "version": newer.pk}, follow=True
        )
        assert expected in page.content.decode()
    assert len(mail.outbox) == sent + 3
    progress = invitations.progress_of(newer)
    assert (progress.invited, progress.still_to_invite, progress.total) == (3, 0, 3)
    invited = Signature.objects.get(renews=earlier[0])
    assert (invited.approver_name, invited.authorised) == (earlier[0].approver_name, False)


def test_an_invitation_is_filled_in_and_supersedes_what_was_signed(client, people, version):
    earlier = made.make_signature("accepted", version, people.governance)
    newer = made.make_version(version.agreement, "3.0")
    invitations.invite_all(version=newer, officer=people.governance)
    invited = Signature.objects.get(renews=earlier)
    token, _ = made.newest_link(invited)
    assert client.post(f"{made.START}link/{token}/", {"action": "change"}).url.endswith(
        "/authority/"
    )
    client.post(f"{made.START}authority/", made.AUTHORITY)
    assert client.post(f"{made.START}check/").url == f"{made.START}done/"
    from protocols.signing import decisions

    decisions.accept(signature=invited, officer=people.governance)
    earlier.refresh_from_db()
    assert earlier.state == "superseded"


def test_reminders_go_out_at_14_and_28_days_each_once(people, version):
    signature = made.make_signature("invited", version, people.governance)

    def run(days: int) -> int:
        then = timezone.now() - timedelta(days=days)
        Signature.objects.update(state_since=then)
        before = len(mail.outbox)
        for _ in range(2):
            call_command("send_signature_reminders", stdout=io.StringIO())
        return len(mail.outbox) - before

    assert [run(days) for days in (13, 14, 20, 28, 40)] == [0, 1, 0, 1, 0]
    assert [e.reason for e in signature.events.filter(action="remind")] == ["14 days", "28 days"]
    assert made.newest_link(signature)[1].used_at is None


def test_retention_shows_first_and_erases_then(people, version):
    old = made.make_signature("submitted", version)
    Signature.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - timedelta(days=31))
    kept = made.make_signature("submitted", version)
    ended = made.make_signature("superseded", made.make_version(), people.governance)
    long_ago = timezone.now() - timedelta(days=365 * 7)
    Signature.objects.filter(pk=ended.pk).update(state_since=long_ago)
    out = io.StringIO()
    call_command("apply_retention", stdout=out)
    assert "not confirmed: 1" in out.getvalue() and "Nothing was erased" in out.getvalue()
    assert Signature.objects.filter(pk=old.pk).exists()
    call_command("apply_retention", "--apply", stdout=out)
    assert not Signature.objects.filter(pk=old.pk).exists()
    assert Signature.objects.filter(pk=kept.pk).exists()
    name = ended.approver_name
    ended.refresh_from_db()
    assert (ended.approver_name, ended.email, ended.erased_at is None) == ("", "", False)
    assert ended.signed_name and ended.role
    assert name not in [event.person for event in ended.events.all()]
    assert not ended.links.exists()


def test_old_mail_and_links_go(people, version):
    made.make_signature("confirmed", version)
    then = timezone.now() - timedelta(days=120)
    OutgoingMail.objects.update(created_at=then)
    SignatureLink.objects.update(expires_at=then)
    call_command("apply_retention", "--apply", stdout=io.StringIO())
    assert not OutgoingMail.objects.exists() and not SignatureLink.objects.exists()


def test_subject_access_gives_all_of_one_person_and_nothing_of_another(people, version):
    mine = made.make_signature("confirmed", version)
    other = made.make_signature("confirmed", version)
    out = io.StringIO()
    call_command("export_personal_data", mine.email.upper(), stdout=out)
    found = json.loads(out.getvalue())
    assert [one["reference"] for one in found["signatures"]] == [mine.reference]
    assert found["signatures"][0]["approver_name"] == mine.approver_name
    assert found["links"] and found["mail"]
    assert other.reference not in out.getvalue() and "key_digest" not in out.getvalue()
    out = io.StringIO()
    call_command("export_personal_data", people.governance.email, stdout=out)
    account = json.loads(out.getvalue())["account"][0]
    assert account["groups"] == ["Information governance"] and "password" not in account
