"""Terms come into force through a second pair of eyes, and leave no day of the term open."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from agreements import settled_until
from agreements.approve_version import approve_version
from agreements.draft_version import draft_version
from agreements.edit_version import edit_version
from agreements.import_terms import import_terms
from agreements.models import Version
from agreements.terms_document import terms_document
from portal.audit.models import AuditEvent
from tests.factories.agreements import (
    make_agreement,
    make_draft_agreement,
    make_terms,
    preparer,
    share,
)

JULY = date(2026, 7, 1)


@pytest.fixture
def draft(hosta):
    """Version 1 with one rule, prepared by Paula."""
    agreement = make_draft_agreement(hosta)
    return import_terms(agreement=agreement, document=[make_terms()], by=preparer())[0]


def test_a_second_person_brings_terms_and_agreement_into_force(draft, april):
    version = approve_version(version=draft, by=april)
    assert (version.state, version.approved_by) == ("in_force", april)
    version.agreement.refresh_from_db()
    assert version.agreement.state == "active"
    event = AuditEvent.objects.get(event="version.approved")
    assert (event.actor, event.subject, event.partner) == (april, version.agreement.number, version.partner)


def test_who_prepared_it_may_not_approve_it(draft):
    with pytest.raises(PermissionDenied, match="Somebody else"):
        approve_version(version=draft, by=preparer())


def test_nor_may_anyone_who_ever_edited_it(draft, carla):
    edit_version(version=draft, terms={"from": "2026-01-01", "base": "gross_revenue"}, by=carla)
    edit_version(version=draft, terms={"from": "2026-01-01", "base": "net_revenue"}, by=preparer())
    with pytest.raises(PermissionDenied, match="Somebody else"):
        approve_version(version=draft, by=carla)


@pytest.mark.parametrize("column", ["prepared_by_id", "editor_ids"])
def test_the_database_wants_four_eyes_too(draft, april, carla, column):
    approver = preparer().pk if column == "prepared_by_id" else carla.pk
    Version.objects.filter(pk=draft.pk).update(editor_ids=[carla.pk])
    with pytest.raises(IntegrityError, match="version_four_eyes"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE agreements_version SET state = 'in_force', approved_at = now(), approved_by_id = %s "
                "WHERE id = %s",
                [approver, draft.pk],
            )


def test_the_database_refuses_terms_in_force_that_nobody_approved(draft):
    with pytest.raises(IntegrityError, match="version_in_force_is_approved"), transaction.atomic():
        Version.objects.filter(pk=draft.pk).update(state="in_force")


def test_the_database_refuses_two_versions_over_one_day(hosta, carla, april):
    agreement = make_agreement(hosta)
    second = draft_version(agreement=agreement, from_date=JULY, by=carla)
    with pytest.raises(IntegrityError, match="version_no_overlap"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE agreements_version SET state = 'in_force', approved_at = now(), approved_by_id = %s "
                "WHERE id = %s",
                [april.pk, second.pk],
            )


@pytest.mark.parametrize("role, refusal", [("finn", Http404), ("fiona", PermissionDenied)])
def test_only_contracts_and_approvers_approve(draft, request, role, refusal):
    with pytest.raises(refusal):
        approve_version(version=draft, by=request.getfixturevalue(role))


def test_an_amendment_ends_the_version_before_it(hosta, carla, april):
    agreement = make_agreement(hosta)
    amendment = draft_version(
        agreement=agreement, from_date=JULY, by=carla, copy_of=agreement.versions.get(number=1)
    )
    approve_version(version=amendment, by=april)
    assert [(v["from"], v.get("to")) for v in terms_document(agreement=agreement)] == [
        ("2026-01-01", "2026-07-01"),
        ("2026-07-01", None),
    ]


def test_a_version_may_come_between_two(hosta, carla, april):
    later = make_terms("2026-10-01", number=2)
    agreement = make_agreement(hosta, terms=[make_terms(to="2026-10-01"), later])
    between = draft_version(
        agreement=agreement, from_date=JULY, by=carla, copy_of=agreement.versions.get(number=1)
    )
    approve_version(version=between, by=april)
    assert [(v["version"], v["from"], v.get("to")) for v in terms_document(agreement=agreement)] == [
        (1, "2026-01-01", "2026-07-01"),
        (3, "2026-07-01", "2026-10-01"),
        (2, "2026-10-01", None),
    ]


def test_the_first_version_begins_with_the_agreement(hosta, carla, april):
    agreement = make_draft_agreement(hosta, by=carla)
    late = import_terms(agreement=agreement, document=[make_terms("2025-06-01")], by=carla)[0]
    with pytest.raises(ValidationError, match="must begin with the agreement, on 2026-01-01"):
        approve_version(version=late, by=april)


def test_a_version_without_rules_is_not_approved(hosta, april):
    agreement = make_draft_agreement(hosta)
    with pytest.raises(ValidationError, match="no rate rules"):
        approve_version(version=agreement.versions.get(), by=april)


def test_an_id_keeps_what_it_counts_over_all_versions(hosta, carla, april):
    agreement = make_agreement(hosta, terms=[make_terms("2026-01-01", share("0.2", accumulate="year"))])
    draft = draft_version(agreement=agreement, from_date=JULY, by=carla)
    rules = [share("0.1", accumulate="quarter")]
    edit_version(version=draft, terms={**make_terms("2026-07-01"), "rate_rules": rules}, by=carla)
    with pytest.raises(ValidationError, match=r"Version 1, rate_rules\[0\].accumulate"):
        approve_version(version=draft, by=april)


def test_settled_days_keep_their_terms(hosta, carla, april, monkeypatch):
    monkeypatch.setattr(settled_until, "_questions", [])
    settled_until.ask_also(lambda agreement: date(2026, 8, 1))
    agreement = make_draft_agreement(hosta)
    draft = import_terms(agreement=agreement, document=[make_terms()], by=carla)[0]
    with pytest.raises(ValidationError, match="Everything before 2026-08-01 is settled"):
        approve_version(version=draft, by=april)


def test_what_is_in_force_is_not_edited_or_approved_again(hosta, carla):
    version = make_agreement(hosta).versions.get()
    for act in (
        lambda: approve_version(version=version, by=carla),
        lambda: edit_version(version=version, terms=make_terms(), by=carla),
    ):
        with pytest.raises(ValidationError, match="in force and never edited"):
            act()


def test_a_day_taken_or_outside_the_term_takes_no_version(hosta, carla):
    agreement = make_agreement(hosta, ends="2027-01-01")
    for day, words in [
        (date(2026, 1, 1), "Version 1 begins on that day"),
        (date(2025, 12, 31), "not in force on that day"),
        (date(2027, 1, 1), "not in force on that day"),
    ]:
        with pytest.raises(ValidationError, match=words):
            draft_version(agreement=agreement, from_date=day, by=carla)
