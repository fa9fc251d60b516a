"""Operational terms are a part of each version: copied, kept, approved with it, cascading with it."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import translation

from agreements.access import versions_with_rules
from agreements.compare.differences import differences
from agreements.draft_version import draft_version
from agreements.fingerprint_of import fingerprint_of
from agreements.import_terms import import_terms
from agreements.models import OperationalTerms, Version
from agreements.operations.edit_operations import edit_operations
from agreements.operations.operations_document import document
from agreements.operations.words_of import tolerance_words
from portal.audit.models import AuditEvent
from settlements.engine.faults import InvalidInput
from tests.factories.agreements import (
    bring_into_force,
    counter_draft,
    make_agreement,
    make_draft_agreement,
    make_terms,
    preparer,
    signatory,
)
from tests.scenes import scene

DEFAULTS = {
    "acknowledge_days": 2,
    "propose_days": 10,
    "missing_report": "wait",
    "netting": False,
    "self_billing": False,
}


@scene
def first(hosta) -> Version:
    return make_draft_agreement(hosta).versions.get()


def say(version: Version, by=None, **members) -> None:
    edit_operations(version=version, operations=members, by=by or preparer())


def again(version: Version) -> Version:
    return versions_with_rules(version.agreement).get(pk=version.pk)


def test_a_first_version_has_the_clocks_that_held_and_nothing_else_agreed(first):
    assert document(first) == DEFAULTS


def test_an_amendment_says_what_it_copies(first):
    say(first, report_due_days=15, tolerance_share="0.025", netting=True)
    agreement = first.agreement
    copied = draft_version(
        agreement=agreement, from_date=date(2026, 7, 1), by=preparer(), copy_of=again(first)
    )
    said = document(again(copied))
    assert said == document(again(first))
    assert (said["report_due_days"], said["tolerance_share"], said["netting"]) == (15, "0.025", True)


def test_one_that_copies_none_goes_on_with_what_is_in_force(hosta):
    agreement = make_agreement(hosta, say=lambda version: say(version, payment_days=30))
    drafted = draft_version(agreement=agreement, from_date=date(2026, 7, 1), by=preparer())
    assert document(again(drafted))["payment_days"] == 30


def test_importing_rates_over_a_draft_keeps_its_operational_terms(first):
    say(first, payment_days=30)
    (made,) = import_terms(agreement=first.agreement, document=[make_terms()], by=preparer())
    assert document(again(made))["payment_days"] == 30


def test_the_fingerprint_changes_with_them(first):
    before = fingerprint_of(again(first))
    say(first, dispute_window_days=60)
    assert fingerprint_of(again(first)) != before


def test_contracts_edits_them_and_may_then_not_approve(first, carla):
    say(first, by=carla, report_due_days=15, escalation="court")
    said = document(again(first))
    assert (said["report_due_days"], said["escalation"], said["propose_days"]) == (15, "court", 10)
    assert carla.pk in again(first).editor_ids
    event = AuditEvent.objects.latest("pk")
    assert (event.event, event.partner) == ("version.operations_edited", first.partner)


@pytest.mark.parametrize(
    "members, path",
    [
        ({"tolerance_share": "2"}, "operations.tolerance_share"),
        ({"tolerance_share": "0.1234567"}, "operations.tolerance_share"),
        ({"tolerance_amount": "-1"}, "operations.tolerance_amount"),
        ({"tolerance_amount": 1.5}, "operations.tolerance_amount"),
        ({"missing_report": "guess"}, "operations.missing_report"),
        ({"acknowledge_days": 0}, "operations.acknowledge_days"),
        ({"payment_days": True}, "operations.payment_days"),
        ({"netting": "yes"}, "operations.netting"),
        ({"escalation_rules": "x" * 501}, "operations.escalation_rules"),
        ({"surprise": 1}, "operations.surprise"),
        ([], "operations"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_path(first, carla, members, path):
    with pytest.raises(InvalidInput) as refusal:
        edit_operations(version=first, operations=members, by=carla)
    assert [fault.path for fault in refusal.value.faults] == [path]
    assert document(again(first)) == DEFAULTS


def test_only_contracts_edits_and_only_a_draft(first, hosta, carla, oscar, ruth):
    with pytest.raises(PermissionDenied):
        say(first, by=oscar, netting=True)
    with pytest.raises(Http404):
        say(first, by=ruth, netting=True)
    in_force = make_agreement(hosta, say=lambda version: say(version, payment_days=30)).versions.get()
    with pytest.raises(ValidationError):
        say(in_force, by=carla, netting=True)
    with pytest.raises(DatabaseError, match="drafts only"), transaction.atomic():
        OperationalTerms.objects.filter(version=in_force).update(netting=True)


def test_the_partner_edits_those_of_its_answer(hosta, uma):
    signs = signatory(hosta)
    answer = counter_draft(make_agreement(hosta), by=signs)
    with pytest.raises(PermissionDenied):
        say(answer, by=uma, payment_days=14)
    say(answer, by=signs, payment_days=14)
    assert document(again(answer))["payment_days"] == 14
    with pytest.raises(Http404):
        say(answer, by=preparer(), payment_days=60)


def test_the_page_keeps_what_was_typed_and_shows_it_in_words(client, first, carla):
    client.force_login(carla)
    path = f"/staff/agreements/{first.agreement.number}/versions/1/operations/"
    assert "Operational terms of version 1" in client.get(path).text
    typed = {"missing_report": "wait", "acknowledge_days": "2", "propose_days": "10"}
    assert client.post(path, {**typed, "tolerance_share": "250"}).status_code == 422
    sent = client.post(
        path, {**typed, "tolerance_share": "2.5", "tolerance_amount": "40", "payment_days": "30"}
    )
    assert sent.status_code == 302
    page = client.get(reverse("staff_version", args=[first.agreement.number, 1])).text
    assert "days after the statement is issued" in page
    assert "2.5" in page
    assert "whichever is more" in page


def test_the_tolerance_keeps_its_figures_together_beside_arabic():
    with translation.override("ar"):
        words = tolerance_words(Decimal("0.01"), Decimal("5"), "USD")
    for figure in re.findall("\u2068(.*?)\u2069", words):
        words = words.replace(figure, "")
    assert not re.search(r"\d", words)
    assert words.count("\u2068") == 2


def test_what_differs_is_named_in_a_comparison(hosta):
    agreement = make_agreement(hosta, say=lambda version: say(version, payment_days=30))
    old = versions_with_rules(agreement).get()
    new = draft_version(agreement=agreement, from_date=date(2026, 7, 1), by=preparer(), copy_of=old)
    say(new, payment_days=45)
    (part,) = [each for each in differences(old, again(new)) if each.rows and "carried out" in each.title]
    (row,) = part.rows
    assert ("30" in row.old, "45" in row.new, row.change) == (True, True, "changed")


def test_an_amendment_brings_its_own_into_force(hosta):
    agreement = make_agreement(hosta, say=lambda version: say(version, payment_days=30))
    new = draft_version(
        agreement=agreement, from_date=date(2026, 7, 1), by=preparer(), copy_of=agreement.versions.get()
    )
    say(new, payment_days=45)
    bring_into_force(again(new))
    days = [document(each).get("payment_days") for each in versions_with_rules(agreement)]
    assert days == [30, 45]


def test_how_long_rows_are_kept_and_what_references_hold_are_terms(first):
    say(first, rows_kept_months=24, customer_refs="personal")
    assert document(again(first)) == DEFAULTS | {"rows_kept_months": 24, "customer_refs": "personal"}
    for members in ({"rows_kept_months": 0}, {"rows_kept_months": 241}, {"customer_refs": "names"}):
        with pytest.raises(InvalidInput):
            say(first, **members)
