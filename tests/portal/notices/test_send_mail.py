"""Mail is written with the act it tells of, in the recipient's language, and sent once."""

import re
import smtplib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail as outbox
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.embedded.paths import ROOT
from portal.notices.deliver_mail import PATIENCE, deliver_mail
from portal.notices.models import Mail
from portal.notices.notify import notify
from portal.notices.send_mail import send_mail
from portal.notices.sweep import deliver_waiting_mails

pytestmark = pytest.mark.django_db

TEMPLATE = """{% load i18n %}A & B: {{ name|isolated }}

{% blocktranslate %}You owe {{ sum }}.{% endblocktranslate %}


{{ amount|money:"EUR" }} on {{ day|day }}
second line
"""


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "reminder.txt").write_text(TEMPLATE)
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]


def written(**fields) -> Mail:
    given = {"name": "<b>Tom & Co</b>", "sum": "a < b", "amount": "1234.5", "day": "2026-10-05"}
    wanted = {"to": "finn@hosta.example", "language": "en", "kind": "reminder", "context": given, **fields}
    return send_mail(**wanted)


def test_the_first_line_is_the_subject_and_nothing_is_escaped_in_text():
    mail = written(link="/statements/1/")
    assert mail.subject == "A & B: <b>Tom & Co</b>"
    assert mail.text == "You owe a < b.\n\n€1,234.50 on Oct 5, 2026\nsecond line"
    assert mail.link == "http://localhost:8000/statements/1/"


def test_the_html_version_escapes_what_people_wrote():
    deliver_mail(mail_id=written(link="/statements/1/").pk)
    [sent] = outbox.outbox
    [page] = [content for content, kind in sent.alternatives if kind == "text/html"]
    assert "&lt;b&gt;Tom &amp; Co&lt;/b&gt;" in page
    assert "<b>Tom" not in page
    assert 'href="http://localhost:8000/statements/1/"' in page
    assert "http://localhost:8000/statements/1/" in sent.body


def test_a_mail_is_written_in_the_language_asked_for_else_in_english():
    arabic = written(language="ar")
    assert "\u2068<b>Tom & Co</b>\u2069" in arabic.subject, "a name keeps its own direction"
    assert "٥" in arabic.text or "5" in arabic.text
    deliver_mail(mail_id=arabic.pk)
    [page] = [content for content, _kind in outbox.outbox[0].alternatives]
    assert '<html lang="ar" dir="rtl">' in page
    assert written(language="xx").language == "en"


def test_only_inside_a_transaction(monkeypatch):
    monkeypatch.setattr("portal.notices.send_mail.connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(RuntimeError):
        written()


def test_a_subject_is_one_line():
    given = {"name": "a\r\nBcc: everybody@example.com", "sum": "", "amount": 0, "day": "2026-10-05"}
    mail = written(context=given)
    assert deliver_mail(mail_id=mail.pk)
    assert outbox.outbox[0].recipients() == ["finn@hosta.example"]


def test_each_person_in_their_language_once(finn, uma, vera, hosta):
    finn.language, hosta.language, vera.is_active = "ar", "de", False
    for each in (finn, vera, hosta):
        each.save()
    given = {"name": "x", "sum": "1", "amount": 1, "day": "2026-10-05"}
    people = [finn, uma, finn, vera]
    assert notify(people=people, kind="reminder", context=given, link="/", partner=hosta) == 2
    assert set(Mail.objects.values_list("to", "language", "partner")) == {
        ("finn@hosta.example", "ar", hosta.pk),
        ("uma@hosta.example", "de", hosta.pk),
    }


class TestSending:
    def test_once_under_the_message_id_it_was_written_with(self):
        mail = written()
        assert deliver_mail(mail_id=mail.pk)
        assert not deliver_mail(mail_id=mail.pk)
        [sent] = outbox.outbox
        assert sent.message()["Message-ID"] == mail.message_id
        assert sent.message()["Auto-Submitted"] == "auto-generated"
        assert "@localhost>" in mail.message_id

    def test_what_is_secret_is_wiped_once_sent(self):
        mail = written(secret=True, link="/invitation/abc/")
        assert deliver_mail(mail_id=mail.pk)
        mail.refresh_from_db()
        assert (mail.text, mail.link) == ("", "")
        assert "/invitation/abc/" in outbox.outbox[0].body

    def test_in_the_demo_it_is_kept_to_be_read(self, settings):
        settings.DEMO = True
        mail = written(secret=True, link="/invitation/abc/")
        deliver_mail(mail_id=mail.pk)
        mail.refresh_from_db()
        assert mail.link.endswith("/invitation/abc/")

    def test_a_failing_address_is_tried_ever_later_then_given_up_where_staff_see_it(
        self, monkeypatch, caplog, hosta
    ):
        def refused(_message):
            raise smtplib.SMTPRecipientsRefused({"finn@hosta.example": (550, b"No such user")})

        monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)
        mail = written(partner=hosta, secret=True)
        waits = []
        for _attempt in range(4):
            assert not deliver_mail(mail_id=mail.pk)
            mail.refresh_from_db()
            waits.append(round((mail.due_at - timezone.now()).total_seconds()))
            assert not deliver_mail(mail_id=mail.pk), "not before it is due"
            Mail.objects.update(due_at=timezone.now())
        assert waits == [15, 30, 60, 120]
        assert "a < b" not in caplog.text, "the log has no words of the mail"
        Mail.objects.update(created_at=timezone.now() - PATIENCE)
        assert not deliver_mail(mail_id=mail.pk)
        mail.refresh_from_db()
        assert mail.given_up_at is not None
        assert "550" in mail.last_error
        assert mail.text == ""
        [event] = AuditEvent.objects.filter(event="mail.given_up", partner=hosta)
        assert event.details == {"to": mail.to, "kind": "reminder", "attempts": 5}
        assert "a mail is given up" in caplog.text
        Mail.objects.update(due_at=timezone.now())
        assert not deliver_mail(mail_id=mail.pk), "given up for good"

    def test_a_server_that_is_away_ends_the_sweep(self, monkeypatch):
        for _number in range(3):
            written()
        Mail.objects.update(created_at=timezone.now() - timedelta(minutes=1))
        with monkeypatch.context() as patch:
            patch.setattr("django.core.mail.EmailMessage.send", raises(ConnectionRefusedError))
            assert deliver_waiting_mails() == 0
            assert sorted(Mail.objects.values_list("attempts", flat=True)) == [0, 0, 1]
        Mail.objects.update(due_at=timezone.now())
        assert deliver_waiting_mails() == 3
        assert deliver_waiting_mails() == 0


def raises(fault):
    def fail(_message):
        raise fault

    return fail


def test_every_template_has_a_subject_and_words():
    """A line, an empty one, then paragraphs: whatever the context."""
    templates = [each for each in (ROOT / "templates/notices").rglob("*.txt") if each.name[0] != "_"]
    assert len(templates) > 10
    for path in templates:
        page = path.read_text()
        lines = [line for line in page.splitlines() if not re.match(r"\{% (load|comment|extends) ", line)]
        assert lines[0].strip(), path
        if len(lines) == 1:
            assert lines[0].startswith("{% include"), f"{path}: no words, or those of another one"
            continue
        assert not lines[1].strip(), f"{path}: the second line is empty"
        assert any(lines[2:]), path
        bare = re.sub(r"\{[%{].*?[%}]\}", "", page, flags=re.S)
        assert "<" not in bare, f"{path}: no tags in a mail's words"
