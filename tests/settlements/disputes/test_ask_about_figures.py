"""Questions about the figures of both sides: asked from a row, answered in the thread, seen at the row."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.home.doubts import doubt_sections
from portal.notices.models import Mail
from portal.refused import Refused
from settlements.disputes.acts import question_acts
from settlements.disputes.ask_about_figures import ask_about_figures
from settlements.disputes.close_question import close_question
from settlements.disputes.models import Question
from settlements.disputes.reply import reply
from tests.factories.agreements import make_agreement
from tests.factories.usage import body, countered, submitted_report
from tests.scenes import scene
from usage.models import Period
from usage.reconciliation.pairs import Place

pytestmark = pytest.mark.django_db
ROW = Place("search", "llama-3.1-8b", "DE", "output_tokens")
NOWHERE = ROW._replace(market="JP")
TEXT = {"subject": "A day too many?", "text": "You count the 5th twice."}


@scene
def period(hosta, uma, oscar) -> Period:
    """October of Host A: 1000 tokens reported, 900 counted by the licensor."""
    agreement = make_agreement(hosta, reporter="partner")
    submitted_report(agreement, "2026-10", [{}], uma)
    return countered(agreement, "2026-10", [{"quantity": "900"}], oscar).period


@scene
def asked(period, fred, dora) -> Question:
    return ask_about_figures(by=fred, period=period, row=ROW, **TEXT)


def urls(period, prefix: str = "") -> tuple[str, str]:
    args = [period.agreement.number, period.label]
    return reverse(f"{prefix}reconciliation", args=args), reverse(f"{prefix}ask_about_figures", args=args)


def test_asked_about_a_row(asked, period, dora):
    assert (asked.period, asked.place, asked.statement, asked.side) == (period, ROW, None, "partner")
    event = AuditEvent.objects.get(event="question.asked")
    assert event.details == {
        "agreement": period.agreement.number,
        "period": "2026-10",
        "row": "search|llama-3.1-8b|DE|output_tokens",
        "side": "partner",
    }
    mail = Mail.objects.get(kind="question_asked")
    assert mail.to == dora.email
    assert "October 2026" in mail.subject
    assert period.agreement.number in mail.subject


def test_answered_and_closed_but_no_dispute_yet(asked, fred, dora):
    reply(by=dora, thread=asked, text="We looked: it was the time zone.")
    asked.refresh_from_db()
    assert asked.state == "answered"
    assert not question_acts(asked, fred, staff=False)["dispute"].fits
    assert close_question(by=fred, question=asked).state == "closed"
    assert Mail.objects.filter(kind__in=["question_replied", "question_closed"]).count() >= 2


def test_only_where_there_are_figures(period, fred, hosta):
    with pytest.raises(Refused) as refusal:
        ask_about_figures(by=fred, period=period, row=NOWHERE, **TEXT)
    assert refusal.value.code == "no_such_row"
    with pytest.raises(Refused):
        ask_about_figures(by=fred, period=period, row=None, subject=" ", text="?")
    assert ask_about_figures(by=fred, period=period, row=None, **TEXT).row == ""


def test_by_those_who_speak_for_a_side(period, vera, oscar, ruth):
    for person, kind in ((vera, PermissionDenied), (oscar, PermissionDenied), (ruth, Http404)):
        with pytest.raises(kind):
            ask_about_figures(by=person, period=period, row=ROW, **TEXT)


def test_a_question_is_about_one_thing(period, asked):
    for wrong in ({"period": None, "row": ""}, {"period": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.filter(pk=asked.pk).update(**wrong)


class TestPages:
    def test_from_the_row_and_back(self, client, period, fred, dora):
        client.force_login(fred)
        page, ask_page = urls(period)
        assert f"{ask_page}?row=search%7Cllama-3.1-8b%7CDE%7Coutput_tokens" in body(client.get(page))
        form = body(client.get(ask_page, {"row": ROW.key}))
        assert "output_tokens" in form
        sent = client.post(f"{ask_page}?row={ROW.key}", TEXT)
        question = Question.objects.get()
        assert sent["Location"] == reverse("question", args=[question.pk])
        thread = body(client.get(sent["Location"]))
        assert page in thread
        assert "Turn into a dispute" not in thread
        assert reverse("question", args=[question.pk]) in body(client.get(page))
        assert "A day too many?" in body(client.get(reverse("questions")))
        client.force_login(dora)
        assert "A day too many?" in body(client.get(urls(period, "staff_")[0]))
        assert "A day too many?" in body(client.get(reverse("staff_questions")))

    def test_what_is_no_row_is_not_found(self, client, period, fred):
        client.force_login(fred)
        _page, ask_page = urls(period)
        for key in ("search", "a|b|c", "a|b|c|d|e", "|||", "x" * 500):
            assert client.get(ask_page, {"row": key}).status_code == 404
        assert client.post(f"{ask_page}?row={NOWHERE.key}", TEXT).status_code == 422

    def test_who_may_not_ask_is_told_why(self, client, period, vera, ruth):
        client.force_login(vera)
        page, ask_page = urls(period)
        shown = body(client.get(page))
        assert ask_page not in shown
        assert "but not ask about them" in shown
        assert client.get(ask_page).status_code == 403
        client.force_login(ruth)
        assert client.get(page).status_code == client.get(ask_page).status_code == 404

    def test_staff_without_a_reading_role_see_no_questions(self, client, asked, period, oscar):
        client.force_login(oscar)
        shown = body(client.get(urls(period, "staff_")[0]))
        assert "A day too many?" not in shown

    def test_it_waits_on_the_staff_s_front(self, asked, dora):
        [questions, _disputes] = doubt_sections(dora)
        assert [each.text for each in questions.items] == ["A day too many?"]
