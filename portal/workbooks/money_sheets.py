"""The sheets of rates and of opening balances."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from agreements.models import RateRule, Version
from portal.workbooks.codes import (
    ANY,
    applications,
    currency_codes,
    markets,
    models,
    or_any,
    units,
    values_of,
)
from portal.workbooks.columns import Column, Kind, Sheet

RATES = Sheet(
    "Rates",
    _("One row for each tier. Of rows of one agreement and rule the first says what the rule is."),
    (
        Column("agreement", Kind.TEXT, _("Its reference in the sheet Agreements"), "C-1001", True, 60),
        Column("rule", Kind.TEXT, _("A short name of the rule"), "default", True, 100),
        Column(
            "charge",
            Kind.CODE,
            _("A share of revenue, or a price"),
            "percentage",
            codes=values_of(RateRule.Charge),
        ),
        Column("clause", Kind.TEXT, _("Number of the clause"), "4.1", False, 100),
        Column("application", Kind.CODE, _("Code; empty or *: all"), ANY, codes=or_any(applications)),
        Column("model", Kind.CODE, _("Code; empty or *: all"), ANY, codes=or_any(models)),
        Column("market", Kind.CODE, _("Country; empty or *: all"), ANY, codes=or_any(markets)),
        Column("unit", Kind.CODE, _("What is counted, where a price or a quantity is"), None, codes=units),
        Column("per", Kind.NUMBER, _("Units that a price is for; empty: 1"), None),
        Column("whole_packages", Kind.YES_NO, _("Packages are rounded up; empty: no"), None),
        Column("tier_mode", Kind.CODE, _("Empty: graduated"), None, codes=values_of(RateRule.TierMode)),
        Column(
            "tier_metric", Kind.CODE, _("What the tiers count"), None, codes=values_of(RateRule.TierMetric)
        ),
        Column(
            "accumulate", Kind.CODE, _("Counted over; empty: period"), "year", codes=values_of(Version.Window)
        ),
        Column("retroactive", Kind.YES_NO, _("Re-rates what came before; empty: yes"), None),
        Column("up_to", Kind.NUMBER, _("End of the tier, included; empty: the last tier"), None),
        Column(
            "rate", Kind.RATE, _("Of a share in percent: 20 is 20 %; else the price"), Decimal("20"), True
        ),
        Column("flat", Kind.NUMBER, _("Flat fee of the tier; empty: none"), None),
    ),
)
OPENINGS = Sheet(
    "Opening balances",
    _(
        "What each agreement carries over. More rows of one agreement only add counters of rules. "
        "A second person confirms all of it in the portal."
    ),
    (
        Column("agreement", Kind.TEXT, _("Its reference, or its number here"), "C-1001", True, 60),
        Column("settled_until", Kind.DAY, _("Last day settled in the former books"), date(2026, 9, 30)),
        Column("currency", Kind.CODE, _("Settlement currency"), "EUR", codes=currency_codes),
        Column(
            "balance",
            Kind.NUMBER,
            _("What the last statement carried forward, with its sign"),
            Decimal("12.34"),
        ),
        Column("advance_left", Kind.NUMBER, _("Advance not yet recouped; 0: nothing is left"), None),
        Column("guarantee_earned", Kind.NUMBER, _("Earned so far in the guarantee's window"), None),
        Column("cap_earned", Kind.NUMBER, _("Counted so far in the cap's window"), Decimal("18000"), False),
        Column("source", Kind.TEXT, _("Where the figures come from"), "Statement 9/2026", False, 500),
        Column("rule", Kind.TEXT, _("A rule that counts beyond a period"), "default", False, 100),
        Column("rule_quantity", Kind.NUMBER, _("Quantity counted so far in its window"), None),
        Column(
            "rule_revenue", Kind.NUMBER, _("Revenue counted so far in its window"), Decimal("90000"), False
        ),
    ),
)
