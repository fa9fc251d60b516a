"""FOCUS (FinOps Open Cost and Usage Specification, 1.0 and later) as the beginning of a dialect.

What it cannot say stays for the partner to say: the market (RegionId is the data centre, not the customer's
country), what each unit is, and which of its names is a model or an application.
"""

from collections.abc import Collection

CHOICES = {
    "usage_date": ("ChargePeriodStart",),
    "model": ("SkuMeter", "SkuId", "ResourceId"),
    "market": ("x_Market",),
    "unit": ("ConsumedUnit",),
    "quantity": ("ConsumedQuantity",),
    "gross_revenue": ("BilledCost", "EffectiveCost"),
    "currency": ("BillingCurrency",),
}
APPLICATION = (("Tags", "application"), ("SubAccountId", ""))


def focus_start(columns: Collection[str]) -> dict:
    """What is known of a file with these columns, in the shape of `Definition.as_json`."""
    sources = {
        name: {"column": found}
        for name, choices in CHOICES.items()
        if (found := next((each for each in choices if each in columns), ""))
    }
    for column, key in APPLICATION:
        if column in columns and "application" not in sources:
            sources["application"] = {"column": column, **({"key": key} if key else {})}
    left_out = [{"column": "ChargeCategory", "values": ["Usage"], "is_not": True}]
    return {
        "columns": sources,
        "ignore_others": True,
        "numbers": {"decimal": ".", "grouping": "", "exponent": True},
        "days": {"pattern": "YYYY-MM-DD", "time": True, "zone": "UTC"},
        "empty": ["NULL"],
        "left_out": left_out if "ChargeCategory" in columns else [],
    }
