"""Entered by one, confirmed by another, never changed: by the acts, and by the database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from agreements.discard_agreement import discard_agreement
from agreements.import_terms import import_terms
from agreements.negotiation.accept_version import accept_version
from portal.accounts.models import Deputy
from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.balances.models import JournalTransaction
from settlements.balances.verify_books import verify_books
from settlements.openings.confirm_opening import confirm_opening
from settlements.openings.discard_opening import discard_opening
from settlements.openings.enter_opening import BadOpening, enter_opening
from settlements.openings.models import AgreementOpening
from tests.factories.accounts import make_staff
from tests.factories.agreements import (
    make_draft_agreement,
    make_terms,
    propose_and_approve,
    share,
    signatory,
)
from tests.factories.usage import submitted_report
from tests.settlements.openings.steps import carried_over, figures, only_balance
from tests.settlements.runs.steps import issued_run
from tests.settlements.runs.test_at_once import at_once


def faults(agreement, by, **over) -> dict[str, str]:
    with pytest.raises(BadOpening) as refused:
        enter_opening(agreement=agreement, figures=figures(**over), by=by)
    return {each.field: each.sentence for each in refused.value.faults}


@pytest.mark.parametrize(
    "over, field, told",
    [
        ({"carried_date": date(2026, 8, 30)}, "carried_date", "last day of a settlement period"),
        ({"carried_date": date(2030, 8, 31)}, "carried_date", "not over yet"),
        ({"currency": "EUR"}, "currency", "settles in USD"),
        ({"balance": Decimal("1.005")}, "balance", "decimals"),
        ({"advance_balance": None}, "advance_balance", "terms have an advance"),
        ({"advance_balance": Decimal("100.01")}, "advance_balance", "More is left"),
        ({"guarantee_earned": Decimal(1)}, "guarantee_earned", "no minimum guarantee"),
        ({"counters": {"gone": (Decimal(0), Decimal(1))}}, "rule", "No version has a rule"),
        ({"source": " "}, "source", "where the figures come from"),
    ],
)
def test_what_cannot_open_the_first_period_is_refused_by_field(moved, carla, over, field, told):
    found = faults(moved, carla, **over)
    assert list(found) == [field]
    assert told in found[field]


def test_a_new_agreement_carries_a_balance_over_but_no_counter(moved, carla):
    """The day before it begins: its windows begin with it."""
    assert set(faults(moved, carla, carried_date=date(2024, 12, 31))) == {"base", "cap_earned"}
    row = enter_opening(
        agreement=moved,
        figures=figures(carried_date=date(2024, 12, 31), counters={}, cap_earned=Decimal(0)),
        by=carla,
    )
    assert row.balance == Decimal("12.34")


def test_who_entered_it_never_confirms_it_nor_their_deputy(moved, licensor, april, ada):
    both = make_staff("bo@licensor.example", "Bo Both", StaffRole.CONTRACTS, StaffRole.FINANCE)
    row = enter_opening(agreement=moved, figures=figures(), by=both)
    deputy = make_staff("dee@licensor.example", "Dee Deputy", StaffRole.OPERATIONS)
    Deputy.objects.create(
        role=StaffRole.FINANCE,
        principal=both,
        deputy=deputy,
        from_date=date(2020, 1, 1),
        to_date=date(2100, 1, 1),
        named_by=ada,
    )
    for person in (both, deputy):
        with pytest.raises(PermissionDenied):
            confirm_opening(opening=row, by=person)
    assert confirm_opening(opening=row, by=april).confirmed_by == april


def test_a_deputy_in_contracts_does_not_confirm_with_a_role_of_their_own(moved, carla, fiona, ada):
    row = enter_opening(agreement=moved, figures=figures(), by=carla)
    Deputy.objects.create(
        role=StaffRole.CONTRACTS,
        principal=carla,
        deputy=fiona,
        from_date=date(2020, 1, 1),
        to_date=date(2100, 1, 1),
        named_by=ada,
    )
    with pytest.raises(PermissionDenied):
        confirm_opening(opening=row, by=fiona)


def test_only_the_roles_enter_and_confirm(moved, carla, oscar, adam, april):
    with pytest.raises(PermissionDenied):
        enter_opening(agreement=moved, figures=figures(), by=oscar)
    row = enter_opening(agreement=moved, figures=figures(), by=carla)
    with pytest.raises(PermissionDenied):
        confirm_opening(opening=row, by=adam)


def test_entering_it_twice_enters_it_once(moved, carla, fiona):
    first = enter_opening(agreement=moved, figures=figures(), by=carla)
    assert enter_opening(agreement=moved, figures=figures(), by=fiona) == first
    with pytest.raises(Refused, match="Discard it first"):
        enter_opening(agreement=moved, figures=figures(balance=Decimal(1)), by=fiona)
    discard_opening(opening=first, by=fiona, reason="Wrong month")
    second = enter_opening(agreement=moved, figures=figures(balance=Decimal(1)), by=fiona)
    assert second != first


def test_a_draft_may_have_one_entered_and_be_discarded_with_it(hosta, carla, april):
    draft = make_draft_agreement(hosta, starts="2025-01-01")
    row = enter_opening(agreement=draft, figures=only_balance("3.00"), by=carla)
    with pytest.raises(Refused, match="draft"):
        confirm_opening(opening=row, by=april)
    discard_agreement(agreement=draft, by=carla)
    assert not AgreementOpening.objects.exists()


def test_an_advance_that_came_into_the_terms_later_is_asked_for(hosta, carla, april):
    """Nobody said what is left of it: 0 would never recoup the 100."""
    draft = make_draft_agreement(hosta, starts="2025-01-01")
    row = enter_opening(agreement=draft, figures=only_balance("3.00"), by=carla)
    terms = make_terms("2025-01-01", share("0.10"), advance={"amount": "100.00", "recoup_rate": "0.5"})
    import_terms(agreement=draft, document=[terms], by=carla)
    version = draft.versions.get()
    propose_and_approve(version)
    accept_version(version=version, by=signatory(hosta))
    with pytest.raises(BadOpening, match="terms have an advance"):
        confirm_opening(opening=row, by=april)
    discard_opening(opening=row, by=carla, reason="An advance was agreed")
    said = replace(only_balance("3.00"), advance_balance=Decimal(0))
    assert carried_over(draft, carla, april, said).advance_balance == 0


def test_nothing_is_carried_over_once_something_is_settled(moved, carla, fiona, april):
    submitted_report(moved, "2025-01", [{"usage_date": "2025-01-05"}])
    issued_run("2025-01", fiona, april, moved)
    with pytest.raises(Refused, match="settled here already"):
        enter_opening(agreement=moved, figures=figures(), by=carla)


def test_the_database_keeps_what_was_carried_over(moved, carla, april):
    row = enter_opening(agreement=moved, figures=figures(), by=carla)
    rows = AgreementOpening.objects.filter(pk=row.pk)
    changes = [{"balance": 1}, {"source": "x"}, {"state": "confirmed"}]
    for change in [*changes, {"state": "confirmed", "confirmed_by": carla, "confirmed_at": row.entered_at}]:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    confirm_opening(opening=row, by=april)
    for change in [*changes, {"state": "entered"}, {"confirmed_by": None}]:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_every_act_is_in_the_partners_trail(moved, carla, april, fiona):
    row = enter_opening(agreement=moved, figures=figures(balance=Decimal(1)), by=carla)
    discard_opening(opening=row, by=fiona, reason="Wrong")
    carried_over(moved, carla, april)
    events = AuditEvent.objects.filter(event__startswith="opening.", partner=moved.partner)
    assert list(events.order_by("pk").values_list("event", flat=True)) == [
        "opening.entered",
        "opening.discarded",
        "opening.entered",
        "opening.confirmed",
    ]


def test_books_without_the_posting_are_noticed(moved, carla, april, monkeypatch):
    monkeypatch.setattr("settlements.openings.confirm_opening.post_opening", lambda opening: None)
    carried_over(moved, carla, april)
    [found] = verify_books()
    assert found.check == "openings"
    assert "12.34" in found.sentence


@pytest.mark.django_db(transaction=True)
def test_of_many_who_confirm_at_once_one_does(moved, carla):
    row = enter_opening(agreement=moved, figures=figures(), by=carla)
    people = [make_staff(f"a{n}@licensor.example", f"A {n}", StaffRole.APPROVER) for n in range(4)]
    outcomes = at_once([lambda by=by: confirm_opening(opening=row, by=by) for by in people])
    assert sum(isinstance(each, AgreementOpening) for each in outcomes) == 1
    assert sum(isinstance(each, Refused) for each in outcomes) == 3
    assert JournalTransaction.objects.filter(cause="opening_confirmed").count() == 1
