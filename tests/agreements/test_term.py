"""Agreements are renewed, terminated, and end when their last day is over."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.http import Http404

from agreements import settled_until
from agreements.models import Agreement, RenewalNotice, TermChange
from agreements.term.accept_renewal import accept_renewal
from agreements.term.acts import changes_seen
from agreements.term.approve_term_change import approve_term_change
from agreements.term.end_terms import end_terms
from agreements.term.renew_agreement import renew_agreement
from agreements.term.set_aside_term_change import set_aside_term_change
from agreements.term.terminate_agreement import terminate_agreement
from agreements.term.warn_of_renewals import warn_of_renewals
from agreements.terms_document import terms_document
from portal.notices.models import Mail
from tests.factories.agreements import make_agreement
from tests.scenes import scene
from usage.models import Period
from usage.periods.open_period import open_period

LAST = date(2027, 6, 30)


@scene
def agreement(hosta, finn) -> Agreement:
    return make_agreement(hosta, ends="2027-01-01")


def now(agreement: Agreement) -> Agreement:
    return Agreement.objects.get(pk=agreement.pk)


def test_a_renewal_needs_a_second_person_and_a_signatory(agreement, carla, april, finn, uma):
    change = renew_agreement(agreement=agreement, last_day=LAST, by=carla)
    with pytest.raises(PermissionDenied, match="Somebody else"):
        approve_term_change(change=change, by=carla)
    with pytest.raises(ValidationError, match="not approved yet"):
        accept_renewal(change=change, by=finn)
    approve_term_change(change=change, by=april)
    with pytest.raises(PermissionDenied):
        accept_renewal(change=change, by=uma)
    assert now(agreement).ends_date == date(2027, 1, 1)
    accept_renewal(change=change, by=finn)
    assert now(agreement).ends_date == date(2027, 7, 1)
    assert [each["to"] for each in terms_document(agreement=now(agreement))] == ["2027-07-01"]


def test_the_partner_proposes_a_renewal(agreement, finn, april):
    change = renew_agreement(agreement=agreement, last_day=LAST, by=finn)
    change = approve_term_change(change=change, by=april)
    assert accept_renewal(change=change, by=finn).state == "done"
    with pytest.raises(DatabaseError), transaction.atomic():
        TermChange.objects.update(ends_date="2030-01-01")


def test_a_renewal_ends_later_and_only_one_is_talked_about(agreement, carla):
    with pytest.raises(ValidationError, match="lasts that long already"):
        renew_agreement(agreement=agreement, last_day=date(2026, 12, 31), by=carla)
    change = renew_agreement(agreement=agreement, last_day=LAST, by=carla)
    with pytest.raises(ValidationError, match="Another change"):
        renew_agreement(agreement=agreement, last_day=LAST, by=carla)
    set_aside_term_change(change=change, by=carla, reason="Too early")
    renew_agreement(agreement=agreement, last_day=LAST, by=carla)


def test_the_partner_gives_notice_at_once(agreement, finn, vera):
    with pytest.raises(PermissionDenied):
        terminate_agreement(agreement=agreement, last_day=date(2026, 11, 30), reason="We stop", by=vera)
    terminate_agreement(agreement=agreement, last_day=date(2026, 11, 30), reason="We stop", by=finn)
    assert now(agreement).ends_date == date(2026, 12, 1)
    assert end_terms(datetime(2026, 11, 30, 12, tzinfo=UTC)) == 0
    assert end_terms(datetime(2026, 12, 1, tzinfo=UTC)) == 1
    assert now(agreement).state == "terminated"
    assert end_terms(datetime(2026, 12, 2, tzinfo=UTC)) == 0


def test_the_licensor_s_notice_waits_for_a_second_person_unseen(agreement, carla, april, finn):
    change = terminate_agreement(agreement=agreement, last_day=date(2026, 11, 30), reason="Moved", by=carla)
    assert changes_seen(agreement, staff=False) == []
    with pytest.raises(Http404):
        set_aside_term_change(change=change, by=finn, reason="No")
    approve_term_change(change=change, by=april)
    assert now(agreement).ends_date == date(2026, 12, 1)
    assert Mail.objects.filter(kind="termination_noticed", to="finn@hosta.example").count() == 1


def test_nothing_settled_lies_after_the_end(agreement, finn, monkeypatch):
    monkeypatch.setattr(settled_until, "_questions", [lambda agreement: date(2026, 10, 1)])
    with pytest.raises(ValidationError, match="is settled"):
        terminate_agreement(agreement=agreement, last_day=date(2026, 9, 29), reason="x", by=finn)
    terminate_agreement(agreement=agreement, last_day=date(2026, 9, 30), reason="x", by=finn)


def test_open_periods_follow_the_end(agreement, finn):
    open_period(agreement=agreement, label="2026-11")
    terminate_agreement(agreement=agreement, last_day=date(2026, 11, 14), reason="x", by=finn)
    assert Period.objects.get().to_date == date(2026, 11, 15)


def test_a_closed_period_keeps_its_days(agreement, finn):
    open_period(agreement=agreement, label="2026-11")
    Period.objects.update(state="closed")
    with pytest.raises(ValidationError, match="is closed"):
        terminate_agreement(agreement=agreement, last_day=date(2026, 11, 14), reason="x", by=finn)


def test_an_agreement_that_nobody_renews_expires(agreement):
    assert end_terms(datetime(2027, 1, 1, tzinfo=UTC)) == 1
    assert now(agreement).state == "expired"


def test_both_sides_are_told_once_180_90_and_30_days_ahead(agreement, carla, finn):
    for day, sent in [
        (date(2026, 7, 4), 0),
        (date(2026, 7, 5), 1),
        (date(2026, 7, 6), 0),
        (date(2026, 10, 20), 1),
        (date(2026, 12, 2), 1),
        (date(2026, 12, 3), 0),
    ]:
        assert warn_of_renewals(day) == sent, day
    assert list(RenewalNotice.objects.order_by("-days").values_list("days", flat=True)) == [180, 90, 30]
    for person in (carla, finn):
        assert Mail.objects.filter(kind="renewal_ahead", to=person.email).count() == 3


def test_after_notice_nobody_is_reminded(agreement, finn):
    terminate_agreement(agreement=agreement, last_day=date(2026, 11, 30), reason="x", by=finn)
    assert warn_of_renewals(date(2026, 11, 10)) == 0
