"""Who reaches which agreement."""

from datetime import date

import pytest
from django.http import Http404
from django.utils import timezone

from agreements.access import (
    agreements_of,
    partner_agreement,
    staff_agreement,
    staff_agreements,
    staff_version,
    versions_in_force,
)
from agreements.draft_version import draft_version
from tests.factories.agreements import make_agreement, make_draft_agreement


def test_members_reach_their_own_agreements_only(hosta, rival, vera, ruth):
    agreement = make_agreement(hosta)
    assert partner_agreement(vera, agreement.number) == agreement
    assert list(agreements_of(vera, hosta)) == [agreement]
    assert list(agreements_of(ruth, hosta)) == []
    with pytest.raises(Http404):
        partner_agreement(ruth, agreement.number)


def test_members_see_nothing_of_drafts(hosta, vera, carla):
    hidden = make_draft_agreement(hosta)
    agreement = make_agreement(hosta)
    draft_version(agreement=agreement, from_date=date(2026, 7, 1), by=carla)
    assert list(agreements_of(vera, hosta)) == [agreement]
    with pytest.raises(Http404):
        partner_agreement(vera, hidden.number)
    assert [version.number for version in versions_in_force(agreement)] == [1]


def test_suspended_organisations_reach_nothing(hosta, vera):
    agreement = make_agreement(hosta)
    hosta.suspended_at = timezone.now()
    hosta.save()
    with pytest.raises(Http404):
        partner_agreement(vera, agreement.number)


def test_staff_doors_are_for_staff(hosta, vera, adam):
    agreement = make_draft_agreement(hosta)
    assert staff_agreement(adam, agreement.number) == agreement
    assert staff_version(adam, agreement.number, 1).agreement == agreement
    for door in (staff_agreements, lambda user: staff_agreement(user, agreement.number)):
        with pytest.raises(Http404):
            door(vera)
