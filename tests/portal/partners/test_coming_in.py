"""From the invitation to the first page, as the invited person goes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Membership, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.audit.models import AuditEvent
from portal.partners.accept_invitation import accept_invitation
from portal.partners.models import Invitation
from portal.partners.withdraw_invitation import withdraw_invitation
from portal.refused import Refused
from tests.factories.accounts import make_user
from tests.portal.partners.people import GOOD_PASSWORD, NEW, code_in, invite, mail_to, membership, path_in

pytestmark = pytest.mark.django_db
FORM = {"name": "Nina New", "password1": GOOD_PASSWORD, "password2": GOOD_PASSWORD}


def sign_up(client: Client, path: str, **change: str):
    assert client.post(path).url == reverse("account_signup")
    return client.post(reverse("account_signup"), {**FORM, **change})


def test_the_whole_way_of_a_new_person(client, anna, hosta):
    client.force_login(anna)
    asked = {"email": NEW, "roles": ["uploader", "finance"], "language": "de"}
    assert client.post(reverse("invite_person"), asked).url == reverse("team")
    client.logout()
    mail = mail_to(NEW, "invitation")
    assert (mail.language, mail.secret) == ("de", True)
    path = path_in(mail)
    page = client.get(path).content.decode()
    assert "Anna Admin" in page
    assert hosta.name in page
    assert '<html lang="de"' in page
    answer = sign_up(client, path)
    assert answer.url == reverse("account_email_verification_sent")
    # The account and what it was invited for stand; nobody is in before the code is given.
    nina = User.objects.get(email=NEW)
    assert (nina.name, nina.language) == ("Nina New", "de")
    assert membership(nina, hosta).roles == ["uploader", "finance"]
    assert "/login/" in client.get("/").url
    code = code_in(mail_to(NEW, "account/email_confirmation_signup"))
    assert client.post(reverse("account_email_verification_sent"), {"code": code}).url == "/"
    assert hosta.name in client.get("/").content.decode()
    assert Invitation.objects.get().accepted_by == nina
    events = AuditEvent.objects.filter(partner=hosta).values_list("event", flat=True)
    assert {"person.invited", "invitation.accepted"} <= set(events)


def test_staff_set_up_a_second_factor_before_anything_else(client, ada):
    path = path_in(mail_to(invite(ada, None).email, "invitation"))
    sign_up(client, path)
    code = code_in(mail_to(NEW, "account/email_confirmation_signup"))
    client.post(reverse("account_email_verification_sent"), {"code": code})
    nina = User.objects.get(email=NEW)
    assert nina.staff_roles == [StaffRole.CONTRACTS]
    answer = client.get(reverse("staff_home"), follow=True)
    assert "/2fa/" in answer.redirect_chain[-1][0]


def test_the_address_of_the_account_is_the_invitation_s(client, anna, hosta):
    path = path_in(mail_to(invite(anna, hosta).email, "invitation"))
    client.post(path)
    assert f'value="{NEW}"' in client.get(reverse("account_signup")).content.decode()
    sign_up(client, path, email="other@elsewhere.example")
    assert User.objects.filter(email=NEW).exists()
    assert not User.objects.filter(email="other@elsewhere.example").exists()


def test_a_weak_password_makes_no_account(client, anna, hosta):
    path = path_in(mail_to(invite(anna, hosta).email, "invitation"))
    page = sign_up(client, path, password1="short", password2="short").content.decode()
    assert "has-error" in page
    assert not User.objects.filter(email=NEW).exists()
    assert Invitation.objects.get().is_live


def test_somebody_with_an_account_logs_in_and_accepts(client, anna, hosta, ruth, rival):
    path = path_in(mail_to(invite(anna, hosta, ruth.email, "viewer").email, "invitation"))
    page = client.get(path).content.decode()
    assert f"{reverse('account_login')}?next=" in page
    # The way of new people is closed for her.
    client.post(path)
    assert "Accounts are made by invitation" in client.get(reverse("account_signup")).content.decode()
    client.force_login(ruth)
    assert "Accept the invitation" in client.get(path).content.decode()
    assert not Membership.objects.filter(user=ruth, partner=hosta).exists()
    assert client.post(path).url == "/"
    assert membership(ruth, hosta).roles == ["viewer"]
    assert membership(ruth, rival).roles == list(PartnerRole)
    assert f"<h1>{hosta.name}</h1>" in client.get("/").content.decode()
    # Her own link, once more: she is in already.
    assert client.get(path).url == "/"


def test_another_person_is_told_so_and_gets_nothing(client, anna, hosta, ruth):
    path = path_in(mail_to(invite(anna, hosta).email, "invitation"))
    client.force_login(ruth)
    assert "logged in with another address" in client.get(path).content.decode()
    answer = client.post(path)
    assert answer.status_code == 403
    assert "Log in with the address it was sent to" in answer.content.decode()
    assert not Membership.objects.filter(user=ruth, partner=hosta).exists()
    assert Invitation.objects.get().is_live


@pytest.mark.parametrize("fate", ["expired", "withdrawn", "used", "replaced", "organisation suspended"])
def test_a_link_that_leads_nowhere_says_no_more(client, anna, hosta, ruth, fate):
    row = invite(anna, hosta)
    path = path_in(mail_to(NEW, "invitation"))
    client.post(path)
    if fate == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif fate == "withdrawn":
        withdraw_invitation(by=anna, invitation=row)
    elif fate == "used":
        Invitation.objects.update(accepted_at=timezone.now(), accepted_by=anna)
    elif fate == "replaced":
        invite(anna, hosta)
    else:
        hosta.suspended_at = timezone.now()
        hosta.save()
    answer = client.get(path)
    assert answer.status_code == 410
    assert hosta.name not in answer.content.decode()
    assert client.post(path).status_code == 410
    # Nor does the session of who had opened it before.
    client.post(reverse("account_signup"), FORM)
    assert not User.objects.filter(email=NEW).exists()


def test_an_unknown_link(client, licensor):
    answer = client.get(reverse("invitation", args=["x" * 43]))
    assert answer.status_code == 404
    assert "not valid" in answer.content.decode()


def test_the_token_is_kept_nowhere(client, anna, hosta):
    row = invite(anna, hosta)
    client.post(path_in(mail_to(NEW, "invitation")))
    kept = [str(value) for value in Invitation.objects.values().get().values()]
    kept += [str(dict(client.session)), str(list(AuditEvent.objects.values_list("details", flat=True)))]
    assert not any(row.token in each for each in kept)


def test_nobody_sits_on_both_sides(client, anna, hosta, oscar, ada, finn):
    path = path_in(mail_to(invite(anna, hosta, oscar.email).email, "invitation"))
    client.force_login(oscar)
    answer = client.post(path)
    assert answer.status_code == 422
    assert "belongs to the other side" in answer.content.decode()
    assert not Membership.objects.filter(user=oscar).exists()


def test_looking_changes_nothing(client, anna, hosta):
    path = path_in(mail_to(invite(anna, hosta).email, "invitation"))
    before = Invitation.objects.values().get()
    client.get(path)
    assert Invitation.objects.values().get() == before
    assert "Accounts are made by invitation" in client.get(reverse("account_signup")).content.decode()


def test_nobody_comes_in_on_both_sides_by_accepting_twice_at_once(licensor, hosta, anna, ada):
    """The second one reads the person as they are now, not as they were when the page was asked for."""
    user = make_user(NEW, "Nina")
    as_staff, as_member = invite(ada, None), invite(anna, hosta)
    read_before = User.objects.get(pk=user.pk)
    accept_invitation(invitation=as_staff, user=user)
    with pytest.raises(Refused) as refusal:
        accept_invitation(invitation=as_member, user=read_before)
    assert refusal.value.code == "other_side"
