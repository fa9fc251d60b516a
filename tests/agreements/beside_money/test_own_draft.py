"""A partner's own draft has the same editor: for those who may write in it, and nobody of the other side."""

import pytest

from agreements.models import Agreement, Version
from portal.accounts.models import User
from portal.accounts.roles import PartnerRole
from tests.factories.accounts import make_member
from tests.factories.beside_money import make_obliged, obligation, own_draft
from tests.scenes import scene

pytestmark = pytest.mark.django_db

CLAUSE = {"number": "5", "kind": "privacy", "title": "Privacy", "text": "As the law says."}


@scene
def alma(hosta) -> User:
    return make_member("alma@hosta.example", "Alma Admin", hosta, PartnerRole.ADMIN)


@scene
def draft(hosta, alma, carla) -> Version:
    agreement: Agreement = make_obliged(hosta)
    return own_draft(agreement, alma)


def page(draft: Version, rest: str) -> str:
    return f"/agreements/{draft.agreement.number}/versions/{draft.number}/{rest}"


def test_its_people_write_clauses_and_obligations(client, draft, alma, uma, carla):
    client.force_login(alma)
    assert client.post(page(draft, "clauses/new/"), CLAUSE).status_code == 302
    asked = client.get(page(draft, "obligations/new/?kind=incidents")).content.decode()
    assert ("Uma Upload" in asked, "Carla Contracts" in asked) == (True, False)
    row = {**obligation(), "first_due_date": "2027-01-15", "owner": uma.email}
    assert client.post(page(draft, "obligations/new/"), row).status_code == 302
    assert (draft.clauses.get().number, draft.obligations.get().owner) == ("5", uma)
    assert "As the law says." not in client.get(page(draft, "clauses/")).content.decode()


@pytest.mark.parametrize("who, expected", [("vera", 403), ("uma", 403), ("ruth", 404), ("carla", 404)])
def test_nobody_else(client, draft, who, expected, request):
    client.force_login(request.getfixturevalue(who))
    for rest in ("clauses/", "clauses/new/", "obligations/", "obligations/new/"):
        assert client.get(page(draft, rest)).status_code == expected
        assert client.post(page(draft, rest), CLAUSE).status_code == expected
        assert client.get(f"/staff{page(draft, rest)}").status_code == 404


def test_the_licensors_draft_is_not_seen(client, draft, alma):
    Version.objects.filter(pk=draft.pk).update(party="licensor")
    client.force_login(alma)
    assert client.get(page(draft, "clauses/")).status_code == 404
