"""Acts that are hard to take back ask once more who it is, and then go on by themselves."""

import io
import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import Client

from agreements.fingerprint_of import fingerprint_of
from agreements.import_terms import import_terms
from agreements.negotiation.propose_version import propose_version
from portal.accounts.access import reauthenticated
from portal.accounts.models import User
from settlements.runs.models import SettlementRun
from settlements.runs.request_approval import request_approval
from tests.codes import code_now
from tests.factories.accounts import PASSWORD, SECRET
from tests.factories.agreements import make_agreement, make_draft_agreement, make_terms, preparer
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import settled_run

pytestmark = pytest.mark.django_db
AGAIN = "/account/reauthenticate/"


@scene
def run(hosta, fiona) -> SettlementRun:
    agreement = make_agreement(hosta, reporter="partner", starts="2026-09-01")
    submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-05"}])
    return request_approval(run=settled_run("2026-09", fiona, agreement), by=fiona)


def logged_in(client: Client, user: User) -> Client:
    """By password and code, as people do; not by force."""
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/account/2fa/authenticate/", {"code": code_now(SECRET)})
    return client


def state(run: SettlementRun) -> str:
    run.refresh_from_db()
    return run.state


def test_an_approval_asks_first_and_then_goes_on(client, run, april):
    logged_in(client, april)
    path = f"/staff/runs/{run.pk}/approve/"
    assert client.get(f"/staff/runs/{run.pk}/").status_code == 200, "reading asks nothing"
    answer = client.post(path, {"fingerprint": run.fingerprint})
    assert answer.url == f"{AGAIN}?next={path.replace('/', '%2F')}"
    assert state(run) == "requested", "nothing is done before"
    page = client.get(answer.url).content.decode()
    assert "Is it still you?" in page
    assert client.post(answer.url, {"password": "wrong", "next": path}).status_code == 200
    assert state(run) == "requested"
    done = client.post(AGAIN, {"password": PASSWORD, "next": path})
    assert (done.status_code, state(run)) == (302, "approved")
    assert run.approved_by == april


def test_a_second_factor_does_as_well(client, run, april):
    client.force_login(april)
    grow_old(client)
    path = f"/staff/runs/{run.pk}/approve/"
    client.post(path, {"fingerprint": run.fingerprint})
    done = client.post("/account/2fa/reauthenticate/", {"code": code_now(SECRET), "next": path})
    assert (done.status_code, state(run)) == (302, "approved")


def test_within_five_minutes_nobody_is_asked_twice(client, run, april):
    client.force_login(april)
    client.post(f"/staff/runs/{run.pk}/approve/", {"fingerprint": run.fingerprint})
    assert state(run) == "approved"


def test_after_five_minutes_one_is(client, run, april):
    client.force_login(april)
    grow_old(client)
    answer = client.post(f"/staff/runs/{run.pk}/approve/", {"fingerprint": run.fingerprint})
    assert answer.url.startswith(AGAIN)
    assert state(run) == "requested"


def grow_old(client: Client) -> None:
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] = time.time() - 301
    session.save()


def test_the_wrong_people_are_refused_before_they_are_asked(client, run, fiona, uma):
    for person, expected in ((fiona, 403), (uma, 404)):
        client.force_login(person)
        grow_old(client)
        assert client.post(f"/staff/runs/{run.pk}/approve/").status_code == expected


def test_terms_come_into_force_the_same_way(client, hosta, april):
    agreement = make_draft_agreement(hosta)
    [draft] = import_terms(agreement=agreement, document=[make_terms()], by=preparer())
    draft = propose_version(version=draft, by=preparer())
    path = f"/staff/agreements/{agreement.number}/versions/{draft.number}/approve/"
    client.force_login(april)
    grow_old(client)
    assert client.get(path).status_code == 200
    assert client.post(path, {"fingerprint": fingerprint_of(draft)}).url.startswith(AGAIN)
    draft.refresh_from_db()
    assert draft.state == "proposed"
    client.post(AGAIN, {"password": PASSWORD, "next": path})
    draft.refresh_from_db()
    assert draft.state == "approved"


def test_a_file_is_never_dropped_on_the_way(rf, client, finn):
    """A POST with a file is not kept meanwhile: one is led back to the form, and told."""
    client.force_login(finn)
    grow_old(client)
    done = []
    request = rf.post("/organisation/tax/", {"certificate": io.BytesIO(b"%PDF-1.4"), "x": "1"})
    request.user, request.session = finn, client.session
    request._messages = FallbackStorage(request)
    answer = reauthenticated(lambda asked: done.append(asked))(request)
    assert answer.url == f"{AGAIN}?next=%2Forganisation%2Ftax%2F"
    assert not done
    assert [str(each) for each in request._messages] == [
        "Nothing was saved yet. Choose your file again afterwards."
    ]
