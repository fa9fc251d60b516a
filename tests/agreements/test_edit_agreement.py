"""The frame of a draft is corrected by contracts, until something of it is in force."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from agreements.approve_version import approve_version
from agreements.draft_version import draft_version
from agreements.edit_agreement import edit_agreement
from agreements.import_terms import import_terms
from agreements.models import Agreement, RateRule, Tier
from agreements.negotiation.propose_version import propose_version
from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from tests.factories.accounts import make_staff
from tests.factories.agreements import (
    bring_into_force,
    make_agreement,
    make_draft_agreement,
    make_terms,
    preparer,
)
from tests.scenes import scene
from usage.periods.open_period import open_period

MARCH, JULY = date(2026, 3, 1), date(2026, 7, 1)
MEMBERS = (
    "partner",
    "title",
    "collected_by",
    "reporter",
    "settlement_currency",
    "time_zone",
    "period_length",
    "starts_date",
    "ends_date",
)


def edit(agreement: Agreement, by, **changes) -> Agreement:
    frame = {name: getattr(agreement, name) for name in MEMBERS}
    return edit_agreement(agreement=agreement, by=by, **{**frame, **changes})


def edits() -> list[tuple]:
    events = AuditEvent.objects.filter(event="agreement.edited").order_by("pk")
    return [(event.partner.code, event.details["changed"]) for event in events]


@scene
def agreement(hosta) -> Agreement:
    """A draft whose version 1 has a rule, prepared by Paula."""
    agreement = make_draft_agreement(hosta, title="Chat")
    import_terms(agreement=agreement, document=[make_terms()], by=preparer())
    return agreement


def test_what_changed_is_kept_and_noted(agreement, carla):
    edit(agreement, carla, title=" Chat in Brazil ", settlement_currency="BRL", reporter="partner")
    agreement.refresh_from_db()
    assert (agreement.title, agreement.settlement_currency, agreement.reporter) == (
        "Chat in Brazil",
        "BRL",
        "partner",
    )
    changed = {
        "title": {"from": "Chat", "to": "Chat in Brazil"},
        "settlement_currency": {"from": "USD", "to": "BRL"},
        "reporter": {"from": "licensor", "to": "partner"},
    }
    assert edits() == [("hosta", changed)]


def test_saving_the_same_changes_nothing(agreement, carla):
    edit(agreement, carla)
    assert edits() == []
    assert agreement.versions.get().editor_ids == [preparer().pk]


def test_who_edited_the_frame_may_not_approve_it(agreement, carla, april):
    edit(agreement, carla, settlement_currency="EUR")
    version = propose_version(version=agreement.versions.get(), by=carla)
    with pytest.raises(PermissionDenied, match="Somebody else"):
        approve_version(version=version, by=carla)
    assert approve_version(version=version, by=april).agreement.settlement_currency == "EUR"


def test_nor_where_somebody_else_wrote_all_of_its_terms_afterwards(agreement, carla):
    """The drafts that note carla's edit are replaced: the frame is still hers and its first drafter's."""
    colin = make_staff("colin@licensor.example", "Colin", StaffRole.CONTRACTS)
    edit(agreement, carla, settlement_currency="EUR")
    [version] = import_terms(agreement=agreement, document=[make_terms()], by=colin)
    for person in (carla, preparer()):
        with pytest.raises(PermissionDenied, match="Somebody else"):
            approve_version(version=version, by=person)


def test_a_draft_that_begins_with_the_agreement_moves_along(agreement, carla, april):
    draft_version(agreement=agreement, from_date=JULY, by=carla)
    edit(agreement, carla, starts_date=MARCH, ends_date=date(2027, 1, 1))
    assert [version.from_date for version in agreement.versions.order_by("number")] == [MARCH, JULY]
    bring_into_force(agreement.versions.get(number=1), approver=april)
    assert edits()[0][1]["ends_date"] == {"from": None, "to": "2027-01-01"}


def test_an_imported_end_does_not_stand_in_the_way(hosta, carla, april):
    agreement = make_draft_agreement(hosta, ends="2026-02-01")
    import_terms(agreement=agreement, document=[make_terms(to="2026-02-01")], by=preparer())
    edit(agreement, carla, starts_date=MARCH, ends_date=JULY)
    version = bring_into_force(agreement.versions.get(), approver=april)
    assert (version.from_date, version.to_date) == (MARCH, None)


def test_another_partner_takes_all_rows_and_neither_learns_of_the_other(agreement, rival, carla):
    edit(agreement, carla, partner=rival)
    rules = RateRule.objects.filter(version__agreement=agreement)
    tiers = Tier.objects.filter(rule__in=rules)
    for rows in (agreement.versions.all(), rules, tiers):
        assert {row.partner for row in rows} == {rival}
    assert sorted(edits()) == [
        ("hosta", {"partner": {"from": "hosta", "to": None}}),
        ("rival", {"partner": {"from": None, "to": "rival"}}),
    ]


@pytest.mark.parametrize(
    "member, value",
    [
        ("settlement_currency", "XXX"),
        ("settlement_currency", ""),
        ("time_zone", "Mars/Olympus"),
        ("ends_date", date(2026, 1, 1)),
        ("title", "   "),
        ("title", "x" * 201),
        ("collected_by", "nobody"),
        ("period_length", "week"),
    ],
)
def test_a_frame_that_cannot_stand_is_refused(agreement, carla, member, value):
    with pytest.raises(ValidationError) as refused:
        edit(agreement, carla, **{member: value})
    assert list(refused.value.error_dict) == [member]
    assert edits() == []


def test_what_periods_rest_on_stays(agreement, rival, carla):
    open_period(agreement=agreement, label="2026-02")
    resting = {"partner": rival, "period_length": "quarter", "starts_date": MARCH, "ends_date": JULY}
    with pytest.raises(ValidationError) as refused:
        edit(agreement, carla, **resting)
    assert sorted(refused.value.error_dict) == sorted(resting)
    assert edit(agreement, carla, title="Other").title == "Other"


@pytest.mark.parametrize("state, words", [("active", "is in force"), ("expired", "has ended")])
def test_only_a_draft_is_edited(hosta, carla, state, words):
    agreement = make_agreement(hosta)
    Agreement.objects.filter(pk=agreement.pk).update(state=state)
    with pytest.raises(ValidationError, match=words):
        edit(agreement, carla, title="Other")


def test_a_version_in_force_settles_it_whatever_the_state_says(hosta, carla):
    agreement = make_agreement(hosta)
    Agreement.objects.filter(pk=agreement.pk).update(state="draft")
    with pytest.raises(ValidationError, match="is in force"):
        edit(agreement, carla, title="Other")


@pytest.mark.parametrize("who, refusal", [("april", PermissionDenied), ("finn", Http404)])
def test_only_contracts_edits(agreement, request, who, refusal):
    with pytest.raises(refusal):
        edit(agreement, request.getfixturevalue(who), title="Other")
