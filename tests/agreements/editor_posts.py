"""What a browser sends from the editor's forms."""


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
