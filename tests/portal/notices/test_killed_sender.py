"""A real worker, killed again and again while it sends: every mail arrives, none is sent twice."""

import os
import random
import signal
import time
from pathlib import Path

import pytest
from celery import current_app
from django.db import connection, transaction

from portal.embedded import programs
from portal.embedded.child import Child, wait_until
from portal.notices import send_mail as writing
from portal.notices.models import Mail
from portal.notices.tasks import deliver_mail, deliver_waiting_mails
from tests.portal.notices.smtp_server import MailServer, mail_server
from tests.portal_running import log_file, surroundings, wait_for

pytestmark = pytest.mark.django_db(transaction=True)

MAILS = 150
AT_ONCE = 2
CHILD_KILLS, WORKER_KILLS = 6, 2
QUEUE = f"{os.environ.get('CELERY_QUEUE', 'tests')}-mail"


@pytest.fixture
def server():
    with mail_server() as running:
        yield running


@pytest.fixture
def sender(server, tmp_path):
    """`sender()` starts a worker that sends to the server, and nothing else."""
    started: list[Child] = []

    def start() -> Child:
        log = log_file(f"sender{len(started)}")
        env = {
            **surroundings(connection.settings_dict["NAME"]),
            "CELERY_QUEUE": QUEUE,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(server.server_address[1]),
        }
        worker = programs.worker(
            name=f"sender{len(started)}-{os.getpid()}", at_once=AT_ONCE, log=log, env=env
        )
        worker.start()
        started.append(worker)
        assert wait_until(lambda: " ready" in log.read_text(), worker, 90), log.read_text()
        return worker

    yield start
    for worker in started:
        worker.stop(grace=2)
    with current_app.connection_for_write() as broker:
        broker.default_channel.queue_delete(QUEUE)


@pytest.fixture
def mails(monkeypatch, settings, tmp_path):
    """Written in one act; each is hinted at once, as a request does."""
    folder = Path(tmp_path, "notices")
    folder.mkdir()
    (folder / "kill.txt").write_text("Subject {{ number }}\n\nWords.\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    monkeypatch.setattr(writing, "hint", lambda _work, pk: deliver_mail.apply_async([pk], queue=QUEUE))

    def write(count: int) -> None:
        with transaction.atomic():
            for number in range(count):
                writing.send_mail(
                    to=f"p{number}@example.com", language="en", kind="kill", context={"number": number}
                )

    return write


def sweep() -> None:
    """What the timetable does every few seconds."""
    Mail.objects.filter(sent_at=None).update(due_at="2026-01-01T00:00Z", created_at="2026-01-01T00:00Z")
    deliver_waiting_mails.apply_async(queue=QUEUE)


def all_sent() -> bool:
    return not Mail.objects.filter(sent_at=None).exists()


def children(worker: Child) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()]


def kill_a_child(worker: Child, chance: random.Random) -> None:
    if pids := children(worker):
        os.kill(chance.choice(pids), signal.SIGKILL)


def kill_whole(worker: Child) -> None:
    os.killpg(worker.pid, signal.SIGKILL)
    worker.running.wait()


def test_every_mail_arrives_and_none_is_sent_twice(server: MailServer, sender, mails):
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    worker = sender()
    kills = [kill_a_child] * CHILD_KILLS + [None] * WORKER_KILLS
    chance.shuffle(kills)
    killed_while_sending = 0
    for kill in kills:
        mails(MAILS // len(kills))
        sweep()
        sweep()
        time.sleep(chance.uniform(0.05, 0.5))
        killed_while_sending += not all_sent()
        if kill:
            kill(worker, chance)
        else:
            kill_whole(worker)
            worker = sender()

    def done() -> bool:
        sweep()
        time.sleep(0.5)
        return all_sent()

    wait_for(done, 120)
    count = Mail.objects.count()
    assert count == MAILS // len(kills) * len(kills)
    assert set(server.taken) == set(Mail.objects.values_list("message_id", flat=True)), "none lost"
    assert killed_while_sending, f"no kill came while there was work; seed {seed}"
    # A kill between the server's answer and our commit repeats at most what was in the hands of the killed.
    possible = CHILD_KILLS + WORKER_KILLS * AT_ONCE
    assert server.repeats <= possible, f"seed {seed}"


def test_many_senders_of_the_same_mails_repeat_none(server: MailServer, sender, mails):
    """The row lock keeps them apart (taken out, dozens were repeated)."""
    sender()
    mails(40)
    for _sender in range(4):
        sweep()
    wait_for(all_sent, 60)
    time.sleep(1)
    assert len(server.taken) == 40
    assert server.repeats == 0
