"""Where a model is licensed: kept by the administrator, flagged everywhere, blocking nothing."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from agreements.eligibility.end_licence import end_licence
from agreements.eligibility.licences import Licences
from agreements.eligibility.license_market import license_market
from agreements.models import AiModel, Market, MarketLicence
from portal.accounts.roles import StaffRole
from portal.periods import DateRange
from portal.refused import Refused
from tests.factories.accounts import make_staff
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.rights import license_model, make_deployment
from tests.factories.usage import submitted_report
from tests.scenes import scene
from tests.settlements.runs.steps import blocker_kinds, settled_run
from tests.settlements.runs.test_at_once import at_once

MODEL = "llama-3.1-8b"
MAY = DateRange(date(2026, 5, 1), date(2026, 6, 1))


@scene
def ada(licensor):
    return make_staff("ada@licensor.example", "Ada", StaffRole.ADMINISTRATOR)


@pytest.mark.django_db
class TestLicences:
    def test_without_any_on_record_a_model_is_licensed_everywhere(self, licensor):
        assert Licences().licensed(MODEL, "DE", MAY)
        license_model(MODEL, "JP")
        assert Licences().licensed(MODEL, "JP", MAY)
        assert not Licences().licensed(MODEL, "DE", MAY)
        assert Licences().licensed("llama-3.3-70b", "DE", MAY)

    @pytest.mark.parametrize(
        "days, licensed",
        [
            ([("2026-01-01", None)], True),
            ([("2026-05-02", None)], False),
            ([("2026-01-01", "2026-05-15")], False),
            ([("2026-01-01", "2026-05-15"), ("2026-05-15", "2026-06-01")], True),
            ([("2026-01-01", "2026-05-15"), ("2026-05-16", None)], False),
        ],
    )
    def test_on_all_of_the_days(self, licensor, days, licensed):
        for start, to in days:
            license_model(MODEL, "DE", start=start, to=to)
        assert Licences().licensed(MODEL, "DE", MAY) is licensed

    def test_the_administrator_keeps_them_on_a_page(self, client, ada, carla):
        page = f"/staff/catalogue/model/{MODEL}/licences/"
        client.force_login(ada)
        given = {"markets": ["DE", "JP"], "from_date": "2026-01-01"}
        assert client.post(f"{page}new/", given).status_code == 302
        assert client.post(f"{page}new/", given).status_code == 422, "licensed already"
        row = MarketLicence.objects.get(market__code="DE")
        assert client.post(f"{page}{row.pk}/end/", {"to_date": "2025-01-01"}).status_code == 422
        assert client.post(f"{page}{row.pk}/end/", {"to_date": "2026-05-01"}).status_code == 302
        assert not Licences().licensed(MODEL, "DE", MAY)
        client.force_login(carla)
        assert "Germany" in client.get(page).content.decode()
        assert client.post(f"{page}new/", given).status_code == 403

    def test_others_may_not(self, carla):
        model, markets = AiModel.objects.get(code=MODEL), Market.objects.filter(code="DE")
        with pytest.raises(PermissionDenied):
            license_market(model=model, markets=markets, by=carla, from_date=MAY.start)
        [row] = license_model(MODEL, "DE")
        with pytest.raises(PermissionDenied):
            end_licence(licence=row, by=carla, to_date=MAY.start)


@pytest.mark.django_db
class TestFlags:
    @pytest.fixture
    def agreement(self, hosta):
        license_model(MODEL, "JP")
        rule = share("0.3", id="de", model=MODEL, market="DE")
        terms = make_terms("2026-09-01", share("0.2"), rule)
        return make_agreement(hosta, reporter="partner", starts="2026-09-01", terms=[terms])

    def test_on_rules_and_deployments_for_both_sides(self, client, agreement, vera, carla):
        row = make_deployment(agreement)
        for person, prefix in ((vera, ""), (carla, "/staff")):
            client.force_login(person)
            for page in ("", "deployments/", f"deployments/{row.pk}/"):
                shown = client.get(f"{prefix}/agreements/{agreement.number}/{page}").content.decode()
                assert "Not licensed there" in shown, page

    def test_usage_is_warned_of_and_not_blocked(self, client, agreement, uma, fiona):
        report = submitted_report(agreement, "2026-09", [{"usage_date": "2026-09-05"}])
        client.force_login(uma)
        sentence = "is not licensed for Germany on all of these days."
        assert sentence in client.get(f"/reports/{report.pk}/").content.decode()
        run = settled_run("2026-09", fiona, agreement)
        assert blocker_kinds(run) == []
        client.force_login(fiona)
        page = client.get(f"/staff/runs/{run.pk}/{agreement.number}/").content.decode()
        assert "Usage where a model is not licensed" in page
        assert "Germany" in page


@pytest.mark.django_db(transaction=True)
def test_two_license_one_market_and_one_does(ada):
    model, markets = AiModel.objects.get(code=MODEL), list(Market.objects.filter(code="DE"))
    acts = [
        lambda: license_market(model=model, markets=markets, by=ada, from_date=MAY.start)
        for _each in range(2)
    ]
    assert [each.code for each in at_once(acts) if isinstance(each, Refused)] == ["licensed_already"]
