"""One side files, the other answers; what both agreed to counts, and nothing before."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404

from agreements.contributions.accept_contribution import accept_contribution
from agreements.contributions.counter_contribution import counter_contribution
from agreements.contributions.edit_contribution import edit_contribution
from agreements.contributions.file_contribution import file_contribution
from agreements.contributions.offer import offer_of
from agreements.contributions.refuse_contribution import refuse_contribution
from agreements.contributions.withdraw_contribution import withdraw_contribution
from agreements.models import Contribution, ContributionChange
from agreements.terms_document import contributions_document
from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from portal.refused import Refused
from tests.factories.contributions import drafted, filed, offer, work


def accept(row, by):
    row.refresh_from_db()
    return accept_contribution(by=by, contribution=row, version=row.version)


def counter(row, by, **worth):
    row.refresh_from_db()
    given = replace(offer_of(row), **worth)
    return counter_contribution(
        by=by, contribution=row, version=row.version, offer=given, reason="We measure less."
    )


def test_what_the_partner_files_counts_once_the_licensor_accepts(agreement, alma, april):
    row = filed(agreement, alma)
    assert contributions_document(agreement=agreement) == []
    row = accept(row, april)
    [member] = contributions_document(agreement=agreement)
    assert member == {
        "id": row.code,
        "party": "partner",
        "kind": "improvement",
        "application": "*",
        "model": "*",
        "market": "*",
        "from": "2026-11-01",
        "points": "0.01",
    }
    assert (row.state, row.approved_by) == ("accepted", april)
    assert list(row.changes.values_list("from_state", "to_state", "party")) == [
        ("draft", "filed", "partner"),
        ("filed", "accepted", "licensor"),
    ]


def test_what_the_licensor_files_the_partner_accepts(agreement, carla, alma, finn, april):
    row = filed(agreement, carla, offer(amount="250.00"))
    for own in (carla, april):
        with pytest.raises(Refused, match="Your side's offer stands"):
            accept(row, own)
    assert accept(row, finn).state == "accepted"  # a signatory


def test_offers_go_back_and_forth_until_one_is_accepted(agreement, alma, carla):
    row = filed(agreement, alma, offer("0.02"))
    row = counter(row, carla, points=Decimal("0.005"))
    with pytest.raises(Refused, match="Your side's offer stands"):
        accept(row, carla)
    row = counter(row, alma, points=Decimal("0.01"))
    row = accept(row, carla)
    assert row.points == Decimal("0.01")
    assert [change.points for change in row.changes.all()] == [
        Decimal(each) for each in ("0.02", "0.005", "0.01", "0.01")
    ]


@pytest.mark.parametrize(
    "given, code",
    [
        (offer("0.04"), "over_cap"),
        (offer("0"), "bad_worth"),
        (offer("-0.01"), "bad_worth"),
        (offer(None), "bad_worth"),
        (offer(amount="1.001"), "bad_worth"),
        (offer(start="2026-08-31"), "outside_term"),
        (offer(start="2026-11-02", end="2026-11-02"), "empty_range"),
        (offer(application="dreams"), "unknown_scope"),
    ],
)
def test_what_cannot_stand_is_refused(agreement, alma, given, code):
    with pytest.raises(Refused) as refusal:
        drafted(agreement, alma, given)
    assert refusal.value.code == code
    assert not Contribution.objects.exists()


def test_settled_days_stay(agreement, alma, carla, monkeypatch):
    row = filed(agreement, alma)
    days = [lambda agreement: offer(start="2026-12-01").from_date]
    monkeypatch.setattr("agreements.settled_until._questions", days)
    with pytest.raises(Refused, match="Everything before Dec 1, 2026 is settled"):
        accept(row, carla)
    later = counter(row, carla, from_date=offer(start="2026-12-01").from_date)
    assert accept(later, alma).approved_at


def test_refusing_needs_a_reason_and_the_other_side(agreement, alma, carla):
    row = filed(agreement, alma)
    for by, reason, code in ((alma, "No.", "own"), (carla, "  ", "no_reason")):
        with pytest.raises(Refused) as refusal:
            refuse_contribution(by=by, contribution=row, version=row.version, reason=reason)
        assert refusal.value.code == code
    row = refuse_contribution(by=carla, contribution=row, version=row.version, reason="Sales work.")
    assert (row.state, row.changes.last().reason) == ("refused", "Sales work.")
    with pytest.raises(Refused, match="which does not allow this"):
        accept(row, carla)
    assert contributions_document(agreement=agreement) == []


def test_its_own_side_withdraws(agreement, alma, carla):
    row = filed(agreement, alma)
    with pytest.raises(Refused, match="Only the side that made"):
        withdraw_contribution(by=carla, contribution=row, version=row.version)
    assert withdraw_contribution(by=alma, contribution=row, version=row.version).state == "withdrawn"


def test_only_drafts_are_edited(agreement, alma, carla):
    row = drafted(agreement, alma)
    given = {"contribution": row, "work": work(title="Slower search"), "offer": offer("0.02")}
    with pytest.raises(Refused, match="changed since you looked"):
        edit_contribution(by=alma, version=7, **given)
    row = edit_contribution(by=alma, version=1, **given)
    assert (row.title, row.points, row.version) == ("Slower search", Decimal("0.02"), 2)
    row = file_contribution(by=alma, contribution=row, version=2)
    with pytest.raises(Refused, match="Only a draft"):
        edit_contribution(by=alma, version=3, **given)


def test_roles(agreement, uma, vera, finn, fiona, adam, ruth, oscar, alma):
    for nobody in (uma, vera, finn, fiona, adam, oscar):
        with pytest.raises(PermissionDenied):
            drafted(agreement, nobody)
    with pytest.raises(Http404):
        drafted(agreement, ruth)
    row = filed(agreement, alma)
    for nobody in (vera, fiona, adam, oscar):
        with pytest.raises(PermissionDenied):
            accept(row, nobody)
    with pytest.raises(Http404):
        accept(row, ruth)


def test_each_move_is_told_to_the_other_side_and_kept(agreement, alma, finn, carla, april, vera):
    row = filed(agreement, alma)
    row = counter(row, carla, points=Decimal("0.005"))
    accept(row, alma)
    second = filed(agreement, alma)
    refuse_contribution(by=april, contribution=second, version=second.version, reason="Twice.")
    told = {kind: sorted(Mail.objects.filter(kind=kind).values_list("to", flat=True)) for kind in KINDS}
    ours, theirs = [alma.email, finn.email, "signs@hosta.example"], [april.email, carla.email]
    staff = set(told["contribution_filed"])
    assert set(theirs) <= staff
    assert not staff & set(ours)
    assert told["contribution_countered"] == told["contribution_refused"] == ours
    assert set(theirs) <= set(told["contribution_accepted"])
    for mail in Mail.objects.filter(kind__startswith="contribution"):
        assert "0.5" not in mail.text, "what it is worth stays behind the log-in"
        assert ("/staff/" in mail.link) == (mail.to not in ours)
    events = list(
        AuditEvent.objects.filter(event__startswith="contribution.").values_list("event", flat=True)
    )
    assert sorted(set(events)) == [f"contribution.{verb}" for verb in VERBS]


KINDS = [f"contribution_{verb}" for verb in ("filed", "countered", "accepted", "refused")]
VERBS = ["accepted", "countered", "drafted", "filed", "refused"]


def test_what_was_agreed_and_offered_is_never_edited(agreement, alma, carla):
    row = accept(filed(agreement, alma), carla)
    rows = Contribution.objects.filter(pk=row.pk)
    changes = ContributionChange.objects.filter(contribution=row)
    for act in (
        lambda: rows.update(points=Decimal("0.02")),
        lambda: rows.update(from_date="2026-12-01"),
        lambda: rows.update(state="withdrawn", approved_at=None),
        rows.delete,
        lambda: changes.update(reason="Better."),
        changes.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
