"""The pages of a team: who sees what, who may do what, and why not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.deputies import licensor_today
from portal.accounts.models import Deputy, Membership, User
from portal.accounts.roles import PartnerRole
from portal.partners.models import Invitation
from tests.factories.accounts import PASSWORD
from tests.factories.people import make_deputy
from tests.portal.partners.people import NEW, invite, membership

pytestmark = pytest.mark.django_db


def page_of(client, person: User, name: str, *args: object) -> str:
    client.force_login(person)
    return client.get(reverse(name, args=args)).content.decode()


def test_members_read_their_team_and_learn_who_decides(client, vera, anna, finn, hosta):
    make_deputy(finn, vera, PartnerRole.SIGNATORY, hosta)
    invite(anna, hosta)
    page = page_of(client, vera, "team")
    for shown in ("Anna Admin", "Finance, Signatory", "for <bdi>Finn Finance</bdi>: Signatory", NEW):
        assert shown in page
    assert "Administrator of the organisation" in page
    assert "not invite, change or suspend anybody" in page
    assert reverse("invite_person") not in page
    assert "Change roles" not in page


def test_the_administrator_acts_on_others_not_on_oneself(client, vera, anna, hosta):
    page = page_of(client, anna, "team")
    assert "not invite, change" not in page
    assert reverse("change_roles", args=[membership(vera, hosta).pk]) in page
    assert reverse("change_roles", args=[membership(anna, hosta).pk]) not in page
    assert client.get(reverse("change_roles", args=[membership(anna, hosta).pk])).status_code == 403


def test_all_staff_read_the_staff_and_partners_teams(client, fiona, oscar, ada, vera, hosta):
    assert "Oscar Operations" in page_of(client, fiona, "staff_team")
    assert "Administrator of the portal" in page_of(client, fiona, "staff_team")
    assert "Vera Viewer" in page_of(client, fiona, "staff_partner_team", "hosta")
    assert "Operations" in page_of(client, ada, "staff_partner_team", "hosta")
    assert "Change roles" not in page_of(client, ada, "staff_partner_team", "hosta")
    assert "Change roles" in page_of(client, oscar, "staff_partner_team", "hosta")


def test_lists_are_found_filtered_and_taken_along(client, anna, vera, finn, hosta):
    client.force_login(anna)
    url = reverse("team")
    assert "Vera Viewer" not in client.get(url, {"search": "finn@"}).content.decode()
    assert "Vera Viewer" not in client.get(url, {"role": "signatory"}).content.decode()
    Membership.objects.filter(user=finn).update(suspended_at="2026-01-01T00:00Z")
    suspended = client.get(url, {"state": "suspended"}).content.decode()
    assert "finn@hosta.example" in suspended
    assert "vera@hosta.example" not in suspended
    rows = b"".join(client.get(url, {"format": "csv"}).streaming_content).decode()
    assert '"Finance, Signatory"' in rows
    assert "Change roles" not in rows


def test_every_act_by_its_page(client, anna, vera, finn, hosta):
    client.force_login(anna)
    of_vera, of_finn = membership(vera, hosta).pk, membership(finn, hosta).pk
    today = licensor_today()
    acts = [
        ("invite_person", [], {"email": NEW, "roles": ["viewer"], "language": "hi"}),
        ("change_roles", [of_vera], {"roles": ["uploader"]}),
        ("suspend_member", [of_vera], {"reason": "Away"}),
        ("resume_member", [of_vera], {}),
        (
            "name_deputy",
            [],
            {
                "principal": finn.pk,
                "role": "signatory",
                "deputy": vera.pk,
                "from_date": today.isoformat(),
                "last_date": (today + timedelta(days=6)).isoformat(),
            },
        ),
    ]
    for name, args, form in acts:
        answer = client.post(reverse(name, args=args), form)
        assert (answer.status_code, answer.headers.get("Location")) == (302, reverse("team")), name
    deputy = Deputy.objects.get()
    assert deputy.to_date == today + timedelta(days=7)
    assert client.post(reverse("end_deputy", args=[deputy.pk])).status_code == 302
    assert client.post(reverse("withdraw_invitation", args=[Invitation.objects.get().pk])).status_code == 302
    assert membership(vera, hosta).roles == ["uploader"]
    assert client.get(reverse("change_roles", args=[of_finn])).status_code == 200


def test_what_is_refused_is_said_on_the_page(client, anna, finn, hosta):
    client.force_login(anna)
    answer = client.post(
        reverse("invite_person"), {"email": finn.email, "roles": ["viewer"], "language": "en"}
    )
    assert answer.status_code == 422
    assert "is in this team already" in answer.content.decode()


def test_a_member_names_a_deputy_for_oneself_only(client, finn, vera, uma, hosta):
    page = page_of(client, finn, "name_deputy")
    assert 'name="principal"' not in page
    assert '<option value="signatory"' in page
    assert '<option value="uploader"' not in page
    today = licensor_today().isoformat()
    form = {"principal": uma.pk, "role": "finance", "deputy": vera.pk, "from_date": today, "last_date": today}
    assert client.post(reverse("name_deputy"), form).status_code == 302
    assert Deputy.objects.get().principal == finn


def test_ids_of_another_team_lead_nowhere(client, anna, ruth, oscar, rival, hosta, fiona):
    client.force_login(anna)
    theirs = membership(ruth, rival).pk
    for name in ("change_roles", "suspend_member", "resume_member"):
        assert client.post(reverse(name, args=[theirs]), {"roles": ["viewer"]}).status_code == 404
    row = invite(oscar, rival)
    assert client.post(reverse("withdraw_invitation", args=[row.pk])).status_code == 404
    client.force_login(oscar)
    assert client.get(reverse("staff_partner_change_roles", args=["hosta", theirs])).status_code == 404
    assert client.get(reverse("staff_partner_team", args=["nowhere"])).status_code == 404


ACTS = [("invite_person", False), ("change_roles", True), ("suspend_member", True), ("resume_member", True)]


@pytest.mark.parametrize("name, about", [*ACTS, ("name_deputy", False)])
def test_each_act_asks_again_who_it_is(anna, vera, hosta, name, about):
    """`force_login` of the tests counts as a fresh log-in; here that is taken away."""
    client = Client()
    client.force_login(anna)
    session = client.session
    del session["account_authentication_methods"]
    session.save()
    url = reverse(name, args=[membership(vera, hosta).pk] if about else [])
    assert client.get(url).status_code == 200
    assert "reauthenticate" in client.post(url, {}).url


def test_after_the_password_the_act_goes_on(client, anna, hosta):
    client.force_login(anna)
    session = client.session
    del session["account_authentication_methods"]
    session.save()
    asked = {"email": NEW, "roles": ["viewer"], "language": "en"}
    way = client.post(reverse("invite_person"), asked).url
    assert not Invitation.objects.exists()
    assert client.post(way, {"password": PASSWORD}).url == reverse("team")
    assert Invitation.objects.get().email == NEW
