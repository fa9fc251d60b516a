"""Faults of single members: presence, type, value, notation; changes to the example, path, code."""

from tests.settlements.engine.documents import REMOVED

RULE = "terms[0].rate_rules[0]"
UNIT_RULE = "terms[0].rate_rules[1]"
BUCKET = "usage[0]"

FAULTS_OF_MEMBERS = [
    # members, types, values
    ({"extra": 1}, "extra", "unknown_member"),
    ({"agreement.extra": 1}, "agreement.extra", "unknown_member"),
    ({"period.extra": 1}, "period.extra", "unknown_member"),
    ({"terms[0].extra": 1}, "terms[0].extra", "unknown_member"),
    ({f"{RULE}.extra": 1}, f"{RULE}.extra", "unknown_member"),
    ({f"{RULE}.tiers[0].extra": 1}, f"{RULE}.tiers[0].extra", "unknown_member"),
    ({"terms[0].exclusivity[0].extra": 1}, "terms[0].exclusivity[0].extra", "unknown_member"),
    ({"terms[0].cap.extra": 1}, "terms[0].cap.extra", "unknown_member"),
    ({"terms[0].advance.extra": 1}, "terms[0].advance.extra", "unknown_member"),
    ({"contributions[1].extra": 1}, "contributions[1].extra", "unknown_member"),
    ({"counters.default.extra": "1"}, "counters.default.extra", "unknown_member"),
    ({"window.extra": "1"}, "window.extra", "unknown_member"),
    ({"adjustments[0].extra": 1}, "adjustments[0].extra", "unknown_member"),
    ({"fx_rates[0].extra": 1}, "fx_rates[0].extra", "unknown_member"),
    ({f"{BUCKET}.extra": 1}, f"{BUCKET}.extra", "unknown_member"),
    *[
        ({path: REMOVED}, path, "missing_member")
        for path in [
            "format",
            "agreement",
            "agreement.number",
            "agreement.collected_by",
            "agreement.settlement_currency",
            "agreement.starts",
            "period",
            "period.from",
            "period.to",
            "terms",
            "terms[0].version",
            "terms[0].from",
            "terms[0].base",
            "terms[0].rate_rules",
            f"{RULE}.id",
            f"{RULE}.charge",
            f"{RULE}.tiers",
            f"{RULE}.tiers[0].rate",
            f"{UNIT_RULE}.unit",
            "terms[0].exclusivity[0].id",
            "terms[0].exclusivity[0].from",
            "terms[0].exclusivity[0].uplift",
            "terms[0].minimum_guarantee.amount",
            "terms[0].minimum_guarantee.per",
            "terms[0].cap.amount",
            "terms[0].cap.per",
            "terms[0].advance.amount",
            "contributions[0].id",
            "contributions[0].party",
            "contributions[0].from",
            "adjustments[0].id",
            "adjustments[0].amount",
            "fx_rates[0].currency",
            "fx_rates[0].date",
            "fx_rates[0].rate",
            "usage",
            f"{BUCKET}.id",
            f"{BUCKET}.application",
            f"{BUCKET}.model",
            f"{BUCKET}.market",
            f"{BUCKET}.currency",
            f"{BUCKET}.to",
            f"{BUCKET}.quantity",
            f"{BUCKET}.gross_revenue",
        ]
    ],
    *[
        ({path: None}, path, "wrong_type")
        for path in [
            "period.to",
            "period.final",
            "terms",
            "terms[0].advance",
            "terms[0].cap",
            "terms[0].contribution_points_cap",
            f"{RULE}.application",
            f"{RULE}.per",
            f"{BUCKET}.to",
            f"{BUCKET}.unit",
            f"{BUCKET}.rows",
            f"{BUCKET}.deductions",
            "counters",
            "window",
            "opening_balance",
            "agreement.time_zone",
            "agreement.partner",
            "fx_rates[0].source",
        ]
    ],
    ({"agreement": []}, "agreement", "wrong_type"),
    ({"terms[0]": "x"}, "terms[0]", "wrong_type"),
    ({"usage": {}}, "usage", "wrong_type"),
    ({"usage[0]": 3}, "usage[0]", "wrong_type"),
    ({"terms[0].version": "1"}, "terms[0].version", "wrong_type"),
    ({"terms[0].version": True}, "terms[0].version", "wrong_type"),
    ({"terms[0].version": 1.0}, "terms[0].version", "wrong_type"),
    ({"terms[0].version": 10**30}, "terms[0].version", "wrong_type"),
    ({f"{BUCKET}.quantity": 1}, f"{BUCKET}.quantity", "wrong_type"),
    ({f"{RULE}.retroactive": "yes"}, f"{RULE}.retroactive", "wrong_type"),
    ({"agreement.number": 7}, "agreement.number", "wrong_type"),
    ({"agreement.starts": 20260101}, "agreement.starts", "wrong_type"),
    ({f"{RULE}.charge": 1}, f"{RULE}.charge", "wrong_type"),
    ({"format": "settlement-input/2"}, "format", "unknown_value"),
    ({"agreement.collected_by": "both"}, "agreement.collected_by", "unknown_value"),
    ({"terms[0].base": "net"}, "terms[0].base", "unknown_value"),
    ({"terms[0].rounding": "down"}, "terms[0].rounding", "unknown_value"),
    ({"terms[0].fx_policy": "spot"}, "terms[0].fx_policy", "unknown_value"),
    ({f"{RULE}.charge": "flat"}, f"{RULE}.charge", "unknown_value"),
    ({f"{RULE}.tier_mode": "stairs"}, f"{RULE}.tier_mode", "unknown_value"),
    ({f"{RULE}.tier_metric": "rows"}, f"{RULE}.tier_metric", "unknown_value"),
    ({f"{RULE}.accumulate": "month"}, f"{RULE}.accumulate", "unknown_value"),
    ({"terms[0].minimum_guarantee.per": "term"}, "terms[0].minimum_guarantee.per", "unknown_value"),
    ({"terms[0].cap.per": "week"}, "terms[0].cap.per", "unknown_value"),
    ({"contributions[0].party": "host"}, "contributions[0].party", "unknown_value"),
    # notation
    *[
        ({f"{BUCKET}.quantity": text}, f"{BUCKET}.quantity", "bad_number")
        for text in ["", "1e3", "+1", ".5", "1.", "1,5", " 1", "1\n", "٣", "NaN", "--1", "-", "0x1"]
    ],
    ({f"{BUCKET}.quantity": "1" * 31}, f"{BUCKET}.quantity", "too_many_digits"),
    ({f"{BUCKET}.quantity": "-0." + "1" * 30}, f"{BUCKET}.quantity", "too_many_digits"),
    ({"counters.default.base": "1" * 81}, "counters.default.base", "too_many_digits"),
    *[
        ({f"{BUCKET}.from": text}, f"{BUCKET}.from", "bad_date")
        for text in [
            "2026-02-30",
            "2026-10-1",
            "20261001",
            "2026-10-01T00:00",
            "",
            "0000-01-01",
            "2026-W40-4",
        ]
    ],
    ({"agreement.number": "\ud800"}, "agreement.number", "not_utf8"),
    ({"agreement.settlement_currency": "usd"}, "agreement.settlement_currency", "bad_currency"),
    ({f"{BUCKET}.currency": "EU"}, f"{BUCKET}.currency", "bad_currency"),
    ({"fx_rates[0].currency": "EUR "}, "fx_rates[0].currency", "bad_currency"),
    # characters
    *[
        ({path: "a|b"}, path, "banned_character")
        for path in [
            f"{RULE}.id",
            f"{RULE}.application",
            f"{RULE}.unit",
            "terms[0].exclusivity[0].id",
            "terms[0].exclusivity[0].market",
            "contributions[0].id",
            "contributions[0].model",
            "adjustments[0].id",
            f"{BUCKET}.id",
            f"{BUCKET}.unit",
        ]
    ],
    *[
        ({f"{BUCKET}.{name}": "*"}, f"{BUCKET}.{name}", "banned_character")
        for name in ("application", "model")
    ],
]
