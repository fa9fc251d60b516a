"""The sheets of partners and of agreements."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Version
from portal.workbooks.codes import country_codes, currency_codes, languages, limit_windows, values_of, zones
from portal.workbooks.columns import Column, Kind, Sheet

REFERENCE = _("The key of the agreement in your former books: by it the sheets and later files name it.")

PARTNERS = Sheet(
    "Partners",
    _("One row for each partner. A partner that is here already is left as it is."),
    (
        Column(
            "code", Kind.TEXT, _("2 to 40 small letters, digits, hyphens; stays for good"), "acme", True, 40
        ),
        Column("name", Kind.TEXT, _("The name it is known by"), "Acme", True, 100),
        Column("legal_name", Kind.TEXT, _("The name in contracts"), "Acme Hosting GmbH", True),
        Column("street", Kind.TEXT, _("Street and number"), "Hauptstraße 1"),
        Column("postal_code", Kind.TEXT, _("As text, so that zeros at the front stay"), "10115", False, 20),
        Column("town", Kind.TEXT, _("Town"), "Berlin", True, 100),
        Column("region", Kind.TEXT, _("State, province or region"), None, False, 100),
        Column("country", Kind.CODE, _("ISO 3166-1, two letters"), "DE", True, codes=country_codes),
        Column("language", Kind.CODE, _("Language of its documents"), "de", True, codes=languages),
    ),
)
AGREEMENTS = Sheet(
    "Agreements",
    _("One row for each agreement: its frame, and its terms beside the rates. Each becomes a draft."),
    (
        Column("reference", Kind.TEXT, REFERENCE, "C-1001", True, 60),
        Column("partner", Kind.TEXT, _("The partner's code"), "acme", True, 40),
        Column("title", Kind.TEXT, _("Title"), "Hosting by Acme", True),
        Column(
            "collected_by",
            Kind.CODE,
            _("Who collects the revenue"),
            "licensor",
            True,
            codes=values_of(Agreement.Party),
        ),
        Column(
            "reporter",
            Kind.CODE,
            _("Whose usage figures settle"),
            "partner",
            True,
            codes=values_of(Agreement.Party),
        ),
        Column("currency", Kind.CODE, _("Settlement currency, ISO 4217"), "EUR", True, codes=currency_codes),
        Column(
            "period",
            Kind.CODE,
            _("Settlement period"),
            "month",
            True,
            codes=values_of(Agreement.PeriodLength),
        ),
        Column("time_zone", Kind.CODE, _("Days are counted there"), "Europe/Berlin", True, codes=zones),
        Column("first_day", Kind.DAY, _("First day of the agreement"), date(2025, 1, 1), True),
        Column("ends_before", Kind.DAY, _("First day after the term; empty: open"), None),
        Column(
            "base",
            Kind.CODE,
            _("What the share is taken of"),
            "net_revenue",
            True,
            codes=values_of(Version.Base),
        ),
        Column("rounding", Kind.CODE, _("Empty: half_even"), None, codes=values_of(Version.Rounding)),
        Column(
            "fx_policy",
            Kind.CODE,
            _("Exchange rate; empty: period_end"),
            None,
            codes=values_of(Version.FxPolicy),
        ),
        Column(
            "points_cap", Kind.PERCENT, _("Most points of contributions, in percent; empty: no limit"), None
        ),
        Column("guarantee", Kind.NUMBER, _("Minimum guarantee; empty: none"), None),
        Column("guarantee_per", Kind.CODE, _("Window of the guarantee"), None, codes=limit_windows),
        Column("cap", Kind.NUMBER, _("Cap; empty: none"), Decimal("250000"), False),
        Column("cap_per", Kind.CODE, _("Window of the cap"), "year", codes=values_of(Version.Window)),
        Column("advance", Kind.NUMBER, _("Advance as agreed, in full; empty: none"), None),
        Column("advance_recoup", Kind.PERCENT, _("Percent of each period's share; empty: 100"), None),
        Column("withholding", Kind.PERCENT, _("Tax withheld, in percent; empty: 0"), None),
        Column(
            "payout_threshold", Kind.NUMBER, _("Below it nothing is paid out; empty: 0"), Decimal("50"), False
        ),
    ),
)
