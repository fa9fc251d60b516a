"""A report of a closed period says what becomes of it: to the partner who decides, to staff what they do."""

import pytest
from django.urls import reverse

from tests.factories.usage import body, checked_report, submitted_report
from tests.settlements.statements.test_pages import words
from usage.late_words import late_words
from usage.models import Period
from usage.periods.open_period import open_period

pytestmark = pytest.mark.django_db
OCTOBER = "2026-10"
SUBMIT = {"confirm": "on"}


def in_state(agreement, state: str) -> None:
    period = open_period(agreement=agreement, label=OCTOBER)
    period.state = state
    period.save()


def test_staff_who_report_themselves_read_what_they_can_do(client, licensor_agreement, oscar):
    report = checked_report(licensor_agreement, OCTOBER, by=oscar)
    in_state(licensor_agreement, Period.State.CLOSED)
    client.force_login(oscar)
    before = words(body(client.get(reverse("staff_report", args=[report.pk]))))
    assert "If you submit this report, it waits as late. The period is closed for the approval" in before
    sent = client.post(reverse("staff_submit_report", args=[report.pk]), SUBMIT, follow=True)
    after = words(body(sent))
    assert (
        "Your report is kept as late, because the period is closed. This page says what to do next." in after
    )
    assert "Send the run back or cancel it, and the period is open again" in after
    for text in (before, after):
        assert "the licensor decides" not in text.lower()
        assert "the licensor reopens" not in text


@pytest.mark.parametrize(
    "state, sentence",
    [
        (Period.State.SETTLED, "finance can restate it, and the restatement takes this report in."),
        (Period.State.OPEN, "operations can let this report count."),
    ],
)
def test_what_comes_next_is_as_the_period_is(licensor_agreement, oscar, state, sentence):
    in_state(licensor_agreement, Period.State.CLOSED)
    report = submitted_report(licensor_agreement, OCTOBER, by=oscar)
    report.period.state = state
    assert late_words(report=report, staff=True).endswith(sentence)


def test_the_partner_reads_that_the_licensor_decides(client, agreement, uma):
    report = checked_report(agreement, OCTOBER, by=uma)
    in_state(agreement, Period.State.CLOSED)
    client.force_login(uma)
    before = words(body(client.get(reverse("report", args=[report.pk]))))
    assert "it waits as late until the licensor reopens the period or restates it" in before
    after = words(body(client.post(reverse("submit_report", args=[report.pk]), SUBMIT, follow=True)))
    assert "The licensor decides whether it reopens the period or restates it" in after


def test_staff_are_told_how_to_open_a_closed_period_again(client, licensor_agreement, oscar):
    in_state(licensor_agreement, Period.State.CLOSED)
    client.force_login(oscar)
    address = f"{reverse('staff_declare_period')}?agreement={licensor_agreement.number}&period={OCTOBER}"
    text = words(body(client.post(address, SUBMIT)))
    assert "Send its run back or cancel it to open the period again" in text


def test_nothing_is_said_of_a_report_in_time(agreement, uma):
    assert late_words(report=checked_report(agreement, OCTOBER, by=uma), staff=True) == ""
