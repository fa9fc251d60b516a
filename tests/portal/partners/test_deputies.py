"""A deputy by name and dates."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from portal.accounts.access import is_staff, may
from portal.accounts.deputies import licensor_today
from portal.accounts.models import Deputy, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.models import AuditEvent
from portal.partners.end_deputy import end_deputy
from portal.partners.name_deputy import name_deputy
from portal.partners.suspend_member import suspend_member
from tests.factories.accounts import make_staff
from tests.portal.partners.people import mail_to, membership
from tests.portal.partners.test_invitations import refusal

pytestmark = pytest.mark.django_db


def named(
    by: User, principal: User, deputy: User, role: str, partner, *, start: int = 0, days: int = 7
) -> Deputy:
    first = licensor_today() + timedelta(days=start)
    return name_deputy(
        by=by,
        principal=principal,
        deputy=deputy,
        role=role,
        partner=partner,
        from_date=first,
        to_date=first + timedelta(days=days),
    )


def test_the_principal_names_one_and_it_holds(finn, vera, hosta):
    named(finn, finn, vera, "signatory", hosta)
    assert may(vera, hosta, PartnerRole.SIGNATORY)
    assert not may(vera, hosta, PartnerRole.FINANCE)
    assert mail_to(vera.email, "deputy_named")
    assert not mail_to(finn.email, "deputy_named")
    assert AuditEvent.objects.get(event="deputy.named", partner=hosta).details["principal"] == finn.email


def test_the_administrator_names_one_and_the_principal_learns_of_it(anna, finn, vera, hosta):
    named(anna, finn, vera, "signatory", hosta)
    assert mail_to(finn.email, "deputy_named")


def test_among_the_staff(ada, fiona, april, carla):
    named(april, april, carla, "approver", None)
    assert is_staff(carla, StaffRole.APPROVER)
    assert refusal(named, ada, fiona, april, "approver", None) == "not_held"
    named(ada, fiona, april, "finance", None)
    assert is_staff(april, StaffRole.FINANCE)
    with pytest.raises(PermissionDenied):
        named(carla, fiona, april, "finance", None)


def test_operations_for_a_partner(oscar, carla, finn, vera, hosta):
    with pytest.raises(PermissionDenied):
        named(carla, finn, vera, "signatory", hosta)
    assert named(oscar, finn, vera, "signatory", hosta).named_by == oscar


def test_nobody_for_others_nor_oneself_as_another_s(anna, finn, uma, vera, ruth, hosta):
    with pytest.raises(PermissionDenied):
        named(uma, finn, vera, "signatory", hosta)
    with pytest.raises(Http404):
        named(ruth, finn, vera, "signatory", hosta)
    with pytest.raises(PermissionDenied, match="makes oneself a deputy"):
        named(anna, finn, anna, "signatory", hosta)


def test_only_for_a_role_that_is_held_and_by_somebody_else_who_does_not_hold_it(
    finn, uma, vera, ruth, hosta, oscar
):
    assert refusal(named, finn, finn, vera, "admin", hosta) == "not_held"
    assert refusal(named, finn, finn, vera, "approver", hosta) == "no_role"
    assert refusal(named, finn, finn, finn, "signatory", hosta) == "oneself"
    assert refusal(named, finn, finn, ruth, "signatory", hosta) == "not_there"
    assert refusal(named, finn, finn, oscar, "signatory", hosta) == "not_there"
    row = membership(vera, hosta)
    row.roles = ["signatory"]
    row.save()
    assert refusal(named, finn, finn, vera, "signatory", hosta) == "holds_it"


def test_not_by_or_for_the_suspended(anna, finn, vera, uma, hosta):
    suspend_member(by=anna, membership=membership(vera, hosta), reason="Away")
    assert refusal(named, finn, finn, vera, "signatory", hosta) == "not_there"
    suspend_member(by=anna, membership=membership(finn, hosta), reason="Away")
    with pytest.raises(Http404):
        named(finn, finn, uma, "signatory", hosta)
    assert refusal(named, anna, finn, uma, "signatory", hosta) == "not_held"


def test_days(finn, vera, uma, hosta):
    assert refusal(named, finn, finn, vera, "signatory", hosta, days=0) == "bad_dates"
    assert refusal(named, finn, finn, vera, "signatory", hosta, start=-1) == "bad_dates"
    named(finn, finn, vera, "signatory", hosta, days=7)
    assert refusal(named, finn, finn, uma, "signatory", hosta, start=6) == "overlap"
    named(finn, finn, uma, "signatory", hosta, start=7)
    named(finn, finn, uma, "finance", hosta)
    assert not may(uma, hosta, PartnerRole.SIGNATORY)


@pytest.mark.parametrize("who", ["finn", "vera", "anna", "oscar"])
def test_ended_by_either_of_the_two_or_who_decides(request, finn, vera, hosta, who):
    row = named(finn, finn, vera, "signatory", hosta)
    end_deputy(by=request.getfixturevalue(who), deputy=row)
    assert not may(vera, hosta, PartnerRole.SIGNATORY)
    assert refusal(end_deputy, by=finn, deputy=row) == "ended_already"
    # Its days are free for another one.
    named(finn, finn, vera, "signatory", hosta)


def test_not_ended_by_others(finn, vera, uma, ruth, carla, hosta):
    row = named(finn, finn, vera, "signatory", hosta)
    for person, fault in ((uma, PermissionDenied), (carla, PermissionDenied), (ruth, Http404)):
        with pytest.raises(fault):
            end_deputy(by=person, deputy=row)


def test_a_deputy_of_the_administrator_decides_about_the_team_but_not_about_oneself(anna, vera, uma, hosta):
    from portal.partners.change_roles import change_roles

    named(anna, anna, vera, "admin", hosta)
    assert change_roles(by=vera, membership=membership(uma, hosta), roles=["finance"]).roles == ["finance"]
    with pytest.raises(PermissionDenied):
        change_roles(by=vera, membership=membership(vera, hosta), roles=["admin"])


def test_staff_who_left_their_role_take_the_deputy_with_them(ada, fiona, april):
    from portal.partners.change_staff_roles import change_staff_roles

    named(fiona, fiona, april, "finance", None)
    make_staff("x@licensor.example", "X", StaffRole.ADMINISTRATOR)
    change_staff_roles(by=ada, user=fiona, roles=["auditor"])
    assert not is_staff(User.objects.get(pk=april.pk), StaffRole.FINANCE)
