"""Terms come into force through a second pair of eyes, and leave no day of the term open."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from agreements.approve_version import approve_version
from agreements.draft_version import draft_version
from agreements.edit_version import edit_version
from agreements.import_terms import import_terms
from agreements.models import Agreement, Version
from agreements.negotiation.accept_version import accept_version
from agreements.negotiation.propose_version import propose_version
from agreements.terms_document import terms_document
from portal.audit.models import AuditEvent
from tests.factories.agreements import (
    bring_into_force,
    make_agreement,
    make_draft_agreement,
    make_terms,
    preparer,
    share,
)
from tests.scenes import scene

JULY = date(2026, 7, 1)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
LATER = datetime(2026, 6, 2, tzinfo=UTC)


@scene
def draft(hosta):
    """Version 1 with one rule, prepared by Paula."""
    agreement = make_draft_agreement(hosta)
    return import_terms(agreement=agreement, document=[make_terms()], by=preparer())[0]


@scene
def proposed(draft):
    return propose_version(version=draft, by=preparer())


def test_a_second_person_approves_and_a_signatory_brings_terms_and_agreement_into_force(
    proposed, april, finn
):
    version = approve_version(version=proposed, by=april)
    assert (version.state, version.approved_by) == ("approved", april)
    assert Agreement.objects.get().state == "draft"
    event = AuditEvent.objects.get(event="version.approved")
    assert (event.actor, event.subject, event.partner) == (april, version.agreement.number, version.partner)
    version = accept_version(version=version, by=finn)
    assert (version.state, version.accepted_by) == ("in_force", finn)
    assert Agreement.objects.get().state == "active"
    assert [change.to_state for change in version.changes.all()] == ["proposed", "approved", "in_force"]


def test_a_draft_is_not_approved_and_a_proposal_not_accepted(draft, april, finn):
    with pytest.raises(ValidationError, match="must be proposed first"):
        approve_version(version=draft, by=april)
    with pytest.raises(ValidationError, match="approves it first"):
        accept_version(version=propose_version(version=draft, by=preparer()), by=finn)


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


@pytest.mark.parametrize(
    "columns, constraint",
    [
        ({}, "version_in_force_is_a"),
        ({"approved_by": "april", "approved_at": NOW}, "version_in_force_is_accepted"),
        ({"accepted_by": "finn", "accepted_at": NOW}, "version_in_force_is_approved"),
        (
            {"approved_by": "april", "approved_at": NOW, "accepted_by": "april", "accepted_at": LATER},
            "version_accepted_by_another",
        ),
    ],
)
def test_the_database_refuses_terms_in_force_without_both(draft, request, april, finn, columns, constraint):
    given = {
        name: request.getfixturevalue(value) if isinstance(value, str) else value
        for name, value in columns.items()
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Version.objects.filter(pk=draft.pk).update(state="in_force", **given)


def test_the_database_refuses_two_versions_over_one_day(hosta, carla, april):
    agreement = make_agreement(hosta)
    second = draft_version(agreement=agreement, from_date=JULY, by=carla)
    with pytest.raises(IntegrityError, match="version_no_overlap"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE agreements_version SET state = 'in_force', approved_at = now(), approved_by_id = %s, "
                "accepted_at = now(), accepted_by_id = %s WHERE id = %s",
                [april.pk, april.pk, second.pk],
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
    bring_into_force(amendment, approver=april)
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
    bring_into_force(between, approver=april)
    assert [(v["version"], v["from"], v.get("to")) for v in terms_document(agreement=agreement)] == [
        (1, "2026-01-01", "2026-07-01"),
        (3, "2026-07-01", "2026-10-01"),
        (2, "2026-10-01", None),
    ]


def test_the_first_version_begins_with_the_agreement(hosta, carla, april):
    agreement = make_draft_agreement(hosta, by=carla)
    late = import_terms(agreement=agreement, document=[make_terms("2025-06-01")], by=carla)[0]
    late = propose_version(version=late, by=carla)
    with pytest.raises(ValidationError, match="must begin with the agreement, on 2026-01-01"):
        approve_version(version=late, by=april)


def test_a_version_without_rules_is_not_proposed(hosta):
    agreement = make_draft_agreement(hosta)
    with pytest.raises(ValidationError, match="no rate rules"):
        propose_version(version=agreement.versions.get(), by=preparer())


def test_an_id_keeps_what_it_counts_over_all_versions(hosta, carla, april):
    agreement = make_agreement(hosta, terms=[make_terms("2026-01-01", share("0.2", accumulate="year"))])
    draft = draft_version(agreement=agreement, from_date=JULY, by=carla)
    rules = [share("0.1", accumulate="quarter")]
    edit_version(version=draft, terms={**make_terms("2026-07-01"), "rate_rules": rules}, by=carla)
    draft = propose_version(version=draft, by=carla)
    with pytest.raises(ValidationError, match=r"Version 1, rate_rules\[0\].accumulate"):
        approve_version(version=draft, by=april)


def test_what_is_in_force_is_not_edited_or_approved_again(hosta, carla):
    version = make_agreement(hosta).versions.get()
    with pytest.raises(ValidationError, match="in force already"):
        approve_version(version=version, by=carla)
    with pytest.raises(ValidationError, match="in force and never edited"):
        edit_version(version=version, terms=make_terms(), by=carla)
