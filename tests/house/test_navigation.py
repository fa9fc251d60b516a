"""The navigation of staff shows what the reader's roles open, no more and no less."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from portal.accounts.navigation import STAFF_PAGES, staff_navigation
from portal.accounts.roles import StaffRole
from tests.factories.accounts import make_staff
from tests.house.permissions import PERMISSIONS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(StaffRole))
def test_every_link_opens_and_none_is_missing(licensor, role):
    person = make_staff(f"{role}@licensor.example", role, role)
    shown = {name for name, _text, _icon in staff_navigation(person)}
    client = Client()
    client.force_login(person)
    front = client.get("/staff/").content.decode()
    for name, *_rest in STAFF_PAGES:
        opens = name in PERMISSIONS and role in PERMISSIONS[name].roles
        assert (name in shown) == opens, name
        assert (f'href="{reverse(name)}"' in front) == opens, name
        if opens:
            assert client.get(reverse(name)).status_code == 200, name


def test_what_does_not_exist_is_not_linked():
    for name, *_rest in STAFF_PAGES:
        try:
            reverse(name)
        except NoReverseMatch:
            pytest.fail(f"{name} is in the navigation, but there is no such page")
