"""Operational terms are a part of each version: copied, kept, approved with it, cascading with it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from agreements.draft_version import draft_version
from agreements.edit_operations import edit_operations
from agreements.fingerprint_of import fingerprint_of
from agreements.import_terms import import_terms
from agreements.models import OperationalTerms, Version
from agreements.operations_document import operations_document
from portal.audit.models import AuditEvent
from tests.factories.agreements import make_agreement, make_draft_agreement, make_terms, preparer


@pytest.fixture
def first(hosta) -> Version:
    return make_draft_agreement(hosta).versions.get()


def say(version: Version, **members) -> None:
    OperationalTerms.objects.filter(version=version).update(**members)


def again(version: Version) -> Version:
    return Version.objects.get(pk=version.pk)


def test_a_first_version_has_the_clocks_that_held_and_nothing_else_agreed(first):
    said = operations_document(first)
    assert (said["acknowledge_days"], said["propose_days"], said["missing_report"]) == (2, 10, "wait")
    others = set(said) - {"acknowledge_days", "propose_days", "missing_report"}
    assert not any(said[name] for name in others)


def test_an_amendment_says_what_it_copies(first):
    say(first, report_due_days=15, tolerance_share=Decimal("0.025"), netting=True)
    agreement = first.agreement
    copied = draft_version(
        agreement=agreement, from_date=date(2026, 7, 1), by=preparer(), copy_of=again(first)
    )
    said = operations_document(again(copied))
    assert said == operations_document(again(first))
    assert (said["report_due_days"], said["tolerance_share"], said["netting"]) == (15, "0.025", True)


def test_importing_rates_over_a_draft_keeps_its_operational_terms(first):
    say(first, payment_days=30)
    (made,) = import_terms(agreement=first.agreement, document=[make_terms()], by=preparer())
    assert made.pk != first.pk
    assert operations_document(again(made))["payment_days"] == 30


def test_the_fingerprint_changes_with_them(first):
    before = fingerprint_of(again(first))
    say(first, dispute_window_days=60)
    assert fingerprint_of(again(first)) != before


@pytest.mark.parametrize(
    "members", [{"tolerance_share": "1.5"}, {"tolerance_amount": -1}, {"acknowledge_days": 0}]
)
def test_the_database_refuses_what_cannot_be_meant(first, members):
    with pytest.raises(IntegrityError), transaction.atomic():
        say(first, **members)


def test_contracts_edits_them_and_may_then_not_approve(first, carla):
    edit_operations(version=first, operations={"report_due_days": 15, "escalation": "court"}, by=carla)
    said = operations_document(again(first))
    assert (said["report_due_days"], said["escalation"], said["propose_days"]) == (15, "court", 10)
    assert carla.pk in again(first).editor_ids
    event = AuditEvent.objects.latest("pk")
    assert (event.event, event.partner) == ("version.operations_edited", first.partner)


@pytest.mark.parametrize("members", [{"tolerance_share": Decimal(2)}, {"missing_report": "guess"}])
def test_what_cannot_be_meant_is_refused_with_a_sentence(first, carla, members):
    with pytest.raises(ValidationError):
        edit_operations(version=first, operations=members, by=carla)


def test_only_contracts_edits_and_only_a_draft(first, hosta, carla, oscar):
    with pytest.raises(PermissionDenied):
        edit_operations(version=first, operations={"netting": True}, by=oscar)
    in_force = make_agreement(hosta).versions.get()
    with pytest.raises(ValidationError):
        edit_operations(version=in_force, operations={"netting": True}, by=carla)
