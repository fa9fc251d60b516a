"""Formats against what CLDR's own implementation (ICU) says, kept as a fixture."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.utils.translation import override

from portal.web import formats

INTL = json.loads((Path(__file__).parent / "fixtures" / "intl.json").read_text())


@pytest.mark.parametrize("language,currency,value,shown", INTL["money"])
def test_money_is_what_icu_shows(language, currency, value, shown):
    assert formats.money(value, currency, language).replace("$\u200e", "$").replace("¥\u200e", "¥") == shown


@pytest.mark.parametrize("language,value,shown", INTL["percent"])
def test_percent_is_what_icu_shows(language, value, shown):
    assert formats.percent(value, language) == shown


@pytest.mark.parametrize("language,value,shown", INTL["exact"])
def test_numbers_are_what_icu_shows(language, value, shown):
    assert formats.exact(value, language) == shown


@pytest.mark.parametrize("language,value,shown", INTL["day"])
def test_days_are_what_icu_shows(language, value, shown):
    assert formats.day(value, language) == shown


@pytest.mark.parametrize("language,first,last,shown", INTL["days"])
def test_ranges_are_what_icu_shows(language, first, last, shown):
    assert formats.days(first, date.fromisoformat(last) + timedelta(days=1), language) == shown


def test_japanese_ranges_are_what_cldr_has():
    """ICU falls back to slashes here, though CLDR has an interval of its own."""
    assert formats.days("2026-10-01", "2026-11-01", "ja") == "2026年10月1日～31日"
    assert formats.days("2025-11-15", "2026-02-15", "ja") == "2025年11月15日～2026年2月14日"


@pytest.mark.parametrize("language,label,shown", INTL["month"])
def test_months_are_what_icu_shows(language, label, shown):
    assert formats.period(label, language) == shown


@pytest.mark.parametrize("language,code,shown", INTL["country"])
def test_countries_are_what_icu_shows(language, code, shown):
    assert formats.country(code, language) == shown


def test_quarters_have_names_in_every_language():
    """CLDR's availableFormats yQQQ; ICU's own interface shows no quarters."""
    shown = {language: formats.period("2026-Q4", language) for language in ("de", "id", "ja", "hi", "ar")}
    assert shown == {
        "de": "Q4 2026",
        "id": "K4 2026",
        "ja": "2026/Q4",
        "hi": "ति4 2026",
        "ar": "الربع الرابع 2026",
    }


def test_money_never_rounds():
    assert formats.money(Decimal("0.00000000000000000001"), "EUR", "en") == "€0.00000000000000000001"
    assert formats.money(Decimal("12.3000"), "EUR", "en") == "€12.30"
    assert formats.money("9" * 38 + ".9999", "USD", "en").endswith(",999.9999")


def test_what_is_remembered_of_zero_is_not_shown_for_minus_zero():
    assert formats.exact(Decimal("0"), "en") == "0"
    assert formats.exact(Decimal("-0"), "en") == "-0"


def test_an_arabic_minus_stays_on_its_side():
    assert "\u200e-" in formats.money("-320", "EUR", "ar")
    assert formats.exact("-5", "ar") == "\u200e-5"


def test_the_sign_of_a_foreign_dollar_stays_on_its_side():
    assert formats.money("1", "USD", "ar").endswith("US$\u200e")


def test_exact_numbers_group_as_the_reader_groups():
    assert formats.exact(Decimal("1234567.500"), "en") == "1,234,567.5"
    assert formats.exact(Decimal("1234567.500"), "hi") == "12,34,567.5"
    assert formats.exact(Decimal("1234567.500"), "de") == "1.234.567,5"
    assert formats.exact(0, "en") == "0"
    assert formats.exact(Decimal("1E+3"), "en") == "1,000"


def test_a_fraction_without_end_is_cut_not_rounded_up():
    assert formats.exact(Fraction(2, 3), "en") == "0." + "6" * 20


@pytest.mark.parametrize("value", ["", "12,5", "NaN", "Infinity", "1e999999", "abc"])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="number"):
        formats.money(value, "EUR", "en")


def test_days_show_the_last_day_of_a_half_open_range():
    assert (
        formats.days(date(2026, 10, 1), date(2026, 11, 1), "en").replace("\u2009", " ") == "Oct 1 – 31, 2026"
    )
    assert formats.days("2026-10-05", "2026-10-06", "en") == "Oct 5, 2026"
    with override("en"):
        assert formats.days(date(2026, 10, 1), None) == "from Oct 1, 2026 on"


def test_periods_have_names():
    assert formats.period("2026-10", "de") == "Oktober 2026"
    assert formats.period("2026-Q4", "en") == "Q4 2026"
    with pytest.raises(ValueError, match="no period"):
        formats.period("2026-13", "en")


def test_an_instant_names_its_zone():
    moment = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)
    assert formats.instant(moment, "Asia/Riyadh", "de") == "06.10.2026, 01:30 GMT+03:00"
    assert formats.instant(moment, "UTC", "de") == "05.10.2026, 22:30 UTC"
    assert formats.instant(moment, "No/Where", "de") == "05.10.2026, 22:30 UTC"


def test_countries_and_sizes():
    assert formats.country("EG", "de") == "Ägypten"
    assert formats.country("XX", "de") == "XX"
    assert formats.filesize(12_345_678, "en") == "12.3 MB"
    assert formats.filesize(0, "en") == "0 byte"


def test_an_unknown_language_falls_back_to_english():
    assert formats.money("1", "EUR", "xx-yy") == "€1.00"
