"""Mail is written with the act it tells of, in the recipient's language."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db import transaction
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.notices.deliver_mail import PATIENCE, deliver_mail
from portal.notices.models import Mail
from portal.notices.notify import notify
from portal.notices.send_mail import send_mail

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
