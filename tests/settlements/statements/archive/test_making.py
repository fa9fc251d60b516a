"""Begun once, made once, resumed where its worker died; only the newest is kept."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from portal.files.models import StoredFile
from portal.notices.models import OutboxEvent
from settlements.models import StatementArchive
from settlements.statements.archive import make_statement_archive as making
from settlements.statements.archive import pack as packing
from settlements.statements.archive.begin_statement_archive import begin_statement_archive
from settlements.statements.archive.stuck_archives import stuck_archives
from settlements.statements.pdf.models import StatementPdf
from settlements.tasks import make_statement_archive as task
from tests.factories.statement_archives import statement_archive

State = StatementArchive.State


@pytest.fixture
def begin(hosta, vera, payable):
    return lambda: begin_statement_archive(partner=hosta, by=vera)


def asked() -> int:
    return OutboxEvent.objects.filter(event="statement_archive.asked").count()


def make(archive) -> StatementArchive | None:
    return making.make_statement_archive(archive_id=archive.pk)


def test_one_is_begun_and_handed_out_again_for_an_hour(begin):
    archive = begin()
    assert (archive.state, archive.done, archive.total) == (State.WAITING, 0, 1)
    assert begin() == archive
    task(*OutboxEvent.objects.get(event="statement_archive.asked").args)
    archive.refresh_from_db()
    assert (archive.state, archive.done, archive.total) == (State.MADE, 1, 1)
    assert begin() == archive
    assert asked() == 1
    StatementArchive.objects.update(asked_at=timezone.now() - timedelta(minutes=61))
    assert begin() != archive
    assert asked() == 2


def test_one_without_a_statement_issued_since_is_not_handed_out(begin):
    archive = begin()
    make(archive)
    StatementArchive.objects.filter(pk=archive.pk).update(total=0)
    assert begin() != archive


def test_the_newest_takes_the_place_of_the_older(begin, hosta, vera, django_capture_on_commit_callbacks):
    older = statement_archive(hosta, vera)
    StatementArchive.objects.update(asked_at=timezone.now() - timedelta(hours=2))
    place = older.file.content.name
    with django_capture_on_commit_callbacks(execute=True):
        made = make(begin())
    assert list(StatementArchive.objects.all()) == [made]
    assert not StoredFile.objects.filter(pk=older.file_id).exists()
    assert not default_storage.exists(place)
    assert default_storage.exists(made.file.content.name)


def test_progress_is_told_statement_by_statement(begin, receivable, monkeypatch):
    archive, seen = begin(), []
    tell = making._tell
    monkeypatch.setattr(
        making, "_tell", lambda row, done, total: (seen.append((done, total)), tell(row, done, total))
    )
    make(archive)
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_of_two_at_once_the_one_who_began_last_makes_it(begin, monkeypatch):
    archive, made = begin(), []
    add = packing._add

    def overtaken(zipped, statement):
        monkeypatch.setattr(packing, "_add", add)
        made.append(make(archive))
        return add(zipped, statement)

    monkeypatch.setattr(packing, "_add", overtaken)
    assert make(archive) is None
    assert made == [StatementArchive.objects.get(state=State.MADE)]
    assert StoredFile.objects.filter(name__endswith=".zip").count() == 1
    assert make(archive) is None  # delivered once more


class Killed(BaseException):
    """As if the worker were gone: nothing of the job runs after it."""


def test_after_a_killed_worker_the_next_goes_on(begin, receivable, monkeypatch):
    archive, tell = begin(), making._tell

    def die(row, done, total):
        tell(row, done, total)
        if done == 1:
            raise Killed

    monkeypatch.setattr(making, "_tell", die)
    with pytest.raises(Killed):
        make(archive)
    archive.refresh_from_db()
    assert (archive.state, archive.done, archive.attempts) == (State.WAITING, 1, 1)
    assert StatementPdf.objects.count() == 1
    assert stuck_archives() == []
    StatementArchive.objects.update(moved_at=timezone.now() - timedelta(minutes=6))
    assert stuck_archives() == [archive.pk]
    assert stuck_archives() == []  # put in line a moment ago
    monkeypatch.setattr(making, "_tell", tell)
    assert make(archive).done == 2


def test_what_ends_its_worker_each_time_has_failed(begin, caplog):
    archive = begin()
    StatementArchive.objects.update(attempts=making.ATTEMPTS, moved_at=timezone.now() - timedelta(minutes=6))
    assert make(archive) is None
    assert stuck_archives() == []
    assert "ended its worker" in caplog.text
    archive.refresh_from_db()
    assert archive.state == State.FAILED
    assert begin() != archive


def test_a_failure_is_logged_and_kept(begin, monkeypatch, caplog):
    archive = begin()

    def fail(zipped, statement):
        raise RuntimeError("no room")

    monkeypatch.setattr(packing, "_add", fail)
    assert make(archive) is None
    assert "an archive of statements cannot be made" in caplog.text
    archive.refresh_from_db()
    assert archive.state == State.FAILED
