"""A draft nobody needs goes, with its terms; its number does not come again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from agreements.discard_agreement import discard_agreement
from agreements.draft_version import draft_version
from agreements.import_terms import import_terms
from agreements.models import Agreement, RateRule, Version
from portal.audit.models import AuditEvent
from tests.factories.agreements import (
    make_agreement,
    make_contribution,
    make_draft_agreement,
    make_terms,
    preparer,
)
from usage.periods.open_period import open_period


def test_it_goes_with_its_drafts_and_its_number(hosta, carla):
    agreement = make_draft_agreement(hosta, title="Chat")
    import_terms(agreement=agreement, document=[make_terms()], by=preparer())
    draft_version(agreement=agreement, from_date=agreement.starts_date, by=carla)
    discard_agreement(agreement=agreement, by=carla)
    for rows in (Agreement, Version, RateRule):
        assert not rows.objects.exists()
    event = AuditEvent.objects.get(event="agreement.discarded")
    assert (event.subject, event.actor, event.partner) == (agreement.number, carla, hosta)
    assert event.details == {"title": "Chat", "versions": [1, 2]}
    assert make_draft_agreement(hosta).number > agreement.number


def test_other_drafts_stay(hosta, carla):
    kept = make_draft_agreement(hosta)
    discard_agreement(agreement=make_draft_agreement(hosta), by=carla)
    assert kept.versions.get().number == 1


@pytest.mark.parametrize("what", ["period", "contribution"])
def test_what_others_rows_hang_on_stays(hosta, carla, what):
    agreement = make_draft_agreement(hosta)
    if what == "period":
        open_period(agreement=agreement, label="2026-02")
    else:
        make_contribution(agreement, approved=False, points="0.01", from_date=agreement.starts_date)
    with pytest.raises(ValidationError, match="belong to this agreement"):
        discard_agreement(agreement=agreement, by=carla)
    assert agreement.versions.count() == 1


@pytest.mark.parametrize("state", ["active", "expired", "draft"])
def test_what_was_ever_in_force_stays(hosta, carla, state):
    agreement = make_agreement(hosta)
    Agreement.objects.filter(pk=agreement.pk).update(state=state)
    with pytest.raises(ValidationError, match="Only a draft can be discarded"):
        discard_agreement(agreement=agreement, by=carla)
    assert agreement.versions.count() == 1


@pytest.mark.parametrize("who, refusal", [("april", PermissionDenied), ("finn", Http404)])
def test_only_contracts_discards(hosta, request, who, refusal):
    agreement = make_draft_agreement(hosta)
    with pytest.raises(refusal):
        discard_agreement(agreement=agreement, by=request.getfixturevalue(who))
    assert agreement.versions.count() == 1


def test_who_comes_too_late_finds_nothing(hosta, carla):
    agreement = make_draft_agreement(hosta)
    stale = Agreement.objects.get()
    discard_agreement(agreement=agreement, by=carla)
    for act in (
        lambda: discard_agreement(agreement=stale, by=carla),
        lambda: draft_version(agreement=stale, from_date=stale.starts_date, by=carla),
        lambda: import_terms(agreement=stale, document=[make_terms()], by=carla),
    ):
        with pytest.raises(Http404):
            act()
