"""Who finds what: rivals nothing, viewers read, staff leave a trace; notes and their files stay inside."""

import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from portal.refused import Refused
from settlements.disputes.ask import ask
from settlements.disputes.models import Message
from settlements.disputes.open_dispute import open_dispute
from settlements.disputes.reply import reply
from tests.factories.usage import body
from tests.scenes import scene
from tests.settlements.disputes.pages import look, send
from tests.settlements.disputes.steps import claims, line, propose

SECRET = "canary-7131 they are probably right"


def evidence(name: str = "log.txt", content: bytes = b"Two days are missing.\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@scene
def asked(payable, fred, dora):
    return ask(
        by=fred,
        statement=payable,
        line=line(payable, "ID"),
        subject="Why so little?",
        text="Look.",
        file=evidence(),
    )


@scene
def noted(asked, payable, fred, dora):
    """A question that became a dispute, with a note and its file in either thread."""
    reply(by=dora, thread=asked, text=SECRET, file=evidence("canary-note.txt"), internal=True)
    found = open_dispute(
        by=fred,
        statement=payable,
        claims=claims(payable, ID="120.00"),
        category="usage",
        text="Then so.",
        question=asked,
    )
    reply(by=dora, thread=found, text=SECRET, file=evidence("canary-note.txt"), internal=True)
    return found


def test_rivals_and_strangers_find_nothing(client, noted, asked, ruth, fiona, vera):
    pages = [
        ("dispute", (noted.number,)),
        ("question", (asked.pk,)),
        ("question_file", (asked.pk, asked.messages.first().pk)),
    ]
    for person, status in ((ruth, 404), (fiona, 404), (vera, 200)):
        client.force_login(person)
        for name, args in pages:
            assert client.get(reverse(name, args=args)).status_code == status, name
    client.force_login(ruth)
    for name, args in pages:
        assert client.get(reverse(f"staff_{name}", args=args)).status_code == 404
    for name in ("disputes", "questions"):
        assert noted.number not in look(client, ruth, name)
        assert "Why so little?" not in look(client, ruth, name)
    client.logout()
    assert "/login/" in client.get(reverse("dispute", args=[noted.number]))["Location"]


ACTS = ["reply_to_dispute", "withdraw_dispute", "accept_outcome", "refuse_outcome"]


@pytest.mark.parametrize("name", ACTS)
def test_acts_of_others(client, noted, ruth, vera, name):
    for person, status in ((ruth, 404), (vera, 403)):
        for method in ("get", "post"):
            client.force_login(person)
            answer = getattr(client, method)(reverse(name, args=[noted.number]))
            assert answer.status_code == status, (person, method)


def test_staff_leave_a_trace(client, noted, asked, adam, payable):
    look(client, adam, "staff_dispute", noted.number)
    look(client, adam, "staff_question", asked.pk)
    events = AuditEvent.objects.filter(partner=payable.partner, actor=adam).order_by("pk")
    assert [(each.event, each.subject) for each in events] == [
        ("dispute.viewed", noted.number),
        ("question.viewed", f"question {asked.pk}"),
    ]


def test_notes_are_nowhere_the_partner_looks(client, noted, asked, payable, fred, finn, dora):
    """Neither in pages nor in lists, downloads, mails, or the partner's chain."""
    pages = [("dispute", (noted.number,)), ("question", (asked.pk,)), ("disputes", ()), ("questions", ())]
    for person in (fred, finn):
        for name, args in pages:
            assert "canary" not in look(client, person, name, *args), name
    for name in ("disputes", "questions"):
        assert "canary" not in body(client.get(reverse(name) + "?format=csv"))
    for mail in Mail.objects.all():
        assert "canary" not in mail.subject + mail.text
    notes = Message.objects.filter(internal=True)
    written = Mail.objects.filter(kind__in=["question_replied", "dispute_replied"])
    assert (notes.count(), written.count()) == (2, 0)
    chain = AuditEvent.objects.filter(partner=payable.partner)
    assert not chain.filter(event__endswith=".noted").exists()
    assert AuditEvent.objects.filter(partner=None, event="dispute.noted").count() == 1
    for note in notes:
        name, key = ("dispute_file", noted.number) if note.dispute_id else ("question_file", asked.pk)
        client.force_login(fred)
        assert client.get(reverse(name, args=[key, note.pk])).status_code == 404
        client.force_login(dora)
        assert body(client.get(reverse(f"staff_{name}", args=[key, note.pk]))) == "Two days are missing.\n"
    # Staff see them, set apart.
    assert "Internal note" in look(client, dora, "staff_dispute", noted.number)


def test_a_partner_writes_no_notes(client, noted, fred):
    send(client, fred, "reply_to_dispute", noted.number, text="For us only", internal="on")
    assert Message.objects.get(text="For us only").internal is False


def test_evidence_is_a_download(client, asked, vera, dora, noted):
    message = asked.messages.order_by("pk").first()
    client.force_login(vera)
    answer = client.get(reverse("question_file", args=[asked.pk, message.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="log.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert body(answer) == "Two days are missing.\n"
    # Only through the thread it belongs to, and only messages that have one.
    assert client.get(reverse("dispute_file", args=[noted.number, message.pk])).status_code == 404
    said = noted.messages.filter(file=None).first()
    assert client.get(reverse("dispute_file", args=[noted.number, said.pk])).status_code == 404
    assert client.get(reverse("dispute_file", args=[noted.number, 10**30])).status_code == 404


def test_what_is_no_evidence_is_refused_on_the_page(client, noted, fred):
    answer = send(
        client,
        fred,
        "reply_to_dispute",
        noted.number,
        text="See this.",
        file=evidence("page.html", b"<script>alert(1)</script>"),
    )
    assert answer.status_code == 422
    assert "page.html" in answer.content.decode()
    assert not Message.objects.filter(text="See this.").exists()


def test_what_is_written_is_text(client, noted, fred, dora):
    reply(by=fred, thread=noted, text="<script>alert(1)</script> &amp;")
    page = look(client, dora, "staff_dispute", noted.number)
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_a_refused_file_leaves_no_dispute(payable, fred):
    with pytest.raises(Refused):
        open_dispute(
            by=fred,
            statement=payable,
            claims=claims(payable, DE="260.00"),
            category="usage",
            text="x",
            file=evidence("x.exe", b"MZ"),
        )
    assert not payable.disputes.exists()


def test_accepting_asks_again_who_it_is(client, payable, noted, dora, sigrid):
    found = propose(noted, dora, "110.00")
    client.force_login(sigrid)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - 3600}]
    session.save()
    answer = client.post(reverse("accept_outcome", args=[found.number]), {"version": found.version})
    assert "reauthenticate" in answer["Location"]
    found.refresh_from_db()
    assert found.state == "proposed"
