"""Who may invite whom, and what an invitation is bound to."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from portal.accounts.roles import PartnerRole, StaffRole
from portal.notices.models import Mail
from portal.partners.accept_invitation import accept_invitation
from portal.partners.invitation_token import digest_of
from portal.partners.models import Invitation
from portal.partners.withdraw_invitation import withdraw_invitation
from portal.refused import Refused
from tests.factories.accounts import make_member, make_staff, make_user
from tests.portal.partners.people import NEW, invite, mail_to, membership

pytestmark = pytest.mark.django_db


def refusal(act, *args, **given) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **given)
    assert refused.value.sentence
    return refused.value.code


class TestWhoMayInvite:
    def test_the_administrator_into_the_own_organisation(self, anna, hosta):
        row = invite(anna, hosta)
        assert row.roles == ["uploader"]
        assert row.expires_at - timezone.now() == pytest.approx(timedelta(hours=72), abs=timedelta(minutes=1))

    def test_nobody_else_of_the_organisation(self, finn, uma, vera, hosta):
        for person in (finn, uma, vera):
            with pytest.raises(PermissionDenied):
                invite(person, hosta)

    def test_nobody_of_another_one(self, ruth, hosta):
        with pytest.raises(Http404):
            invite(ruth, hosta)

    def test_operations_into_any_but_not_into_the_staff(self, oscar, hosta, rival):
        assert invite(oscar, hosta).partner == hosta
        assert invite(oscar, rival).partner == rival
        with pytest.raises(PermissionDenied):
            invite(oscar, None)

    def test_the_administrator_of_the_portal_into_the_staff_only(self, ada, hosta):
        assert invite(ada, None).partner is None
        with pytest.raises(PermissionDenied):
            invite(ada, hosta)

    def test_no_partner_s_person_into_the_staff(self, anna, ruth):
        for person in (anna, ruth):
            with pytest.raises(Http404):
                invite(person, None)


class TestWhatIsInvited:
    @pytest.mark.parametrize(
        "address", ["", "nina", "nina@", "a b@x.example", "x@y.example\nBcc: z@z.example"]
    )
    def test_only_an_address(self, anna, hosta, address):
        assert refusal(invite, anna, hosta, address) == "bad_email"

    def test_only_roles_of_that_side(self, anna, ada, hosta):
        assert refusal(invite, anna, hosta, NEW, StaffRole.APPROVER) == "no_role"
        assert refusal(invite, ada, None, NEW, PartnerRole.UPLOADER) == "no_role"
        assert refusal(invite, anna, hosta, NEW, "emperor") == "no_role"

    def test_only_a_language_of_ours(self, anna, hosta):
        assert refusal(invite, anna, hosta, language="tlh") == "bad_language"

    def test_not_who_belongs_already(self, anna, hosta, finn, ada, fiona):
        assert refusal(invite, anna, hosta, "FINN@hosta.example") == "is_member"
        assert refusal(invite, ada, None, fiona.email) == "is_member"

    def test_not_into_a_suspended_organisation(self, oscar, hosta):
        hosta.suspended_at = timezone.now()
        hosta.save()
        assert refusal(invite, oscar, hosta) == "suspended"

    def test_staff_are_told_at_once_that_somebody_is_of_the_other_side(self, oscar, ada, hosta, finn, fiona):
        assert refusal(invite, oscar, hosta, fiona.email) == "other_side"
        assert refusal(invite, ada, None, finn.email) == "other_side"

    def test_a_partner_is_not_told_who_is_of_staff(self, anna, hosta, fiona):
        assert invite(anna, hosta, fiona.email).is_live

    def test_the_mail_speaks_the_language_asked_for(self, anna, hosta):
        invite(anna, hosta, NEW, "uploader", language="ar")
        mail = mail_to(NEW, "invitation")
        assert (mail.language, mail.secret, mail.partner) == ("ar", True, hosta)
        assert digest_of(mail.link.rstrip("/").rsplit("/", 1)[1]) == Invitation.objects.get().token_digest


class TestOneAtATime:
    def test_a_new_one_replaces_the_old(self, anna, hosta, rival, oscar):
        first, other = invite(anna, hosta), invite(oscar, rival)
        second = invite(oscar, hosta, NEW.upper())
        first.refresh_from_db()
        assert (first.is_live, first.withdrawn_by) == (False, oscar)
        assert second.is_live
        other.refresh_from_db()
        assert other.is_live

    def test_the_database_holds_it(self, anna, hosta):
        row = invite(anna, hosta)
        row.pk, row.token_digest = None, "0" * 64
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    def test_the_database_holds_it_for_the_staff(self, ada):
        row = invite(ada, None)
        row.pk, row.token_digest = None, "0" * 64
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


class TestAccepting:
    @pytest.fixture
    def nina(self, db):
        return make_user(NEW, "Nina New")

    def test_makes_the_member_once(self, anna, hosta, nina):
        row = invite(anna, hosta, NEW, "finance", "uploader")
        accept_invitation(invitation=row, user=nina)
        assert membership(nina, hosta).roles == ["uploader", "finance"]
        assert refusal(accept_invitation, invitation=row, user=nina) == "not_valid"

    def test_makes_staff(self, ada, nina):
        accept_invitation(invitation=invite(ada, None, NEW, "auditor"), user=nina)
        nina.refresh_from_db()
        assert nina.staff_roles == ["auditor"]

    def test_only_by_whose_address_it_is(self, anna, hosta, ruth, nina):
        row = invite(anna, hosta)
        assert refusal(accept_invitation, invitation=row, user=ruth) == "other_address"
        row.refresh_from_db()
        assert row.is_live

    def test_not_when_expired_or_withdrawn(self, anna, hosta, nina):
        row = invite(anna, hosta)
        Invitation.objects.update(expires_at=timezone.now())
        assert refusal(accept_invitation, invitation=row, user=nina) == "not_valid"
        row = invite(anna, hosta)
        withdraw_invitation(by=anna, invitation=row)
        assert refusal(accept_invitation, invitation=row, user=nina) == "not_valid"

    def test_a_refused_one_is_not_used_up(self, anna, hosta, nina):
        row = invite(anna, hosta)
        make_member("other@hosta.example", "Other", hosta, PartnerRole.VIEWER)
        nina.memberships.create(partner=hosta, roles=["viewer"])
        assert refusal(accept_invitation, invitation=row, user=nina) == "is_member"
        row.refresh_from_db()
        assert row.is_live

    def test_every_administrator_learns_of_a_new_one(self, anna, hosta, nina):
        make_member("abel@hosta.example", "Abel", hosta, PartnerRole.ADMIN)
        accept_invitation(invitation=invite(anna, hosta, NEW, "admin"), user=nina)
        told = Mail.objects.filter(kind="admin_made").values_list("to", flat=True)
        assert set(told) == {"anna@hosta.example", "abel@hosta.example"}

    def test_of_staff_too(self, ada, nina):
        make_staff("adele@licensor.example", "Adele", StaffRole.ADMINISTRATOR)
        accept_invitation(invitation=invite(ada, None, NEW, "administrator"), user=nina)
        told = Mail.objects.filter(kind="admin_made").values_list("to", flat=True)
        assert set(told) == {ada.email, "adele@licensor.example"}


class TestWithdrawing:
    def test_by_who_may_invite(self, anna, oscar, finn, ruth, hosta):
        row = invite(anna, hosta)
        with pytest.raises(PermissionDenied):
            withdraw_invitation(by=finn, invitation=row)
        with pytest.raises(Http404):
            withdraw_invitation(by=ruth, invitation=row)
        assert not withdraw_invitation(by=oscar, invitation=row).is_live
        assert refusal(withdraw_invitation, by=anna, invitation=row) == "ended_already"
