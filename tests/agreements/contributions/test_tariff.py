"""The tariff of a version says what work is worth, whoever does it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agreements.access import versions_with_rules
from agreements.contributions import tariff_document
from agreements.contributions.accept_contribution import accept_contribution
from agreements.contributions.counter_contribution import counter_contribution
from agreements.contributions.edit_tariff import edit_tariff
from agreements.contributions.offer import offer_of
from agreements.discard_version import discard_version
from agreements.draft_version import draft_version
from agreements.fingerprint_of import fingerprint_of
from agreements.models import TariffRow
from portal.refused import Refused
from settlements.engine.faults import InvalidInput
from tests.agreements.contributions.conftest import TARIFF
from tests.factories.agreements import bring_into_force
from tests.factories.contributions import drafted, filed, offer
from tests.scenes import scene

BY_TARIFF = {"method": "tariff", "tariff_code": "tuning"}


@scene
def amendment(agreement, carla):
    """A draft from November on that says what stands."""
    return draft_version(
        agreement=agreement, from_date=date(2026, 11, 1), by=carla, copy_of=agreement.versions.get()
    )


def test_document_and_back(agreement, amendment):
    assert tariff_document.document(agreement.versions.get(number=1)) == TARIFF
    assert tariff_document.document(amendment) == TARIFF
    tariff_document.write(amendment, TARIFF[:1])
    assert tariff_document.document(amendment) == TARIFF[:1]
    assert tariff_document.faults(TARIFF, agreement=agreement) == []


def test_it_is_part_of_what_is_approved_and_goes_with_the_draft(agreement, amendment, carla):
    before = fingerprint_of(versions_with_rules(agreement).get(pk=amendment.pk))
    edit_tariff(version=amendment, tariff=TARIFF[:1], by=carla)
    assert fingerprint_of(versions_with_rules(agreement).get(pk=amendment.pk)) != before
    discard_version(version=amendment, by=carla)
    assert TariffRow.objects.count() == len(TARIFF)


def test_who_edits_it(agreement, amendment, april, carla):
    with pytest.raises(PermissionDenied):
        edit_tariff(version=amendment, tariff=[], by=april)
    with pytest.raises(ValidationError):
        edit_tariff(version=agreement.versions.get(number=1), tariff=[], by=carla)


@pytest.mark.parametrize(
    "changed, path, code",
    [
        ({"points": "0.01"}, "tariff[0].amount", "points_and_amount"),
        ({"amount": None}, "tariff[0].amount", "points_and_amount"),
        ({"amount": "0"}, "tariff[0].amount", "not_positive"),
        ({"amount": "-5"}, "tariff[0].amount", "not_positive"),
        ({"amount": "1.001"}, "tariff[0].amount", "too_many_decimals"),
        ({"amount": 5}, "tariff[0].amount", "wrong_type"),
        ({"kind": "magic"}, "tariff[0].kind", "unknown_value"),
        ({"name": " "}, "tariff[0].name", "missing_value"),
        ({"id": "x" * 61}, "tariff[0].id", "bad_text"),
        ({"id": "tuning"}, "tariff[1].id", "repeated_id"),
        ({"colour": "red"}, "tariff[0].colour", "unknown_member"),
    ],
)
def test_every_fault_has_its_path(agreement, amendment, carla, changed, path, code):
    with pytest.raises(InvalidInput) as error:
        edit_tariff(version=amendment, tariff=[{**TARIFF[0], **changed}, TARIFF[1]], by=carla)
    assert [(fault.path, fault.code) for fault in error.value.faults] == [(path, code)]


def test_its_worth_is_not_open(agreement, alma, carla):
    row = filed(agreement, alma, offer("0.02"), **BY_TARIFF)
    assert row.points == Decimal("0.01")
    with pytest.raises(Refused, match="offered already"):
        counter_contribution(
            by=carla, contribution=row, version=row.version, offer=offer("0.03"), reason="More."
        )
    assert accept_contribution(by=carla, contribution=row, version=row.version).points == Decimal("0.01")


def test_the_version_of_the_first_day_counts(agreement, amendment, alma, carla):
    """Approved meanwhile, the new tariff is not taken over in silence."""
    row = filed(agreement, alma, **BY_TARIFF)
    edit_tariff(version=amendment, tariff=[{**TARIFF[1], "points": "0.02"}], by=carla)
    bring_into_force(amendment)
    with pytest.raises(Refused, match="says something else by now"):
        accept_contribution(by=carla, contribution=row, version=row.version)
    row = counter_contribution(
        by=carla, contribution=row, version=row.version, offer=offer_of(row), reason="New tariff."
    )
    assert row.points == Decimal("0.02")
    assert drafted(agreement, alma, offer(start="2026-10-01"), **BY_TARIFF).points == Decimal("0.01")
    with pytest.raises(Refused, match="has no row audit"):
        drafted(agreement, alma, method="tariff", tariff_code="audit")
