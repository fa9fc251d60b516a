"""What is wrong in a workbook is told at its cell; nothing of it is imported."""

import io
from datetime import datetime

import pytest
from django.utils import translation
from openpyxl import load_workbook

from portal.accounts.models import Partner
from portal.workbooks.make_plan import make_plan
from portal.workbooks.plan import Plan
from portal.workbooks.template_file import template_file
from tests.portal.workbooks.books import AGREEMENT, PARTNER, TIER, TIERS, changed, filled, saved

MORNING = datetime.fromisoformat("2025-01-01T08:00")


def book(sheets=None):
    return filled(load_workbook(io.BytesIO(template_file())), sheets or changed())


def plan_of(by, sheets=None) -> Plan:
    return make_plan(content=saved(book(sheets)), by=by)


def told(plan: Plan) -> list[tuple[str, int, str, str]]:
    """Sheet, row, letter, heading."""
    return [(each.sheet, each.row, each.letter, each.heading) for each in plan.faults]


def test_the_template_itself_has_nothing_to_import(mona):
    plan = make_plan(content=template_file(), by=mona)
    assert plan.faults == []
    assert not plan.has_work


def test_a_good_workbook_has_no_fault(mona):
    plan = plan_of(mona)
    assert plan.faults == []
    assert plan.may_import
    assert [len(plan.partners), len(plan.new_agreements), len(plan.openings)] == [1, 1, 1]


@pytest.mark.parametrize(
    "over, place, expected",
    [
        ({"Partners": {"code": "AC ME"}}, ("Partners", 4, "A", "code"), "small letters"),
        ({"Partners": {"town": None}}, ("Partners", 4, "F", "town"), "must not be empty"),
        ({"Partners": {"country": "XX"}}, ("Partners", 4, "H", "country"), "one of the codes"),
        ({"Partners": {"name": "Ac\u200bme"}}, ("Partners", 4, "B", "name"), "not seen"),
        ({"Partners": {"name": "A" * 101}}, ("Partners", 4, "B", "name"), "At most 100"),
        ({"Agreements": {"currency": "EUR"}}, ("Opening balances", 4, "C", "currency"), "settles in EUR"),
        ({"Agreements": {"partner": "nobody"}}, ("Agreements", 4, "B", "partner"), "No partner"),
        ({"Agreements": {"cap": "1.005"}}, ("Agreements", 4, "Q", "cap"), "decimals"),
        ({"Agreements": {"cap_per": None}}, ("Agreements", 4, "R", "cap_per"), "missing"),
        ({"Agreements": {"cap": "=1+1"}}, ("Agreements", 4, "Q", "cap"), "paste its value"),
        ({"Agreements": {"ends_before": "2024-01-01"}}, ("Agreements", 4, "J", "ends_before"), "end before"),
        ({"Agreements": {"first_day": "01.01.2025"}}, ("Agreements", 4, "I", "first_day"), "2026-10-31"),
        (
            {"Agreements": {"first_day": MORNING}},
            ("Agreements", 4, "I", "first_day"),
            "time",
        ),
        ({"Agreements": {"withholding": 101}}, ("Agreements", 4, "U", "withholding"), ""),
        ({"Rates": {"rate": "20,5"}}, ("Rates", 4, "P", "rate"), "digits 0 to 9"),
        ({"Rates": {"rate": True}}, ("Rates", 4, "P", "rate"), "digits 0 to 9"),
        ({"Rates": {"rate": -1}}, ("Rates", 4, "P", "rate"), ""),
        ({"Rates": {"market": "ZZ"}}, ("Rates", 4, "G", "market"), "one of the codes"),
        ({"Rates": {"tier_metric": "quantity"}}, ("Rates", 4, "H", "unit"), ""),
        ({"Rates": {"up_to": None}}, ("Rates", 4, "O", "up_to"), ""),
        ({"Opening balances": {"balance": 0.125}}, ("Opening balances", 4, "D", "balance"), "decimals"),
        ({"Opening balances": {"source": None}}, ("Opening balances", 4, "H", "source"), "empty"),
        ({"Opening balances": {"rule": "gone"}}, ("Opening balances", 4, "I", "rule"), "No version"),
        ({"Opening balances": {"advance_left": 101}}, ("Opening balances", 4, "E", "advance_left"), "left"),
    ],
)
def test_each_fault_stands_at_its_cell(mona, over, place, expected):
    plan = plan_of(mona, changed(**over))
    assert place in told(plan)
    assert expected in next(each.expected for each in plan.faults if told_one(each) == place)
    assert not plan.may_import


def told_one(fault) -> tuple[str, int, str, str]:
    return (fault.sheet, fault.row, fault.letter, fault.heading)


def test_numbers_are_what_excel_shows_of_them(mona):
    """0.1 + 0.2 is 0.30000000000000004 as a float; nobody typed the last digits."""
    plan = plan_of(mona, changed(**{"Opening balances": {"balance": 0.1 + 0.2, "rule_revenue": 1e15}}))
    assert plan.faults == []
    assert str(plan.openings[0].figures.balance) == "0.3"
    assert str(plan.openings[0].figures.counters["default"][1]) == "1000000000000000"


def test_a_percentage_is_read_as_it_is_seen(mona):
    """20 %, as a cell formatted so, as text, and as the plain number 20."""
    for write in ("format", "20 %", 20):
        made = book()
        cell = made["Rates"]["P4"]
        cell.value = 0.2 if write == "format" else write
        if write == "format":
            cell.number_format = "0.00%"
        plan = make_plan(content=saved(made), by=mona)
        assert plan.faults == []
        assert plan.agreements[0].terms["rate_rules"][0]["tiers"][0]["rate"] == "0.2"


@pytest.mark.parametrize("number_format", ['0.00"%"', r"0.00\%", "0.00_%", "0.00*%"])
def test_a_percent_sign_that_is_only_written_multiplies_nothing(mona, number_format):
    """0.5 that is seen as 0.5% is half a percent, not a half."""
    made = book()
    cell = made["Rates"]["P4"]
    cell.value, cell.number_format = 0.5, number_format
    plan = make_plan(content=saved(made), by=mona)
    assert plan.agreements[0].terms["rate_rules"][0]["tiers"][0]["rate"] == "0.005"


def test_a_price_is_no_percentage(mona):
    price = {**TIER, "charge": "per_unit", "unit": "gpu_hours", "rate": "5 %"}
    plan = plan_of(mona, {"Partners": [PARTNER], "Agreements": [AGREEMENT], "Rates": [price]})
    assert told(plan) == [("Rates", 4, "P", "rate")]


def test_text_of_every_script_is_kept(mona):
    names = {"name": "شركة الاستضافة", "legal_name": "होस्टिंग कंपनी", "town": "東京"}
    plan = plan_of(mona, changed(Partners=names))
    assert plan.faults == []
    assert plan.partners[0].given["legal_name"] == "होस्टिंग कंपनी"


def test_what_stands_twice_in_the_file(mona):
    sheets = changed()
    sheets["Partners"].append({**PARTNER, "name": "ACME"})
    sheets["Agreements"].append(dict(AGREEMENT))
    sheets["Opening balances"].append(dict(sheets["Opening balances"][0]))
    places = told(plan_of(mona, sheets))
    assert {("Partners", 5, "A", "code"), ("Partners", 5, "B", "name")} <= set(places)
    assert ("Agreements", 5, "A", "reference") in places
    assert ("Opening balances", 5, "I", "rule") in places


def test_a_name_that_another_partner_has(mona):
    Partner.objects.create(code="other", name="ACME", legal_name="Other", town="Bern", country="CH")
    assert told(plan_of(mona))[0] == ("Partners", 4, "B", "name")


def test_rows_that_belong_together_say_the_same(mona):
    sheets = changed()
    sheets["Rates"][1]["accumulate"] = "term"
    sheets["Opening balances"].append({"agreement": "C-1001", "balance": 13, "rule": "other"})
    places = told(plan_of(mona, sheets))
    assert ("Rates", 5, "M", "accumulate") in places
    assert ("Opening balances", 5, "D", "balance") in places


def test_rates_and_openings_of_nothing(mona):
    sheets = changed()
    sheets["Rates"].append({**TIERS[1], "agreement": "C-9"})
    sheets["Opening balances"].append({**sheets["Opening balances"][0], "agreement": "AGR-2020-0001"})
    places = told(plan_of(mona, sheets))
    assert places == [("Rates", 6, "A", "agreement"), ("Opening balances", 5, "A", "agreement")]


def test_sheets_and_headings(mona):
    made = book()
    made.create_sheet("Notes")
    made["Rates"].sheet_state = "hidden"
    made["Partners"]["B1"] = "nom"
    made["Agreements"].merge_cells("C4:D4")
    found = make_plan(content=saved(made), by=mona).faults
    assert {("Notes", 0), ("Rates", 0), ("Partners", 1), ("Agreements", 4)} <= {
        (each.sheet, each.row) for each in found
    }
    nom = next(each for each in found if each.found == "nom")
    assert (nom.letter, "legal_name" in nom.expected) == ("B", True)
    missing = next(each for each in found if each.sheet == "Partners" and each.column == 0)
    assert "These columns are missing: name." in missing.expected
    assert "Unmerge" in next(each.expected for each in found if each.sheet == "Agreements")


def test_a_workbook_of_other_sheets_is_named(mona):
    made = load_workbook(io.BytesIO(template_file()))
    for title in ("Partners", "Agreements", "Rates", "Opening balances"):
        del made[title]
    [fault] = make_plan(content=saved(made), by=mona).faults
    assert "none of the sheets Partners, Agreements, Rates, Opening balances" in fault.expected


def test_faults_are_told_in_the_readers_language(mona):
    made = saved(book(changed(Agreements={"cap": "1.005"})))
    with translation.override("de"):
        fault, follows = make_plan(content=made, by=mona).faults
    assert fault.expected
    assert "decimals" not in fault.expected
    assert follows.sheet == "Opening balances"
