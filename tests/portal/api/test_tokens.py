"""Tokens: made by people, shown once, known here by their digest only."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.accounts.models import Membership
from portal.api.make_token import AT_MOST, make_token
from portal.api.models import ApiToken
from portal.api.revoke_token import revoke_token
from portal.api.scopes import Scope
from portal.audit.models import AuditEvent
from portal.refused import Refused
from tests.factories.accounts import make_member, make_user
from tests.factories.api import Program, secret_of
from tests.scenes import scene

pytestmark = pytest.mark.django_db
GIVEN = {"name": "nightly upload", "scopes": ["reports:read", "reports:write"], "days": "90"}


@scene
def anna(hosta):
    """Host A's administrator, who uploads too."""
    return make_member("anna@hosta.example", "Anna Admin", hosta, "admin", "uploader")


def refused(**given) -> str:
    with pytest.raises(Refused) as refusal:
        make_token(**{"name": "x", "scopes": ["reports:read"], "days": 30, **given})
    return refusal.value.code


def test_the_secret_is_shown_once_and_works(client, uma):
    client.force_login(uma)
    made = client.post(reverse("make_api_token"), GIVEN)
    secret = re.search(r'value="(rsp_[\w-]{43})"', made.content.decode())[1]
    assert made["Cache-Control"] == "private, no-store"
    assert Program(secret).get("reports/").status_code == 200
    page = client.get(reverse("api_tokens")).content.decode()
    assert "nightly upload" in page
    assert secret[:8] in page
    assert secret not in page


def test_the_secret_is_nowhere_in_the_database_or_the_log(client, uma, caplog):
    client.force_login(uma)
    with caplog.at_level(0):
        made = client.post(reverse("make_api_token"), GIVEN).content.decode()
        secret = re.search(r'value="(rsp_[\w-]{43})"', made)[1]
        Program(secret).get("reports/")
    assert caplog.records
    assert secret not in caplog.text
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS each WHERE each::text LIKE %s', [f"%{secret[8:]}%"]
            )
            assert cursor.fetchone() == (0,), table
        cursor.execute(
            "SELECT count(*) FROM api_apitoken AS each WHERE each::text LIKE %s", [f"%{secret[:8]}%"]
        )
        assert cursor.fetchone() == (1,)


def test_revoking_ends_it_at_once_and_twice_is_once(client, uma):
    program = Program(secret_of(uma))
    token = ApiToken.objects.get()
    client.force_login(uma)
    client.post(reverse("revoke_api_token", args=[token.pk]))
    assert program.get("reports/").status_code == 401
    revoke_token(by=uma, token=token)
    assert AuditEvent.objects.filter(event="token.revoked").count() == 1
    assert client.post(reverse("revoke_api_token", args=[token.pk])).status_code == 404


def test_making_and_revoking_asks_again_who_it_is(uma):
    client = Client()
    client.force_login(uma)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    answer = client.post(reverse("make_api_token"), GIVEN)
    assert "/reauthenticate/" in answer["Location"]
    assert not ApiToken.objects.exists()


def test_nobody_sees_or_revokes_somebody_elses(client, uma, finn):
    secret_of(uma)
    client.force_login(finn)
    assert "nightly upload" not in client.get(reverse("api_tokens")).content.decode()
    assert client.post(reverse("revoke_api_token", args=[ApiToken.objects.get().pk])).status_code == 404


def test_an_organisations_tokens_are_its_administrators(client, hosta, anna, uma, ruth):
    make_token(by=anna, name="of the house", scopes=["reports:read"], days=30, partner=hosta)
    token = ApiToken.objects.get()
    pages = [reverse("organisation_tokens"), reverse("make_organisation_token")]
    pages += [reverse("revoke_organisation_token", args=[token.pk])]
    client.force_login(uma)
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    assert f'href="{pages[0]}"' not in client.get(reverse("organisation")).content.decode()
    client.force_login(ruth)
    assert [client.get(page).status_code for page in pages] == [200, 200, 404]
    assert "of the house" not in client.get(pages[0]).content.decode()
    other = make_member("abel@hosta.example", "Abel Admin", hosta, "admin")
    client.force_login(other)
    assert "of the house" in client.get(pages[0]).content.decode()
    client.post(pages[2])
    event = AuditEvent.objects.get(event="token.revoked")
    assert (event.actor, event.partner) == (other, hosta)
    assert not ApiToken.objects.get().is_live


def test_a_token_that_reports_is_made_by_who_reports(hosta, anna):
    other = make_member("abel@hosta.example", "Abel Admin", hosta, "admin")
    assert refused(by=other, partner=hosta, scopes=[Scope.REPORTS_WRITE]) == "no_uploader"
    assert make_token(by=anna, partner=hosta, name="x", scopes=[Scope.REPORTS_WRITE], days=30)


def test_what_is_refused(uma, hosta):
    assert refused(by=uma, scopes=[]) == "no_scope"
    assert refused(by=uma, scopes=["everything"]) == "no_scope"
    assert refused(by=uma, days=366) == "bad_days"
    assert refused(by=uma, days=0) == "bad_days"
    assert refused(by=make_user("nobody@example.com", "Nobody")) == "no_member"
    for _each in range(AT_MOST):
        secret_of(uma)
    assert refused(by=uma) == "too_many"
    hosta.requires_second_factor = True
    hosta.save()
    assert refused(by=uma) == "second_factor_due"


def test_a_name_is_one_line(client, uma):
    client.force_login(uma)
    answer = client.post(reverse("make_api_token"), {**GIVEN, "name": "a\u202eb"})
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_who_views_as_a_partner_makes_no_token(client, fiona, hosta):
    client.force_login(fiona)
    client.post(reverse("view_as_partner", args=[hosta.code]))
    assert client.post(reverse("make_api_token"), GIVEN).status_code == 403
    assert client.get(reverse("organisation_tokens")).status_code == 403
    assert not ApiToken.objects.exists()


def test_the_last_use_is_noted_once_a_minute(uma):
    program = Program(secret_of(uma))
    program.get("reports/")
    first = ApiToken.objects.get().last_used_at
    program.get("reports/")
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at="2026-01-01T00:00Z")
    program.get("reports/")
    assert ApiToken.objects.get().last_used_at.year > 2025
    assert ApiToken.objects.get().last_used_at >= first


def test_a_membership_that_ended_takes_the_organisations_token_along(hosta, anna):
    program = Program(secret_of(anna, "reports:read", partner=hosta))
    assert program.get("reports/").status_code == 200
    Membership.objects.filter(user=anna).update(suspended_at="2026-11-01T00:00Z")
    assert program.get("reports/").status_code == 401
