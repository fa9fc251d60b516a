"""Made once, whoever asks and however often; a failure is said."""

from datetime import timedelta

import pytest
from django.db import Error, transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.files.models import StoredFile
from portal.notices.models import OutboxEvent
from settlements.models import PdfRequest, StatementPdf
from settlements.statements.pdf import make_pdf as making
from settlements.statements.pdf.make_pdf import make_pdf
from settlements.statements.pdf.render_pdf import render_pdf
from settlements.statements.pdf.stuck_pdfs import stuck_pdfs
from settlements.tasks import make_pdf as task
from tests.factories.usage import body_bytes


@pytest.fixture
def ask(client, vera, payable):
    client.force_login(vera)
    return lambda query="": client.get(reverse("statement_pdf", args=[payable.number]) + query)


def asked() -> int:
    return OutboxEvent.objects.filter(event="statement.pdf_asked").count()


def test_it_is_asked_for_made_and_handed_out(ask, payable):
    page = ask()
    assert page.status_code == 200
    assert "The PDF is being made." in page.text
    assert 'http-equiv="refresh" content="2; url=' in page.text
    assert "being made" in ask("?wait").text
    event = OutboxEvent.objects.get(event="statement.pdf_asked")
    assert event.args == [payable.pk]
    task(*event.args)
    assert "The PDF is ready." in ask("?wait").text
    answer = ask()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{payable.number}.pdf"'
    assert body_bytes(answer) == render_pdf(statement=payable)
    assert asked() == 1


def test_the_statement_links_it(client, vera, payable):
    client.force_login(vera)
    assert (
        reverse("statement_pdf", args=[payable.number])
        in client.get(reverse("statement", args=[payable.number])).text
    )


def test_twice_and_at_once_it_is_one(payable, monkeypatch):
    made = make_pdf(statement_id=payable.pk)
    assert make_pdf(statement_id=payable.pk) == made
    # Another worker began before this one had finished.
    monkeypatch.setattr(making, "_begin", lambda statement: True)
    assert making._keep(payable, "en", b"%PDF-1.7 of another worker") == made
    assert StoredFile.objects.filter(purpose="document").count() == 1


def test_it_is_never_changed(payable):
    made = make_pdf(statement_id=payable.pk)
    with pytest.raises(Error, match="Cannot update or delete rows"), transaction.atomic():
        StatementPdf.objects.filter(pk=made.pk).update(language="de")
    with pytest.raises(Error, match="Cannot update or delete rows"), transaction.atomic():
        made.delete()


@pytest.fixture
def broken(monkeypatch):
    def fail(*, statement):
        raise RuntimeError("no ink")

    monkeypatch.setattr(making, "render_pdf", fail)


def test_a_failure_is_logged_and_said_and_can_be_tried_again(ask, payable, broken, monkeypatch, caplog):
    ask()
    assert make_pdf(statement_id=payable.pk) is None
    assert "a statement's PDF cannot be made" in caplog.text
    page = ask("?wait").text
    assert "could not be made" in page
    assert "http-equiv" not in page
    # A task that is delivered again begins nothing that has failed.
    monkeypatch.setattr(making, "render_pdf", render_pdf)
    assert asked() == 1
    assert ask("?again").headers["Location"].endswith("statement.pdf?wait")
    assert asked() == 2
    assert "being made" in ask("?wait").text
    assert make_pdf(statement_id=payable.pk).statement == payable
    assert PdfRequest.objects.get().failed_at is None


def test_asking_again_while_it_is_being_made_asks_nothing(ask):
    ask()
    ask("?again")
    assert asked() == 1


def test_a_lost_request_is_said_after_a_while(ask):
    ask()
    PdfRequest.objects.update(asked_at=timezone.now() - timedelta(minutes=1))
    assert 'content="30; url=' in ask("?wait").text
    PdfRequest.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    assert "could not be made" in ask("?wait").text
    ask("?again")
    assert asked() == 2


def test_what_ends_its_worker_each_time_is_left_alone(ask, payable, caplog):
    ask()
    PdfRequest.objects.update(attempts=making.ATTEMPTS)
    assert make_pdf(statement_id=payable.pk) is None
    assert "ended its worker" in caplog.text
    assert "could not be made" in ask("?wait").text


def test_it_speaks_the_partners_language_of_its_making(payable, hosta):
    hosta.language = "ja"
    hosta.save()
    assert make_pdf(statement_id=payable.pk).language == "ja"
    hosta.language = "de"
    hosta.save()
    assert make_pdf(statement_id=payable.pk).language == "ja"


def test_a_language_we_do_not_speak(payable, hosta):
    hosta.language = "tlh"
    hosta.save()
    assert make_pdf(statement_id=payable.pk).language == "en"


def test_outsiders_find_nothing_and_staff_leave_a_trace(client, ruth, adam, oscar, payable):
    page, staff_page = (
        reverse(name, args=[payable.number]) for name in ("statement_pdf", "staff_statement_pdf")
    )
    make_pdf(statement_id=payable.pk)
    client.force_login(ruth)
    assert client.get(page).status_code == 404
    assert client.get(staff_page).status_code == 404
    client.force_login(oscar)
    assert client.get(staff_page).status_code == 403
    client.force_login(adam)
    assert client.get(staff_page)["Content-Type"] == "application/pdf"


def test_waiting_is_no_look_and_the_file_is_one(client, adam, payable):
    client.force_login(adam)
    page, progress = (
        reverse(name, args=[payable.number])
        for name in ("staff_statement_pdf", "staff_statement_pdf_progress")
    )
    for path in (page, f"{page}?wait", f"{page}?wait", progress, progress):
        assert "being made" in client.get(path).text
    make_pdf(statement_id=payable.pk)
    assert "The PDF is ready." in client.get(progress).text
    assert not AuditEvent.objects.filter(event="statement.viewed").exists()
    client.get(page)
    [look] = AuditEvent.objects.filter(event="statement.viewed")
    assert (look.actor, look.partner, look.details["page"]) == (adam, payable.partner, "statement as PDF")


def test_a_page_that_waits_asks_where_no_look_is_recorded(ask, payable):
    assert f'hx-get="{reverse("statement_pdf_progress", args=[payable.number])}"' in ask().text


def test_what_died_is_begun_again(ask, payable):
    def asked_before(**time) -> list[int]:
        PdfRequest.objects.update(asked_at=timezone.now() - timedelta(**time))
        return stuck_pdfs()

    ask()
    assert asked_before(seconds=30) == []
    assert asked_before(minutes=2) == [payable.pk]
    assert asked_before(minutes=11) == [], "whoever waits was told by now"
    PdfRequest.objects.update(failed_at=timezone.now())
    assert asked_before(minutes=2) == []
    PdfRequest.objects.update(failed_at=None)
    task(payable.pk)
    assert asked_before(minutes=2) == []
