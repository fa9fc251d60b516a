"""What a period opens with (FORMULA sections 4 and 7)."""

from datetime import date

from settlements.statements.opening import Opening, opening_of
from tests.scenes import scene
from tests.settlements.statements.documents import issued, make_agreement, make_period, make_version


@scene
def agreement(hosta, fiona, april):
    return make_agreement(hosta, fiona)


def opening(agreement, label: str) -> Opening:
    return opening_of(agreement=agreement, period=make_period(agreement, label))


def counter(base: str) -> dict[str, str]:
    return {"quantity": "0", "base": base}


def test_the_first_period_opens_with_the_whole_advance(agreement, fiona, april):
    make_version(agreement, fiona, april, {"default": "year"}, advance_amount="50000")
    first = opening(agreement, "2026-01")
    assert first.counters == {}
    assert first.window == {"guarantee_earned": "0", "cap_earned": "0", "advance_balance": "50000"}
    assert first.opening_balance == "0"


def test_counters_stay_until_their_window_ends(agreement, fiona, april):
    rules = {"monthly": "period", "quarterly": "quarter", "yearly": "year", "whole": "term"}
    make_version(agreement, fiona, april, rules)
    closing = {code: counter("10.5") for code in rules}
    issued(agreement, "2026-02", fiona, april, earned="1.00", counters=closing)
    assert set(opening(agreement, "2026-03").counters) == {"quarterly", "yearly", "whole"}
    assert opening(agreement, "2026-03").counters["yearly"] == counter("10.5")
    issued(agreement, "2026-03", fiona, april, earned="1.00", counters=closing)
    assert set(opening(agreement, "2026-04").counters) == {"yearly", "whole"}
    issued(agreement, "2026-12", fiona, april, earned="1.00", counters=closing)
    assert set(opening(agreement, "2027-01").counters) == {"whole"}


def test_a_counter_of_a_quarter_that_ended_in_between_is_left_out(agreement, fiona, april):
    make_version(agreement, fiona, april, {"quarterly": "quarter"})
    issued(agreement, "2026-02", fiona, april, counters={"quarterly": counter("10")})
    assert opening(agreement, "2026-05").counters == {}


def test_a_counter_that_no_version_knows_is_left_out(agreement, fiona, april):
    make_version(agreement, fiona, april, {"default": "year"})
    issued(agreement, "2026-02", fiona, april, counters={"default": counter("1"), "gone": counter("9")})
    assert set(opening(agreement, "2026-03").counters) == {"default"}


def test_window_sums_hold_what_earlier_periods_of_the_window_earned(agreement, fiona, april):
    make_version(
        agreement,
        fiona,
        april,
        {"default": "period"},
        guarantee_amount="1000",
        guarantee_per="quarter",
        cap_amount="5000",
        cap_per="year",
    )
    issued(agreement, "2026-02", fiona, april, earned="100.10")
    issued(agreement, "2026-03", fiona, april, earned="200.05", guarantee_shortfall="699.85")
    assert opening(agreement, "2026-03").window["guarantee_earned"] == "100.1"
    april_opening = opening(agreement, "2026-04").window
    assert april_opening == {"guarantee_earned": "0", "cap_earned": "1000", "advance_balance": "0.00"}
    assert opening(agreement, "2027-01").window["cap_earned"] == "0"


def test_an_amendment_that_changes_the_window_counts_the_new_one_from_its_start(agreement, fiona, april):
    """Closing sums kept for the quarter would miss the year's earlier months."""
    make_version(
        agreement,
        fiona,
        april,
        {"default": "period"},
        guarantee_amount="10",
        guarantee_per="quarter",
        to_date=date(2026, 5, 1),
    )
    make_version(
        agreement,
        fiona,
        april,
        {"default": "period"},
        number=2,
        from_date=date(2026, 5, 1),
        guarantee_amount="10",
        guarantee_per="year",
    )
    for label in ("2026-02", "2026-03", "2026-04"):
        issued(agreement, label, fiona, april, earned="100.00")
    assert opening(agreement, "2026-04").window["guarantee_earned"] == "0"
    assert opening(agreement, "2026-05").window["guarantee_earned"] == "300"


def test_sums_without_a_guarantee_or_cap_are_kept_up(agreement, fiona, april):
    make_version(agreement, fiona, april, {"default": "period"})
    issued(agreement, "2026-02", fiona, april, earned="100.00")
    assert opening(agreement, "2026-07").window["guarantee_earned"] == "100.00"


def test_advance_and_balance_come_from_the_newest_statement(agreement, fiona, april):
    make_version(agreement, fiona, april, {"default": "period"}, advance_amount="500")
    issued(agreement, "2026-01", fiona, april, earned="80.00", recoupment="-40.00", threshold="100")
    second = opening(agreement, "2026-02")
    assert second.window["advance_balance"] == "460.00"
    assert second.opening_balance == "40.00"
    issued(agreement, "2026-02", fiona, april, earned="70.00", recoupment="-35.00", threshold="50")
    third = opening(agreement, "2026-03")
    assert (third.window["advance_balance"], third.opening_balance) == ("425.00", "0.00")


def test_a_debt_is_carried_too(agreement, fiona, april):
    make_version(agreement, fiona, april, {"default": "period"})
    issued(agreement, "2026-01", fiona, april, earned="10.00", adjustments="-22.50")
    assert opening(agreement, "2026-02").opening_balance == "-12.50"
