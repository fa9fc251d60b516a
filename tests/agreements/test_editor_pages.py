"""The editor without JavaScript: wrong input is answered beside its field, another person approves."""

from datetime import date
from decimal import Decimal

import pytest

from agreements.models import RateRule, Version
from agreements.terms_document import terms_document, version_document
from tests.factories.agreements import make_agreement, make_draft_agreement, make_terms, share


@pytest.fixture
def draft(hosta, carla) -> Version:
    """Carla's empty version 1."""
    return make_draft_agreement(hosta, by=carla).versions.get()


@pytest.fixture
def url(draft):
    return f"/staff/agreements/{draft.agreement.number}/versions/1/"


def rows(prefix, *filled, **more):
    """What a browser sends for the rows of a formset."""
    sent = {f"{prefix}-TOTAL_FORMS": str(len(filled)), f"{prefix}-INITIAL_FORMS": "0"}
    for i, row in enumerate(filled):
        sent |= {f"{prefix}-{i}-{name}": value for name, value in row.items()}
    return sent | more


def rule(*tiers, **fields):
    return {
        "code": "default",
        "charge": "percentage",
        "tier_mode": "graduated",
        "tier_metric": "base_amount",
        "accumulate": "year",
        **rows("tiers", *tiers),
        **fields,
    }


def header(*grants, **fields):
    return {
        "from_date": "2026-01-01",
        "base": "net_revenue",
        "guarantee_per": "quarter",
        "cap_per": "year",
        "fx_policy": "period_end",
        "rounding": "half_even",
        **rows("grants", *grants),
        **fields,
    }


def test_a_rule_is_written_in_percent(client, carla, draft, url):
    client.force_login(carla)
    two = ({"up_to": "100000", "rate": "20 %"}, {"up_to": "", "rate": "12.5", "flat": "500"}, {"rate": ""})
    response = client.post(f"{url}rules/new/", rule(*two, application="search", market="ID"))
    assert response.status_code == 302
    [written] = version_document(Version.objects.get())["rate_rules"]
    assert (written["application"], written["model"], written["market"]) == ("search", "*", "ID")
    assert written["tiers"] == [
        {"up_to": "100000", "rate": "0.2"},
        {"rate": "0.125", "flat": "500"},
    ]


def test_a_price_is_written_as_money(client, carla, draft, url):
    client.force_login(carla)
    fields = {"charge": "per_unit", "unit": "gpu_hours", "tier_metric": "quantity", "per": "1"}
    assert client.post(f"{url}rules/new/", rule({"rate": "0.40"}, **fields)).status_code == 302
    [written] = version_document(Version.objects.get())["rate_rules"]
    assert (written["unit"], written["tiers"]) == ("gpu_hours", [{"rate": "0.4"}])


def test_an_edited_rule_shows_what_it_says_and_keeps_its_place(client, carla, draft, url):
    client.force_login(carla)
    client.post(f"{url}rules/new/", rule({"up_to": "1000", "rate": "20"}, {"rate": "12.5"}))
    row = RateRule.objects.get()
    page = client.get(f"{url}rules/{row.pk}/").content.decode()
    assert 'value="12.5"' in page
    assert 'value="1000"' in page
    client.post(f"{url}rules/{row.pk}/", rule({"rate": "30"}, code="flat"))
    row.refresh_from_db()
    assert (row.code, [tier.rate for tier in row.tiers.all()]) == ("flat", [Decimal("0.3")])


def test_one_more_tier_keeps_what_was_typed(client, carla, draft, url):
    client.force_login(carla)
    sent = rule({"up_to": "abc", "rate": "20"}, add_tier="1")
    page = client.post(f"{url}rules/new/", sent).content.decode()
    assert 'name="tiers-1-rate"' in page
    assert 'value="abc"' in page
    assert "Write a number" not in page
    assert not RateRule.objects.exists()


@pytest.mark.parametrize(
    "tiers, fields, words",
    [
        ([{"rate": "NaN"}], {}, "Write a number with the digits"),
        ([{"rate": "1e999"}], {}, "Write a number with the digits"),
        ([{"rate": "٢٠"}], {}, "Write a number with the digits"),
        ([{"rate": "20,5"}], {}, "Write a number with the digits"),
        ([{"rate": "9" * 40}], {}, "at most 30 digits"),
        ([{"rate": "9" * 70}], {}, "at most 60 characters"),
        ([{"rate": "120"}], {}, "share from 0 to 1"),
        ([{"rate": "-1"}], {}, "must not be negative"),
        ([{"rate": "\x00"}], {}, "Null characters"),
        ([{"rate": "20%"}], {"charge": "per_unit", "unit": "requests"}, "Write a number with the digits"),
        ([{"rate": "1"}], {"charge": "per_unit"}, "needs its unit"),
        ([{"rate": "1"}], {"charge": "per_unit", "unit": "requests", "per": "0"}, "more than zero units"),
        ([{"rate": "1"}], {"tier_metric": "quantity"}, "need the unit"),
        ([{"rate": "1"}], {"whole_packages": "on"}, "Whole packages go with a price"),
        ([{"up_to": "5", "rate": "1"}], {}, "must be open above"),
        ([{"up_to": "5", "rate": "1"}, {"up_to": "5", "rate": "2"}, {"rate": "3"}], {}, "ends on or below"),
        ([{"rate": "1"}, {"rate": "2"}], {}, "Only the last tier"),
        ([], {}, "at least one tier"),
        ([{"rate": "1"}], {"code": "a|b"}, "must not hold the character"),
        ([{"rate": "1"}], {"application": "teleportation"}, "Select a valid choice"),
        ([{"rate": "1"}], {"tiers-TOTAL_FORMS": "x"}, "ManagementForm data is missing"),
        ([{"rate": "1"}], {"tiers-TOTAL_FORMS": "9" * 40}, "Please submit at most 200 forms"),
    ],
)
def test_wrong_rules_are_answered_in_words(client, carla, draft, url, tiers, fields, words):
    client.force_login(carla)
    response = client.post(f"{url}rules/new/", rule(*tiers, **fields))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not RateRule.objects.exists()


def test_two_rules_of_one_scope_are_refused(client, carla, draft, url):
    client.force_login(carla)
    client.post(f"{url}rules/new/", rule({"rate": "20"}))
    response = client.post(f"{url}rules/new/", rule({"rate": "30"}, code="other"))
    assert "rates just what" in response.content.decode()


def test_limits_and_exclusive_rights_are_saved(client, carla, draft, url):
    client.force_login(carla)
    grant = {"application": "search", "from_date": "2026-01-01", "uplift": "2", "code": "x1"}
    limits = {"guarantee_amount": "10000.00", "cap_amount": "250000", "advance_amount": "50000"}
    rates = {"advance_recoup_rate": "50", "withholding_rate": "10%", "contribution_points_cap": "3"}
    assert client.post(url, header(grant, **limits, **rates)).status_code == 302
    written = version_document(Version.objects.get())
    assert written["minimum_guarantee"] == {"amount": "10000", "per": "quarter"}
    assert written["cap"] == {"amount": "250000", "per": "year"}
    assert written["advance"] == {"amount": "50000", "recoup_rate": "0.5"}
    assert (written["withholding_rate"], written["contribution_points_cap"]) == ("0.1", "0.03")
    assert [(row["application"], row["uplift"]) for row in written["exclusivity"]] == [("search", "0.02")]
    client.post(url, header({**grant, "DELETE": "on"}))
    assert version_document(Version.objects.get()).keys().isdisjoint({"exclusivity", "cap", "advance"})


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"cap_amount": "1.001"}, "has 2 decimals"),
        ({"cap_amount": "-1"}, "must not be negative"),
        ({"cap_amount": "1e5"}, "Write a number"),
        ({"cap_amount": "1", "cap_per": "decade"}, "Select a valid choice"),
        ({"guarantee_amount": "1", "guarantee_per": "term"}, "Select a valid choice"),
        ({"withholding_rate": "101"}, "between 0 and 1"),
        ({"from_date": "soon"}, "Enter a valid date"),
        ({"base": ""}, "This field is required"),
    ],
)
def test_wrong_limits_are_answered_in_words(client, carla, draft, url, fields, words):
    client.force_login(carla)
    response = client.post(url, header(**fields))
    assert response.status_code == 422
    assert words in response.content.decode()


def test_wrong_rights_are_answered_beside_the_row(client, carla, draft, url):
    client.force_login(carla)
    wrong = {"from_date": "2026-02-01", "to_date": "2026-01-01", "uplift": "-200", "code": "x"}
    page = client.post(url, header(wrong)).content.decode()
    assert "on or before it begins" in page
    assert "must not be below -1" in page
    more = client.post(url, header(wrong, add_grant="1")).content.decode()
    assert 'name="grants-1-code"' in more


def test_a_rule_is_removed_and_a_draft_discarded(client, carla, draft, url):
    client.force_login(carla)
    client.post(f"{url}rules/new/", rule({"rate": "20"}))
    row = RateRule.objects.get()
    assert "Remove rule default?" in client.get(f"{url}rules/{row.pk}/remove/").content.decode()
    client.post(f"{url}rules/{row.pk}/remove/")
    assert not RateRule.objects.exists()
    assert client.get(f"{url}discard/").status_code == 200
    client.post(f"{url}discard/")
    assert not Version.objects.exists()


def test_a_second_person_reads_and_approves(client, carla, april, draft, url):
    client.force_login(carla)
    client.post(f"{url}rules/new/", rule({"rate": "20"}))
    page = client.get(f"{url}approve/").content.decode()
    assert "You worked on this version." in page
    assert "Approve these terms" not in page
    assert client.post(f"{url}approve/").status_code == 403
    client.force_login(april)
    page = client.get(f"{url}approve/").content.decode()
    assert "20%" in page
    assert "Approve these terms" in page
    assert client.post(f"{url}approve/").status_code == 302
    assert len(terms_document(agreement=draft.agreement)) == 1


def test_what_cannot_come_into_force_says_why(client, april, draft, url):
    client.force_login(april)
    response = client.post(f"{url}approve/")
    assert (response.status_code, "no rate rules" in response.content.decode()) == (409, True)


def test_a_version_in_force_has_no_editor(client, carla, hosta):
    agreement = make_agreement(hosta, terms=[make_terms("2026-01-01", share("0.2"))])
    client.force_login(carla)
    base = f"/staff/agreements/{agreement.number}/versions/1/"
    before = terms_document(agreement=agreement)
    for part in ("", "rules/new/", "approve/"):
        assert "never edited" in client.get(base + part, follow=True).content.decode()
    row = RateRule.objects.get()
    client.post(f"{base}rules/{row.pk}/remove/")
    client.post(f"{base}discard/")
    client.post(base, header())
    client.post(f"{base}rules/{row.pk}/", rule({"rate": "99"}))
    assert terms_document(agreement=agreement) == before


@pytest.mark.parametrize("part", ["versions/99999999999999999999/", "versions/1/rules/99999999999999999999/"])
def test_rows_that_are_not_there_are_no_page(client, carla, draft, part):
    client.force_login(carla)
    assert client.get(f"/staff/agreements/{draft.agreement.number}/{part}").status_code == 404
    assert draft.from_date == date(2026, 1, 1)
