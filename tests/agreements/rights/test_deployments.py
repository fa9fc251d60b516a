"""Deployments: who enters, who answers, that they are contested and reclassified, and never backwards."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404

from agreements import settled_until as asking
from agreements.deployments.approve_deployment import approve_deployment
from agreements.deployments.contest_deployment import contest_deployment
from agreements.deployments.deployment_on import deployment_on
from agreements.deployments.end_deployment import end_deployment
from agreements.deployments.reclassify_deployment import reclassify_deployment
from agreements.deployments.refuse_deployment import refuse_deployment
from agreements.deployments.settle_contest import settle_contest
from agreements.models import Agreement, Deployment
from portal.notices.models import Mail
from portal.refused import Refused
from tests.factories.agreements import make_agreement
from tests.factories.rights import (
    entries,
    keeper,
    make_deployment,
)
from tests.scenes import scene

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
JAPAN = {"application": "search", "model": "llama-3.1-8b", "market": "JP"}


@scene
def agreement(hosta) -> Agreement:
    return make_agreement(hosta)


@pytest.fixture
def settled(monkeypatch):
    """Everything before October is settled."""
    monkeypatch.setattr(asking, "_questions", [lambda agreement: OCTOBER])


def reclassify(deployment: Deployment, by, day: date = OCTOBER, **codes):
    return reclassify_deployment(deployment=deployment, by=by, from_date=day, **entries(**{**JAPAN, **codes}))


def market_on(agreement: Agreement, day: date) -> str | None:
    row = deployment_on(agreement, "eu-1", day)
    return row and row.market.code


@pytest.mark.django_db
class TestRegister:
    def test_the_partner_enters_it_and_the_licensor_approves(self, client, agreement, oscar):
        keeps = keeper(agreement.partner)
        client.force_login(keeps)
        page = f"/agreements/{agreement.number}/deployments/"
        given = {"code": "eu-1", **JAPAN, "from_date": "2026-09-01"}
        assert client.post(f"{page}new/", given).status_code == 302
        row = Deployment.objects.get()
        assert row.state == "proposed"
        assert deployment_on(agreement, "eu-1", OCTOBER) is None
        assert oscar.email in Mail.objects.filter(kind="deployment_changed").values_list("to", flat=True)
        assert client.post(f"{page}{row.pk}/approve/").status_code == 403, "its own side does not answer"
        assert client.post(f"{page}new/", given).status_code == 422, "the code is taken"
        client.force_login(oscar)
        assert "Deployment eu-1" in client.get("/staff/").content.decode()
        assert client.post(f"/staff{page}{row.pk}/approve/").status_code == 302
        assert "Search" in client.get(f"/staff{page}").content.decode()
        assert market_on(agreement, OCTOBER) == "JP"
        assert [each.act for each in row.changes.all()] == ["proposed", "approved"]

    def test_a_refused_code_is_free_again(self, agreement, carla):
        first = make_deployment(agreement, approve=False)
        assert refuse_deployment(deployment=first, by=carla, reason="Not licensed.").state == "refused"
        assert make_deployment(agreement).state == "approved"
        with pytest.raises(Refused, match="waits for an answer"):
            approve_deployment(deployment=first, by=carla)

    @pytest.mark.parametrize(
        "given, code",
        [
            ({"code": "EU 1"}, "bad_code"),
            ({"start": "2025-12-31"}, "outside_term"),
            ({"to": date(2026, 9, 1)}, "no_day"),
        ],
    )
    def test_what_cannot_be_entered(self, agreement, given, code):
        with pytest.raises(Refused) as refused:
            make_deployment(agreement, **given)
        assert refused.value.code == code

    def test_by_its_keepers_alone(self, agreement, vera, ruth):
        row = make_deployment(agreement)
        for person, error in ((vera, PermissionDenied), (ruth, Http404)):
            with pytest.raises(error):
                contest_deployment(deployment=row, by=person, reason="No")

    def test_rows_stay(self, agreement):
        row = make_deployment(agreement)
        for kept in (row, row.classifications.get()):
            with pytest.raises(DatabaseError), transaction.atomic():
                kept.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            row.changes.update(reason="other")


@pytest.mark.django_db
class TestContest:
    def test_either_side_contests_and_says_when_that_is_settled(self, client, agreement, carla):
        keeps, row = keeper(agreement.partner), make_deployment(agreement)
        row = contest_deployment(deployment=row, by=carla, reason="It serves customers.")
        assert (row.state, row.contested_by) == ("contested", "licensor")
        assert market_on(agreement, OCTOBER) == "DE", "live meanwhile"
        client.force_login(keeps)
        assert "Deployment eu-1" in client.get("/").content.decode()
        page = client.get(f"/agreements/{agreement.number}/deployments/{row.pk}/").content.decode()
        assert "It serves customers." in page
        with pytest.raises(PermissionDenied):
            settle_contest(deployment=row, by=keeps, reason="It does not.")
        assert settle_contest(deployment=row, by=carla, reason="Seen.").state == "approved"

    def test_a_reclassification_that_both_agree_to_settles_it(self, agreement, carla):
        row = contest_deployment(deployment=make_deployment(agreement), by=carla, reason="In Japan.")
        reclassify(row, keeper(agreement.partner))
        row = approve_deployment(deployment=row, by=carla)
        assert (row.state, row.contested_by) == ("approved", "")


@pytest.mark.django_db
class TestReclassification:
    def test_it_holds_from_its_day_on_and_what_was_stays(self, agreement, carla):
        row = make_deployment(agreement)
        reclassify(row, carla)
        assert market_on(agreement, OCTOBER) == "DE", "not before the partner agrees"
        approve_deployment(deployment=row, by=keeper(agreement.partner))
        assert [market_on(agreement, day) for day in (date(2026, 9, 30), OCTOBER)] == ["DE", "JP"]

    def test_what_was_agreed_for_later_days_is_replaced(self, agreement, carla):
        row, keeps = make_deployment(agreement), keeper(agreement.partner)
        for day, market in ((NOVEMBER, "FR"), (OCTOBER, "JP")):
            reclassify(row, carla, day, market=market)
            approve_deployment(deployment=row, by=keeps)
        assert [market_on(agreement, day) for day in (OCTOBER, NOVEMBER)] == ["JP", "JP"]

    def test_settled_days_are_changed_by_a_restatement_alone(self, agreement, carla, settled):
        row = make_deployment(agreement)
        with pytest.raises(Refused, match="only a restatement"):
            reclassify(row, carla, date(2026, 9, 30))
        assert reclassify(row, carla, OCTOBER).state == "proposed"

    def test_nor_where_the_day_was_settled_before_the_answer(self, agreement, carla, monkeypatch):
        row = make_deployment(agreement)
        reclassify(row, carla, date(2026, 9, 15))
        monkeypatch.setattr(asking, "_questions", [lambda agreement: OCTOBER])
        with pytest.raises(Refused, match="settled"):
            approve_deployment(deployment=row, by=keeper(agreement.partner))

    def test_its_end_is_not_on_settled_days_either(self, agreement, carla, settled):
        row = make_deployment(agreement)
        with pytest.raises(Refused, match="settled"):
            end_deployment(deployment=row, by=carla, to_date=date(2026, 9, 30))
        end_deployment(deployment=row, by=carla, to_date=OCTOBER)
        assert [market_on(agreement, day) for day in (date(2026, 9, 30), OCTOBER)] == ["DE", None]
