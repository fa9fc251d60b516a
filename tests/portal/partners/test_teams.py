"""Roles, suspension and coming back: in an organisation and among the staff."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from portal.accounts.access import may
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.models import AuditEvent
from portal.notices.models import Mail
from portal.partners.change_roles import change_roles
from portal.partners.change_staff_roles import change_staff_roles
from portal.partners.models import Invitation
from portal.partners.resume_member import resume_member
from portal.partners.resume_staff import resume_staff
from portal.partners.suspend_member import suspend_member
from portal.partners.suspend_staff import suspend_staff
from portal.refused import Refused
from tests.factories.accounts import PASSWORD, make_member, make_staff
from tests.portal.partners.people import invite, mail_to, membership
from tests.portal.partners.test_invitations import refusal
from tests.scenes import scene

pytestmark = pytest.mark.django_db
WHY = {"reason": "Left the company"}


@scene
def abel(hosta):
    """Host A's second administrator."""
    return make_member("abel@hosta.example", "Abel Admin", hosta, PartnerRole.ADMIN)


@scene
def adele(licensor):
    """Staff: the second administrator of the portal."""
    return make_staff("adele@licensor.example", "Adele Administrator", StaffRole.ADMINISTRATOR)


class TestRoles:
    def test_hold_at_once_and_are_told(self, anna, finn, hosta):
        row = change_roles(by=anna, membership=membership(finn, hosta), roles=["viewer", "uploader"])
        assert row.roles == ["viewer", "uploader"]
        assert not may(finn, hosta, PartnerRole.SIGNATORY)
        assert "Viewer, Uploader" in mail_to(finn.email, "roles_changed").text
        details = AuditEvent.objects.get(event="roles.changed", partner=hosta).details
        assert details["before"] == ["finance", "signatory"]

    def test_by_the_administrator_or_operations_only(self, finn, uma, ruth, oscar, carla, hosta):
        row = membership(uma, hosta)
        for person, fault in ((finn, PermissionDenied), (carla, PermissionDenied), (ruth, Http404)):
            with pytest.raises(fault):
                change_roles(by=person, membership=row, roles=["viewer"])
        assert change_roles(by=oscar, membership=row, roles=["viewer"]).roles == ["viewer"]

    def test_never_one_s_own(self, anna, abel, hosta):
        with pytest.raises(PermissionDenied, match="their own roles"):
            change_roles(by=anna, membership=membership(anna, hosta), roles=list(PartnerRole))

    def test_never_the_last_administrator_s(self, anna, oscar, hosta):
        row = membership(anna, hosta)
        assert refusal(change_roles, by=oscar, membership=row, roles=["viewer"]) == "last_admin"
        assert change_roles(by=oscar, membership=row, roles=["admin", "viewer"]).roles == ["viewer", "admin"]

    def test_a_suspended_administrator_is_none(self, anna, abel, oscar, hosta):
        suspend_member(by=anna, membership=membership(abel, hosta), **WHY)
        assert refusal(change_roles, by=oscar, membership=membership(anna, hosta), roles=["viewer"])

    def test_at_least_one_and_known(self, anna, finn, hosta):
        row = membership(finn, hosta)
        for roles in ([], ["emperor"], ["approver"]):
            assert refusal(change_roles, by=anna, membership=row, roles=roles) == "no_role"

    def test_the_same_again_is_no_change(self, anna, finn, hosta):
        change_roles(by=anna, membership=membership(finn, hosta), roles=["signatory", "finance"])
        assert not AuditEvent.objects.filter(event="roles.changed").exists()
        assert not Mail.objects.exists()

    def test_who_is_made_administrator_is_told_to_the_others(self, anna, abel, finn, hosta):
        change_roles(by=anna, membership=membership(finn, hosta), roles=["admin"])
        told = Mail.objects.filter(kind="admin_made").values_list("to", flat=True)
        assert set(told) == {anna.email, abel.email}

    def test_who_is_no_administrator_any_more_has_nobody_on_the_way_in(self, anna, abel, oscar, hosta):
        theirs, other = invite(abel, hosta), invite(anna, hosta, "else@hosta.example")
        change_roles(by=anna, membership=membership(abel, hosta), roles=["viewer"])
        live = {row.pk for row in Invitation.objects.all() if row.is_live}
        assert live == {other.pk}
        assert theirs.pk not in live


class TestSuspension:
    def test_access_is_gone_at_the_next_request(self, client, anna, finn, hosta):
        client.force_login(finn)
        assert client.get(reverse("team")).status_code == 200
        suspend_member(by=anna, membership=membership(finn, hosta), **WHY)
        assert client.get(reverse("team")).status_code == 404
        assert mail_to(finn.email, "member_suspended")
        resume_member(by=anna, membership=membership(finn, hosta))
        assert client.get(reverse("team")).status_code == 200
        assert may(finn, hosta, PartnerRole.SIGNATORY)

    def test_other_organisations_stay(self, client, oscar, ruth, rival, hosta):
        ruth.memberships.create(partner=hosta, roles=["viewer"])
        suspend_member(by=oscar, membership=membership(ruth, hosta), **WHY)
        client.force_login(ruth)
        assert rival.name in client.get("/").content.decode()

    def test_not_oneself_not_the_last_not_twice_not_without_reason(self, anna, abel, oscar, hosta, finn):
        with pytest.raises(PermissionDenied):
            suspend_member(by=anna, membership=membership(anna, hosta), **WHY)
        suspend_member(by=anna, membership=membership(abel, hosta), **WHY)
        assert refusal(suspend_member, by=oscar, membership=membership(anna, hosta), **WHY) == "last_admin"
        assert (
            refusal(suspend_member, by=anna, membership=membership(abel, hosta), **WHY) == "suspended_already"
        )
        assert refusal(suspend_member, by=anna, membership=membership(finn, hosta), reason=" ") == "no_reason"
        assert refusal(resume_member, by=anna, membership=membership(finn, hosta)) == "not_suspended"

    def test_only_by_who_decides(self, finn, uma, ruth, hosta):
        row = membership(uma, hosta)
        for person, fault in ((finn, PermissionDenied), (ruth, Http404)):
            with pytest.raises(fault):
                suspend_member(by=person, membership=row, **WHY)
            with pytest.raises(fault):
                resume_member(by=person, membership=row)

    def test_who_comes_back_as_administrator_is_told_to_the_others(self, anna, abel, hosta):
        row = suspend_member(by=anna, membership=membership(abel, hosta), **WHY)
        resume_member(by=anna, membership=row)
        assert mail_to(anna.email, "admin_made")


class TestStaff:
    def test_roles_by_the_administrator_only(self, ada, oscar, fiona, anna):
        assert change_staff_roles(by=ada, user=fiona, roles=["auditor"]).staff_roles == ["auditor"]
        assert "Auditor" in mail_to(fiona.email, "roles_changed").text
        with pytest.raises(PermissionDenied):
            change_staff_roles(by=oscar, user=fiona, roles=["finance"])
        with pytest.raises(Http404):
            change_staff_roles(by=anna, user=fiona, roles=["finance"])

    def test_nobody_is_made_staff_this_way(self, ada, finn):
        with pytest.raises(type(finn).DoesNotExist):
            change_staff_roles(by=ada, user=finn, roles=["auditor"])

    def test_not_one_s_own_and_not_the_last_administrator_s(self, ada, adele):
        with pytest.raises(PermissionDenied):
            change_staff_roles(by=ada, user=ada, roles=list(StaffRole))
        change_staff_roles(by=ada, user=adele, roles=["auditor"])
        adele.staff_roles = [StaffRole.ADMINISTRATOR]  # an old copy, as another request would hold it
        with pytest.raises((Refused, PermissionDenied)):
            change_staff_roles(by=adele, user=ada, roles=["auditor"])

    def test_suspension_ends_every_session_and_the_way_back_in(self, client, ada, fiona):
        client.force_login(fiona)
        assert client.get(reverse("staff_team")).status_code == 200
        suspend_staff(by=ada, user=fiona, **WHY)
        assert client.get(reverse("staff_team")).status_code == 302
        assert mail_to(fiona.email, "member_suspended")
        client.post(reverse("account_login"), {"login": fiona.email, "password": PASSWORD})
        assert client.get(reverse("staff_team")).status_code == 302
        resume_staff(by=ada, user=fiona)
        # The old session does not come back to life.
        assert client.get(reverse("staff_team")).status_code == 302
        client.force_login(fiona)
        assert client.get(reverse("staff_team")).status_code == 200

    def test_suspension_not_oneself_not_the_last_not_twice_not_without_reason(self, ada, adele, fiona):
        with pytest.raises(PermissionDenied):
            suspend_staff(by=ada, user=ada, **WHY)
        assert refusal(suspend_staff, by=ada, user=fiona, reason="") == "no_reason"
        assert refusal(resume_staff, by=ada, user=fiona) == "not_suspended"
        suspend_staff(by=ada, user=adele, **WHY)
        assert refusal(suspend_staff, by=ada, user=adele, **WHY) == "suspended_already"

    def test_suspended_operations_have_nobody_on_the_way_in(self, ada, oscar, hosta, rival):
        invite(oscar, hosta), invite(oscar, rival)
        suspend_staff(by=ada, user=oscar, **WHY)
        assert not any(row.is_live for row in Invitation.objects.all())

    def test_nobody_but_the_administrator_suspends(self, oscar, fiona, anna):
        with pytest.raises(PermissionDenied):
            suspend_staff(by=oscar, user=fiona, **WHY)
        with pytest.raises(Http404):
            suspend_staff(by=anna, user=fiona, **WHY)
