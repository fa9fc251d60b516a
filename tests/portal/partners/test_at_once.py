"""Two at the same time: one comes in, one administrator stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.accounts.models import Membership, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.partners.accept_invitation import accept_invitation
from portal.partners.change_roles import change_roles
from portal.partners.models import Invitation
from portal.partners.suspend_staff import suspend_staff
from portal.refused import Refused
from tests.factories.accounts import make_member, make_staff, make_user
from tests.portal.partners.people import GOOD_PASSWORD, NEW, invite, membership

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list) -> list:
    """What each returned, or the exception it raised; all start together."""
    barrier = Barrier(len(acts))

    def one(act):
        try:
            barrier.wait()
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_one_account_of_many_who_sign_up_with_one_invitation(anna, hosta):
    path = reverse("invitation", args=[invite(anna, hosta).token])
    visitors = [Client() for _ in range(4)]
    for visitor in visitors:
        assert visitor.post(path).status_code == 302

    def sign_up(visitor: Client, number: int):
        form = {"name": f"Nina {number}", "password1": GOOD_PASSWORD, "password2": GOOD_PASSWORD}
        return visitor.post(reverse("account_signup"), form)

    answers = at_once([lambda v=v, n=n: sign_up(v, n) for n, v in enumerate(visitors)])
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses.count(302) == 1, answers
    # The others wait for the first and are told, or come when sign-up is closed already.
    assert set(statuses) <= {200, 302, 410}
    assert User.objects.filter(email=NEW).count() == 1
    assert Membership.objects.filter(partner=hosta, user__email=NEW).count() == 1
    assert Invitation.objects.get().accepted_by.email == NEW


def test_one_acceptance_of_many(anna, hosta):
    row, nina = invite(anna, hosta), make_user(NEW, "Nina New")
    outcomes = at_once(
        [
            lambda: accept_invitation(
                invitation=Invitation.objects.get(pk=row.pk), user=User.objects.get(pk=nina.pk)
            )
        ]
        * 4
    )
    assert [each.code for each in outcomes if isinstance(each, Refused)] == ["not_valid"] * 3
    assert Membership.objects.filter(user=nina).count() == 1


def test_two_administrators_who_take_each_other_s_rights_away(anna, hosta):
    abel = make_member("abel@hosta.example", "Abel Admin", hosta, PartnerRole.ADMIN)
    outcomes = at_once(
        [
            lambda by=by, other=other: change_roles(
                by=by, membership=membership(other, hosta), roles=["viewer"]
            )
            for by, other in ((anna, abel), (abel, anna))
        ]
    )
    assert sum(isinstance(each, Membership) for each in outcomes) == 1, outcomes
    assert Membership.objects.filter(partner=hosta, roles__contains=["admin"]).count() == 1


def test_two_administrators_of_the_portal_who_suspend_each_other(ada):
    adele = make_staff("adele@licensor.example", "Adele", StaffRole.ADMINISTRATOR)
    third = make_staff("aldo@licensor.example", "Aldo", StaffRole.ADMINISTRATOR)
    outcomes = at_once(
        [
            lambda by=by, other=other: suspend_staff(by=by, user=other, reason="Mutiny")
            for by, other in ((ada, adele), (adele, ada))
        ]
    )
    # Who was suspended first does nothing any more, though a third one could go on.
    assert sum(isinstance(each, User) for each in outcomes) == 1, outcomes
    assert User.objects.filter(is_active=False).count() == 1
    assert third.is_active
