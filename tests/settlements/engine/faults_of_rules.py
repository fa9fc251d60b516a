"""Faults of members against each other and of values: changes to the example, path, code."""

from tests.settlements.engine.documents import REMOVED, example

RULE = "terms[0].rate_rules[0]"
UNIT_RULE = "terms[0].rate_rules[1]"
BUCKET = "usage[0]"
OPEN_TIER = [{"up_to": None, "rate": "0.1"}]
SECOND = {"version": 2, "from": "2026-10-10", "to": None, "base": "net_revenue", "rate_rules": []}

FAULTS_OF_RULES = [
    # ranges
    ({"terms[0].to": "2026-01-01"}, "terms[0].to", "empty_range"),
    ({"period.to": "2026-10-01"}, "period.to", "empty_range"),
    ({"agreement.ends": "2026-01-01"}, "agreement.ends", "empty_range"),
    ({"terms[0].exclusivity[0].to": "2025-12-31"}, "terms[0].exclusivity[0].to", "empty_range"),
    ({"contributions[0].to": "2026-10-01"}, "contributions[0].to", "empty_range"),
    ({f"{BUCKET}.to": "2026-10-01"}, f"{BUCKET}.to", "empty_range"),
    # versions
    ({"terms[1]": SECOND}, "terms[1].from", "versions_overlap"),
    ({"terms[0].to": "2026-10-10", "terms[1]": SECOND | {"version": 1}}, "terms[1].version", "repeated_id"),
    ({"terms[0].to": "2026-10-09", "terms[1]": SECOND}, "terms", "term_not_covered"),
    ({"terms[0].to": "2026-12-31"}, "terms", "term_not_covered"),
    ({"terms[0].from": "2026-01-02"}, "terms", "term_not_covered"),
    ({"terms": []}, "terms", "term_not_covered"),
    # rules
    ({f"{UNIT_RULE}.id": "default"}, f"{UNIT_RULE}.id", "repeated_id"),
    (
        {"terms[0].rate_rules[2]": {"id": "again", "charge": "percentage", "tiers": OPEN_TIER}},
        "terms[0].rate_rules[2]",
        "repeated_scope",
    ),
    (
        {
            "terms[0].rate_rules[2]": {
                "id": "counted",
                "charge": "percentage",
                "unit": "images",
                "tiers": OPEN_TIER,
            }
        },
        "terms[0].rate_rules[2]",
        "repeated_scope",
    ),
    (
        {
            "terms[0].rate_rules[2]": {
                "id": "g2",
                "charge": "per_unit",
                "unit": "gpu_hours",
                "tiers": OPEN_TIER,
            }
        },
        "terms[0].rate_rules[2]",
        "repeated_scope",
    ),
    ({f"{RULE}.tiers": []}, f"{RULE}.tiers", "no_tiers"),
    ({f"{RULE}.tiers[0].up_to": "0"}, f"{RULE}.tiers[0].up_to", "not_positive"),
    ({f"{RULE}.tiers[0].up_to": None}, f"{RULE}.tiers[0].up_to", "tiers_not_rising"),
    ({f"{RULE}.tiers[1].up_to": "200000"}, f"{RULE}.tiers[1].up_to", "last_tier_closed"),
    (
        {f"{RULE}.tiers": [{"up_to": "5", "rate": "0"}, {"up_to": "5.0", "rate": "0"}, {"rate": "0"}]},
        f"{RULE}.tiers[1].up_to",
        "tiers_not_rising",
    ),
    ({f"{RULE}.tiers[0].rate": "1.01"}, f"{RULE}.tiers[0].rate", "out_of_range"),
    ({f"{RULE}.tiers[0].rate": "-0.01"}, f"{RULE}.tiers[0].rate", "out_of_range"),
    ({f"{UNIT_RULE}.tiers[0].rate": "-1"}, f"{UNIT_RULE}.tiers[0].rate", "out_of_range"),
    ({f"{RULE}.tiers[1].flat": "-1"}, f"{RULE}.tiers[1].flat", "negative"),
    ({f"{UNIT_RULE}.per": "0"}, f"{UNIT_RULE}.per", "not_positive"),
    ({f"{RULE}.per": "-1"}, f"{RULE}.per", "not_positive"),
    ({f"{UNIT_RULE}.unit": None}, f"{UNIT_RULE}.unit", "missing_member"),
    ({f"{RULE}.tier_metric": "quantity"}, f"{RULE}.unit", "missing_member"),
    ({f"{RULE}.whole_packages": True}, f"{RULE}.whole_packages", "not_allowed"),
    (
        {f"{UNIT_RULE}.whole_packages": True, f"{UNIT_RULE}.tier_metric": "base_amount"},
        f"{UNIT_RULE}.whole_packages",
        "not_allowed",
    ),
    ({"terms[0].exclusivity[0].uplift": "-1.01"}, "terms[0].exclusivity[0].uplift", "out_of_range"),
    ({"terms[0].contribution_points_cap": "-0.1"}, "terms[0].contribution_points_cap", "negative"),
    # contributions, adjustments
    ({"contributions[1].id": "c1"}, "contributions[1].id", "repeated_id"),
    (
        {"adjustments[1]": {"id": "a1", "amount": "1.00"}},
        "adjustments[1].id",
        "repeated_id",
    ),
    ({"contributions[0].amount": "1.00"}, "contributions[0].amount", "points_and_amount"),
    ({"contributions[0].points": None}, "contributions[0]", "points_and_amount"),
    ({"contributions[0].points": "-0.01"}, "contributions[0].points", "negative"),
    ({"contributions[1].amount": "-1.00"}, "contributions[1].amount", "negative"),
    # ratios and money
    ({"terms[0].advance.recoup_rate": "1.1"}, "terms[0].advance.recoup_rate", "out_of_range"),
    ({"terms[0].withholding_rate": "-0.1"}, "terms[0].withholding_rate", "out_of_range"),
    ({"terms[0].minimum_guarantee.amount": "-1.00"}, "terms[0].minimum_guarantee.amount", "negative"),
    ({"terms[0].cap.amount": "-1.00"}, "terms[0].cap.amount", "negative"),
    ({"terms[0].advance.amount": "-1.00"}, "terms[0].advance.amount", "negative"),
    ({"terms[0].payout_threshold": "-1.00"}, "terms[0].payout_threshold", "negative"),
    ({"window.advance_balance": "-1.00"}, "window.advance_balance", "negative"),
    ({"window.advance_balance": "50000.01"}, "window.advance_balance", "above_advance"),
    (
        {"terms[0].advance": REMOVED, "window.advance_balance": "0.01"},
        "window.advance_balance",
        "above_advance",
    ),
    *[
        ({path: "1.001"}, path, "too_many_decimals")
        for path in [
            "terms[0].minimum_guarantee.amount",
            "terms[0].cap.amount",
            "terms[0].advance.amount",
            "terms[0].payout_threshold",
            "window.guarantee_earned",
            "window.cap_earned",
            "window.advance_balance",
            "opening_balance",
            "adjustments[0].amount",
            "contributions[1].amount",
        ]
    ],
    # exchange rates
    ({"fx_rates[0].rate": "0"}, "fx_rates[0].rate", "not_positive"),
    ({"fx_rates[0].rate": "-" + "9" * 30}, "fx_rates[0].rate", "not_positive"),
    (
        {"fx_rates[1]": {"currency": "EUR", "date": "2026-10-30", "rate": "1"}},
        "fx_rates[1]",
        "repeated_id",
    ),
    # windows
    ({"counters.nobody": {}}, "counters.nobody", "unknown_rule"),
    ({"counters.gpu": {"quantity": "1"}}, "counters.gpu.quantity", "window_starts_here"),
    ({"agreement.starts": "2026-10-01"}, "counters.default.base", "window_starts_here"),
    ({"window.guarantee_earned": "1.00"}, "window.guarantee_earned", "window_starts_here"),
    ({"terms[0].cap.per": "period"}, "window.cap_earned", "window_starts_here"),
    ({"period.from": "2025-12-31", "period.to": "2026-01-31"}, "period", "window_crossed"),
    ({"period.from": "2026-09-30"}, "period", "window_crossed"),
    ({"period.final": True}, "period.final", "wrong_final"),
    ({"agreement.ends": "2026-11-01"}, "period.final", "wrong_final"),
    ({"period.from": "2025-11-01", "period.to": "2026-01-01"}, "period.to", "outside_term"),
    # usage
    ({"usage[1]": example()["usage"][0]}, "usage[1].id", "repeated_id"),
    ({f"{BUCKET}.from": "2026-09-30"}, f"{BUCKET}.from", "outside_period"),
    ({f"{BUCKET}.to": "2026-11-02"}, f"{BUCKET}.to", "outside_period"),
    ({f"{BUCKET}.from": "2026-11-01", f"{BUCKET}.to": "2026-11-02"}, f"{BUCKET}.from", "outside_period"),
    ({"agreement.ends": "2026-10-31", "period.final": True}, f"{BUCKET}.to", "outside_period"),
    ({"terms[0].to": "2026-10-10", "terms[1]": SECOND}, BUCKET, "not_cut"),
    ({"terms[0].exclusivity[0].to": "2026-10-10"}, BUCKET, "not_cut"),
    ({"contributions[0].from": "2026-10-31"}, BUCKET, "not_cut"),
    ({"terms[0].fx_policy": "usage_day"}, BUCKET, "not_cut"),
]
