"""Teams and invitations: in English and light, in Arabic and dark, at both widths."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Membership, User
from portal.accounts.roles import PartnerRole, StaffRole
from portal.partners.models import Invitation
from tests.browser.judge import judge
from tests.factories.accounts import make_member
from tests.factories.people import make_deputy, make_invitation

LOOKS = [("en", "light"), ("ar", "dark")]


@pytest.fixture
def anna(live_server, hosta, finn, vera) -> User:
    """Host A's administrator, in a team where something of everything happens."""
    person = make_member("anna@hosta.example", "Anna Admin", hosta, PartnerRole.ADMIN)
    gone = make_member("gone@hosta.example", "Gone", hosta, PartnerRole.VIEWER)
    Membership.objects.filter(user=gone).update(suspended_at=timezone.now())
    make_deputy(finn, vera, PartnerRole.SIGNATORY, hosta)
    make_invitation(person, hosta, "token-of-nina")
    late = make_invitation(person, hosta, "token-that-is-late")
    Invitation.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    return person


def look(visit, check_page, path: str, person: User | None, language: str, theme: str) -> None:
    page = visit(path, person, language=language, theme=theme)
    assert page.locator("h1").count() == 1, path
    check_page(page)


@pytest.mark.parametrize("language, theme", LOOKS)
def test_a_partner_s_team(anna, finn, vera, visit, check_page, language, theme):
    row = Membership.objects.get(user=vera)
    invitation, deputy = Invitation.objects.get(email__startswith="token-of-nina"), finn.deputies.get()
    pages = [
        reverse("team"),
        reverse("invite_person"),
        reverse("change_roles", args=[row.pk]),
        reverse("suspend_member", args=[row.pk]),
        reverse("name_deputy"),
        reverse("end_deputy", args=[deputy.pk]),
        reverse("withdraw_invitation", args=[invitation.pk]),
    ]
    for path in pages:
        look(visit, check_page, path, anna, language, theme)
    look(visit, check_page, reverse("team"), vera, language, theme)
    look(visit, check_page, reverse("name_deputy"), finn, language, theme)


@pytest.mark.parametrize("language, theme", LOOKS)
def test_staff_and_a_partner_s_team_as_staff_see_it(
    anna, hosta, ada, oscar, fiona, april, visit, check_page, language, theme
):
    make_deputy(fiona, april, StaffRole.FINANCE, None)
    for path in (
        reverse("staff_team"),
        reverse("staff_invite_person"),
        reverse("change_staff_roles", args=[fiona.pk]),
        reverse("suspend_staff", args=[fiona.pk]),
    ):
        look(visit, check_page, path, ada, language, theme)
    look(visit, check_page, reverse("staff_team"), fiona, language, theme)
    look(visit, check_page, reverse("staff_partner_team", args=[hosta.code]), oscar, language, theme)
    look(visit, check_page, reverse("staff_partner_invite_person", args=[hosta.code]), oscar, language, theme)


@pytest.mark.parametrize("language, theme", LOOKS)
def test_the_way_in(anna, ruth, visit, check_page, heard, page, language, theme):
    cache.clear()  # sign-ups are counted by address, and every test comes from the same one
    path = reverse("invitation", args=["token-of-nina"])
    look(visit, check_page, path, ruth, language, theme)
    judge(visit(reverse("invitation", args=["token-that-is-late"]), language=language, theme=theme))
    heard.clear()  # the browser says that the page is gone, and it is
    look(visit, check_page, path, None, language, theme)
    page.locator("main button").click()
    page.wait_for_url("**/signup/")
    check_page(page)
    page.locator("[name=name]").fill("Nina New")
    for field in ("password1", "password2"):
        page.locator(f"[name={field}]").fill("a long enough pass phrase")
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/confirm-email/")
    check_page(page)
