"""A deputy acts in the role of another, on the days named, and never against four eyes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from agreements.who_approves import why_not_approve
from portal.accounts import access, deputies
from portal.accounts.access import acting_ids, is_staff, may, people_with_role, staff_with_role, stands_in_for
from portal.accounts.models import Deputy
from portal.accounts.roles import PartnerRole, StaffRole
from settlements.runs.approve_run import prepared_by
from settlements.runs.request_approval import request_approval
from tests.factories.accounts import make_staff
from tests.factories.agreements import make_agreement, make_draft_agreement
from tests.factories.usage import submitted_report
from tests.settlements.runs.steps import approve, settled_run

pytestmark = pytest.mark.django_db
APPROVER, FINANCE = StaffRole.APPROVER, StaffRole.FINANCE
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Noon of 21 November 2026 in UTC."""
    noon = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("UTC"))
    monkeypatch.setattr(timezone, "now", lambda: noon)


def stand_in(principal, deputy, role, partner=None, start=TODAY, days=7, **fields) -> Deputy:
    return Deputy.objects.create(
        principal=principal,
        deputy=deputy,
        role=role,
        partner=partner,
        from_date=start,
        to_date=start + timedelta(days=days),
        named_by=principal,
        **fields,
    )


def test_a_deputy_of_staff_holds_the_role_on_those_days(april, adam):
    assert not is_staff(adam, APPROVER)
    stand_in(april, adam, APPROVER)
    assert is_staff(adam, APPROVER)
    assert is_staff(adam, StaffRole.AUDITOR), "the own ones stay"
    assert not is_staff(adam, FINANCE)
    assert adam in staff_with_role(APPROVER)


@pytest.mark.parametrize(
    "start, days, holds",
    [
        (TODAY, 1, True),
        (TODAY - timedelta(1), 1, False),
        (TODAY - timedelta(1), 2, True),
        (TODAY + timedelta(1), 5, False),
    ],
)
def test_the_last_day_is_not_included(april, adam, start, days, holds):
    stand_in(april, adam, APPROVER, start=start, days=days)
    assert is_staff(adam, APPROVER) == holds


def test_days_are_the_licensor_s(april, adam, licensor, monkeypatch):
    stand_in(april, adam, APPROVER, start=TODAY + timedelta(1), days=1)
    licensor.time_zone = "Pacific/Kiritimati"  # 14 hours ahead: it is 22 November there
    licensor.save()
    assert is_staff(adam, APPROVER)


@pytest.mark.parametrize("change", ["ended", "principal lost the role", "principal left", "deputy left"])
def test_it_ends_with_its_reason(april, adam, change):
    deputy = stand_in(april, adam, APPROVER)
    if change == "ended":
        deputy.ended_at = timezone.now()
        deputy.save()
    elif change == "principal lost the role":
        april.staff_roles = [FINANCE]
        april.save()
    else:
        person = april if change == "principal left" else adam
        person.is_active = False
        person.save()
    assert not is_staff(adam, APPROVER)
    assert adam not in staff_with_role(APPROVER)


def test_a_deputy_has_no_deputy(april, adam, oscar):
    stand_in(april, adam, APPROVER)
    stand_in(adam, oscar, APPROVER)
    assert not is_staff(oscar, APPROVER)


def test_a_partner_s_deputy_holds_it_there_only(finn, vera, hosta, rival):
    stand_in(finn, vera, PartnerRole.SIGNATORY, partner=hosta)
    assert may(vera, hosta, PartnerRole.SIGNATORY)
    assert not may(vera, hosta, PartnerRole.FINANCE)
    assert not may(vera, rival, PartnerRole.SIGNATORY)
    assert vera in people_with_role(hosta, PartnerRole.SIGNATORY)
    assert people_with_role(hosta, PartnerRole.SIGNATORY) == [finn, vera]
    assert not is_staff(vera)


def test_an_outsider_stays_one_even_as_a_deputy(finn, ruth, hosta):
    stand_in(finn, ruth, PartnerRole.SIGNATORY, partner=hosta)
    assert not may(ruth, hosta, PartnerRole.SIGNATORY)
    assert ruth not in people_with_role(hosta, PartnerRole.SIGNATORY)


def test_suspended_members_hold_nothing_and_lend_nothing(finn, vera, hosta):
    stand_in(finn, vera, PartnerRole.SIGNATORY, partner=hosta)
    finn.memberships.update(suspended_at=timezone.now())
    assert not may(finn, hosta, PartnerRole.SIGNATORY)
    assert not may(vera, hosta, PartnerRole.SIGNATORY)
    assert people_with_role(hosta, PartnerRole.SIGNATORY) == []


def test_for_four_eyes_a_deputy_and_the_principal_are_one(april, adam, fiona):
    assert acting_ids(adam, APPROVER) == {adam.pk}
    stand_in(april, adam, APPROVER)
    assert acting_ids(adam, APPROVER) == {adam.pk, april.pk}
    assert stands_in_for(adam, FINANCE) == set()
    adam.staff_roles = [APPROVER]
    adam.save()
    assert acting_ids(adam, APPROVER) == {adam.pk}, "one's own role comes first"


def test_the_same_word_on_both_sides_is_not_the_same_role(fiona, adam, finn, vera, hosta):
    stand_in(finn, vera, PartnerRole.FINANCE, partner=hosta)
    assert stands_in_for(vera, PartnerRole.FINANCE) == {finn.pk}
    assert stands_in_for(vera, FINANCE) == set()
    assert stands_in_for(vera, PartnerRole.FINANCE, hosta) == {finn.pk}


def test_a_deputy_does_not_approve_the_run_the_principal_prepared(hosta, adam):
    both = make_staff("bo@licensor.example", "Bo Both", FINANCE, APPROVER)
    agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01")
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-05"}])
    run = request_approval(run=settled_run("2026-09", both, agreement), by=both)
    stand_in(both, adam, APPROVER)
    assert prepared_by(run, adam).startswith("You stand in for somebody who prepared this run")
    with pytest.raises(PermissionDenied, match="stand in"):
        approve(run, adam)


def test_a_deputy_approves_the_run_others_prepared(hosta, april, adam, fiona):
    agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01")
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-05"}])
    run = request_approval(run=settled_run("2026-09", fiona, agreement), by=fiona)
    stand_in(april, adam, APPROVER)
    assert approve(run, adam).approved_by == adam


def test_nor_the_terms(hosta, carla, adam):
    agreement = make_draft_agreement(hosta, by=carla)
    stand_in(carla, adam, StaffRole.CONTRACTS)
    assert why_not_approve(agreement.versions.get(), adam).startswith("You stand in for somebody")


def test_a_request_asks_for_deputies_once(client, april, adam, django_assert_max_num_queries, monkeypatch):
    asked = []
    monkeypatch.setattr(deputies, "in_force", lambda rows=None: asked.append(rows) or Deputy.objects.none())
    stand_in(april, adam, APPROVER)
    client.force_login(adam)
    assert client.get("/staff/fx/").status_code == 200
    assert len(asked) == 1
    assert access.is_staff(adam, APPROVER) is False


@pytest.mark.parametrize(
    "fields",
    [{"days": 0}, {"days": -1}, {"role": "signatory"}, {"role": "nonsense"}, {"deputy": "principal"}],
)
def test_the_database_refuses_what_makes_no_sense(april, adam, fields):
    deputy = april if fields.get("deputy") else adam
    with pytest.raises(IntegrityError), transaction.atomic():
        stand_in(april, deputy, fields.get("role", APPROVER), days=fields.get("days", 7))
