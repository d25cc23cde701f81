"""Mail is never lost, and never sent twice: rows, a real worker process and a real mail server."""

import io
import os
import signal
import smtplib
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from mail_server import MailServer
from setdab.mail import queue_mail
from setdab.outbox import delivery
from setdab.outbox.models import MailState, OutgoingMail

ROOT = Path(__file__).resolve().parents[1]
SEND = "django.core.mail.backends.locmem.EmailBackend.send_messages"


def ask(recipients=("a@example.test",), **fields) -> None:
    queue_mail(**{"subject": "News", "body": "A link", "recipients": recipients, **fields})


@pytest.mark.django_db
def test_one_message_each_and_the_body_is_wiped_once_sent():
    ask(["b@example.test", "a@example.test", "a@example.test"])
    assert [message.to for message in mail.outbox] == [["a@example.test"], ["b@example.test"]]
    for row in OutgoingMail.objects.all():
        assert (row.state, row.body, row.attempts) == (MailState.SENT, "", 1)
        assert row.sent_at
    ids = {message.extra_headers["Message-ID"] for message in mail.outbox}
    assert len(ids) == 2


@pytest.mark.django_db
def test_the_same_key_is_mailed_once_to_each():
    for _ in range(3):
        ask(key="event-1")
    ask(["A@example.test"], key="event-1")
    ask(["other@example.test"], key="event-1")
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_what_is_rolled_back_is_not_mailed_about(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with pytest.raises(RuntimeError), transaction.atomic():
        ask()
        raise RuntimeError
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_a_message_queued_twice_goes_out_once():
    ask()
    row = OutgoingMail.objects.get()
    delivery.deliver.enqueue(mail_id=row.pk)
    OutgoingMail.objects.filter(pk=row.pk).update(
        state=MailState.QUEUED, sent_at=None, due_at=timezone.now()
    )
    first = delivery._take(row.pk)
    assert delivery._take(row.pk) is None
    delivery._hand_over(first)
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_a_server_that_is_down_delays_and_the_delay_grows():
    with mock.patch(SEND, side_effect=ConnectionRefusedError("no")):
        ask()
        for attempt in range(1, len(delivery.RETRY_AFTER_MINUTES) + 2):
            row = OutgoingMail.objects.get()
            assert row.attempts == attempt
            assert "ConnectionRefusedError" in row.last_error
            if attempt > len(delivery.RETRY_AFTER_MINUTES):
                break
            wait = row.due_at - timezone.now()
            minutes = delivery.RETRY_AFTER_MINUTES[attempt - 1]
            assert abs(wait - timedelta(minutes=minutes)) < timedelta(seconds=20)
            delivery.deliver.enqueue(mail_id=row.pk)
            assert OutgoingMail.objects.get().attempts == attempt
            OutgoingMail.objects.update(due_at=timezone.now())
            call_command("deliver_mail", stdout=io.StringIO())
    row = OutgoingMail.objects.get()
    assert row.state == MailState.FAILED and row.body
    assert delivery.try_again(row)
    assert OutgoingMail.objects.get().state == MailState.SENT
    assert not delivery.try_again(row)
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_given_up_at_once():
    refused = smtplib.SMTPRecipientsRefused({"a@example.test": (550, b"No such address")})
    with mock.patch(SEND, side_effect=refused):
        ask()
    row = OutgoingMail.objects.get()
    assert row.state == MailState.FAILED and "550" in row.last_error


@pytest.mark.django_db
def test_a_stumble_over_the_goodbye_is_no_reason_to_send_again():
    with mock.patch(
        "django.core.mail.backends.locmem.EmailBackend.close", side_effect=OSError("bye")
    ):
        ask()
    assert OutgoingMail.objects.get().state == MailState.SENT


@pytest.mark.django_db
def test_a_row_left_by_a_dead_worker_is_taken_again_with_the_same_message_id():
    with mock.patch.object(delivery, "_hand_over", side_effect=SystemExit):
        ask()
    row = OutgoingMail.objects.get()
    assert row.state == MailState.SENDING
    delivery.deliver.enqueue(mail_id=row.pk)
    assert not mail.outbox
    OutgoingMail.objects.update(claimed_at=timezone.now() - delivery.CLAIM_LASTS)
    delivery.deliver_what_is_due()
    assert [m.extra_headers["Message-ID"] for m in mail.outbox] == [row.message_id]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"state": "lost"}, {"body": "kept"}, {"sent_at": None}])
def test_the_database_refuses_a_state_that_makes_no_sense(wrong):
    ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.update(**wrong)


@pytest.mark.django_db
def test_failing_mail_is_seen_and_tried_again_in_the_admin(client, people):
    with mock.patch(SEND, side_effect=OSError("server is down")):
        ask(body="https://example.test/secret-link")
    client.force_login(people.governance)
    assert "could not be sent" in client.get("/manage/").content.decode()
    page = client.get("/manage/mail/").content.decode()
    assert "server is down" in page and "secret-link" not in page
    row = OutgoingMail.objects.get()
    client.post(f"/manage/mail/{row.pk}/again/")
    assert len(mail.outbox) == 1
    assert "server is down" not in client.get("/manage/mail/").content.decode()
    assert "News" in client.get("/manage/mail/?show=all").content.decode()
    client.force_login(people.editor)
    assert client.get("/manage/mail/").status_code != 200


# The real thing: a worker process, a mail server, a database in a file.


class Worker:
    def __init__(self, folder: Path, port: int) -> None:
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "worker_settings",
            "PYTHONPATH": os.pathsep.join(
                [
                    str(ROOT),
                    str(ROOT / "site"),
                    str(ROOT / "tests"),
                    os.environ.get("PYTHONPATH", ""),
                ]
            ),
            "DATABASE_URL": f"sqlite:///{folder}/worker.sqlite3",
            "TEST_SMTP_PORT": str(port),
        }
        self.process: subprocess.Popen | None = None

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        return subprocess.run(
            command, env=self.env, check=True, capture_output=True, text=True
        ).stdout

    def shell(self, script: str) -> str:
        imports = (
            "from setdab.mail import queue_mail\n"
            "from setdab.outbox.models import OutgoingMail\n"
            "from setdab.outbox import delivery\n"
        )
        return self.manage("shell", "--verbosity", "0", "-c", imports + script).strip()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "db_worker", "--interval", "0.1"],
            env=self.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


def wait_for(condition, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


@pytest.fixture
def server():
    server = MailServer()
    yield server
    server.inbox.hang = False
    server.stop()


@pytest.fixture
def worker(tmp_path, server):
    worker = Worker(tmp_path, server.port)
    worker.manage("migrate", "--verbosity", "0")
    yield worker
    worker.kill()


QUEUE = (
    "[queue_mail(subject=f'News {n}', body='A link', recipients=[f'p{n}@example.test'], "
    "key=f'event-{n}') for n in range(3)]"
)
ALL_TRIED = "print(OutgoingMail.objects.exclude(last_error='').filter(state='queued').count() == 3)"
STATES = "print(sorted(OutgoingMail.objects.values_list('state', flat=True)))"


def test_server_down_then_up_and_a_worker_killed_while_sending(worker, server):
    worker.shell(QUEUE)
    worker.start()
    wait_for(lambda: worker.shell(ALL_TRIED) == "True")
    # The server is up again. What waits for its next try is tried now rather than in a minute.
    server.inbox.hang = True
    server.start()
    worker.shell("[delivery.try_again(one) for one in OutgoingMail.objects.all()]")
    wait_for(lambda: server.inbox.started == 1)
    worker.kill()
    assert "sending" in worker.shell(STATES)
    server.stop()
    server.inbox.hang = False
    server.inbox.messages.clear()
    server.start()
    worker.start()
    wait_for(lambda: "'sent', 'sent', 'sent'" in worker.shell(STATES))
    time.sleep(2)
    subjects = sorted(message["Subject"] for message in server.inbox.messages)
    assert subjects == ["News 0", "News 1", "News 2"]
    assert len({message["Message-ID"] for message in server.inbox.messages}) == 3
    worker.shell(QUEUE)
    worker.shell("delivery.deliver_what_is_due()")
    time.sleep(2)
    assert len(server.inbox.messages) == 3
