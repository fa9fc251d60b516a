"""Who may do what with a restatement, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from portal.notices.models import Mail, OutboxEvent
from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.balances.verify_books import verify_books
from settlements.runs.restate.cancel_restatement import cancel_restatement
from settlements.runs.restate.models import Restatement
from settlements.runs.restate.open_restatement import open_restatement
from settlements.runs.restate.recompute_restatement import recompute_restatement
from settlements.runs.restate.request_restatement_approval import request_restatement_approval
from settlements.statements.models import Statement
from tests.factories.usage import submitted_report
from tests.settlements.restate.conftest import FEBRUARY, JANUARY, MARCH, row
from tests.settlements.restate.steps import approve, computed, requested, versions
from usage.models import Report


def code_of(act, **arguments) -> str:
    with pytest.raises(Refused) as refusal:
        act(**arguments)
    return refusal.value.code


@pytest.mark.django_db
class TestBeginning:
    def test_needs_finance_a_reason_and_a_settled_period(self, quarter, fiona, april, oscar):
        given = {"agreement": quarter, "period_label": JANUARY, "reason": "A corrected file"}
        for person in (april, oscar):
            with pytest.raises(PermissionDenied):
                open_restatement(**given, by=person)
        assert code_of(open_restatement, **{**given, "reason": " "}, by=fiona) == "no_reason"
        assert code_of(open_restatement, **{**given, "period_label": "2026-04"}, by=fiona) == "not_settled"
        assert not Restatement.objects.exists()

    def test_one_at_a_time(self, quarter, fiona):
        given = {"agreement": quarter, "period_label": JANUARY, "reason": "A corrected file", "by": fiona}
        first = open_restatement(**given)
        assert OutboxEvent.objects.get(event="restatement.opened").args == [first.pk]
        assert code_of(open_restatement, **given) == "restatement_exists"
        cancel_restatement(restatement=first, by=fiona, reason="the file was right")
        open_restatement(**given)

    def test_from_a_later_period_leaves_the_earlier_ones(self, quarter, fiona):
        found = computed(quarter, FEBRUARY, fiona)
        assert [each.period.label for each in found.periods.all()] == [FEBRUARY, MARCH]

    def test_where_nothing_differs_nothing_is_asked_for(self, quarter, fiona):
        found = computed(quarter, JANUARY, fiona)
        assert set(found.periods.values_list("differs", "delta")) == {(False, 0)}
        assert code_of(request_restatement_approval, restatement=found, by=fiona) == "nothing_differs"

    def test_a_period_that_does_not_differ_gets_no_version(self, quarter, fiona, april):
        """March: 100 more, all of it above the tier; the guarantee then lacks 10 less."""
        submitted_report(quarter, MARCH, [row(MARCH, "100")])
        approve(requested(quarter, FEBRUARY, fiona), april)
        assert [len(versions(quarter, label)) for label in (JANUARY, FEBRUARY, MARCH)] == [1, 1, 2]
        assert versions(quarter, MARCH)[1].result_document["ladder"]["guarantee_shortfall"] == "130.00"
        assert not Adjustment.objects.exists(), "10 more earned, 10 less topped up"
        assert verify_books(thorough=True) == []


@pytest.mark.django_db
class TestFourEyes:
    def test_who_prepared_it_does_not_approve(self, quarter, corrected, fiona, april):
        fiona.staff_roles = [StaffRole.FINANCE, StaffRole.APPROVER]
        fiona.save()
        found = requested(quarter, JANUARY, fiona)
        with pytest.raises(PermissionDenied, match="You opened this restatement"):
            approve(found, fiona)
        Restatement.objects.update(opened_by=april)
        with pytest.raises(PermissionDenied, match="You asked for its approval"):
            approve(found, fiona)
        with pytest.raises(PermissionDenied, match="You opened"):
            approve(found, april)

    def test_who_handed_figures_in_does_not_either(self, quarter, corrected, fiona, april):
        found = requested(quarter, JANUARY, fiona)
        Report.objects.filter(pk=corrected.pk).update(submitted_by=april)
        with pytest.raises(PermissionDenied, match="You handed in figures"):
            approve(found, april)

    def test_the_database_holds_it_too(self, quarter, corrected, fiona):
        found = requested(quarter, JANUARY, fiona)
        with pytest.raises(IntegrityError, match="restatement_four_eyes"), transaction.atomic():
            Restatement.objects.filter(pk=found.pk).update(approved_by=fiona)
        with pytest.raises(IntegrityError, match="restatement_issued_is_approved"), transaction.atomic():
            Restatement.objects.filter(pk=found.pk).update(state="issued")

    def test_roles(self, quarter, corrected, fiona, april, carla):
        found = computed(quarter, JANUARY, fiona)
        for act in (request_restatement_approval, recompute_restatement):
            with pytest.raises(PermissionDenied):
                act(restatement=found, by=april)
        found = request_restatement_approval(restatement=found, by=fiona)
        for person in (fiona, carla):
            with pytest.raises(PermissionDenied):
                approve(found, person)


@pytest.mark.django_db
def test_what_cannot_be_computed_says_why(quarter, corrected, fiona):
    submitted_report(quarter, FEBRUARY, [row(FEBRUARY, "10", currency="CHF")])
    found = computed(quarter, JANUARY, fiona)
    assert (found.state, found.periods.count()) == ("failed", 0)
    assert found.failure["period"] == FEBRUARY
    assert found.failure["rates"][0]["currency"] == "CHF"


@pytest.mark.django_db
def test_who_did_what_is_kept_and_the_partner_told(quarter, corrected, fiona, april, finn, vera):
    found = approve(requested(quarter, JANUARY, fiona), april)
    events = AuditEvent.objects.filter(subject=f"restatement {found.pk}", partner=None)
    assert list(events.order_by("position").values_list("event", flat=True)) == [
        "restatement.opened",
        "restatement.computed",
        "restatement.approval_requested",
        "restatement.approved",
    ]
    own = AuditEvent.objects.filter(partner=quarter.partner, event="statement.restated")
    assert [each.details["difference"] for each in own.order_by("position")] == [
        "280.05",
        "-40.00",
        "-140.00",
    ]
    mail = Mail.objects.get(kind="statement_restated", to=finn.email)
    assert not Mail.objects.filter(kind="statement_restated", to=vera.email).exists()
    numbers = Statement.objects.filter(version=2).values_list("number", flat=True)
    assert all(number in mail.text for number in numbers)
    assert found.reason in mail.text
