"""Django's admin: superusers with a second factor read, nobody writes."""

import pytest
from django.contrib import admin
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from tests.factories.accounts import PASSWORD, give_second_factor, make_staff, make_user
from tests.scenes import scene

pytestmark = pytest.mark.django_db


@scene
def root(licensor) -> User:
    user = make_user("root@licensor.example", "Root", is_superuser=True)
    give_second_factor(user)
    return user


def test_strangers_log_in_at_the_portal_s_own_door(client, db):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/login/")
    assert client.post("/admin/login/", {"username": "x", "password": PASSWORD}).status_code == 302


def test_staff_and_partners_find_nothing(client, finn, licensor):
    for person in (finn, make_staff("all@licensor.example", "All", *StaffRole)):
        client.force_login(person)
        for path in ("/admin/", "/admin/accounts/user/"):
            assert client.get(path, follow=True).status_code == 404


def test_a_superuser_reads_every_list_and_row(client, root, finn, hosta):
    client.force_login(root)
    assert client.get("/admin/").status_code == 200
    for model in admin.site._registry:
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"admin:{label}_changelist")).status_code == 200, label
        assert client.get(reverse(f"admin:{label}_add")).status_code == 403, label
        if row := model._default_manager.first():
            page = client.get(reverse(f"admin:{label}_change", args=[row.pk]))
            assert page.status_code == 200, label
            assert "pbkdf2" not in page.content.decode()


def test_nothing_is_written(client, root, finn):
    client.force_login(root)
    for act in ("change", "delete"):
        path = reverse(f"admin:accounts_user_{act}", args=[finn.pk])
        assert client.post(path, {"email": "other@x.example", "post": "yes"}).status_code == 403
    finn.refresh_from_db()
    assert finn.email == "finn@hosta.example"


def test_terms_figures_and_secrets_are_not_there():
    shown = {model._meta.label_lower for model in admin.site._registry}
    assert "accounts.user" in shown
    assert not {
        label for label in shown if label.split(".")[0] in ("agreements", "usage", "settlements", "mfa")
    }


def test_the_password_is_changed_on_the_account_s_page(client, root):
    client.force_login(root)
    assert client.get("/admin/password_change/").url == "/account/password/change/"


def test_nobody_becomes_another_by_a_password_alone(client, root):
    """Django's own form knows no second factor."""
    other = make_user("other@licensor.example", "Other", is_superuser=True)
    give_second_factor(other)
    client.force_login(root)
    client.post("/admin/login/", {"username": other.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(root.pk)
