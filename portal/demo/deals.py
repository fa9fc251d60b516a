"""The demo's agreements: what was agreed with each host, with terms as FORMULA section 10's JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Any

STARTS = date(2026, 1, 1)


@dataclass(frozen=True)
class Deal:
    """An agreement with a host. `usage` says how far the last month of the demo has come."""

    host: str
    title: str
    collected_by: str
    reporter: str
    settlement_currency: str
    time_zone: str
    terms: dict[str, Any]
    usage: str


def rule(code: str, clause: str, tiers: list[tuple[str | None, str]], **fields: str) -> dict[str, Any]:
    return {
        "id": code,
        "clause": clause,
        "charge": "percentage",
        "tiers": [{"up_to": up_to, "rate": rate} for up_to, rate in tiers],
        **fields,
    }


DEALS = (
    Deal(
        host="rheinhost",
        title="Llama hosting in Germany and its neighbours",
        collected_by="partner",
        reporter="partner",
        settlement_currency="EUR",
        time_zone="Europe/Berlin",
        usage="to be uploaded",
        terms={
            "rate_rules": [
                rule("default", "4.1", [("500000", "0.20"), (None, "0.15")], accumulate="year"),
                rule("accessibility", "4.2", [(None, "0.05")], application="accessibility"),
            ],
            "payout_threshold": "100.00",
        },
    ),
    Deal(
        host="falak",
        title="Arabic content and service in the Gulf and Egypt",
        collected_by="licensor",
        reporter="partner",
        settlement_currency="USD",
        time_zone="Asia/Dubai",
        usage="submitted",
        terms={
            "rate_rules": [
                rule(
                    "default",
                    "3.1",
                    [("100000", "0.55"), ("400000", "0.60"), (None, "0.65")],
                    tier_mode="volume",
                    accumulate="quarter",
                ),
                rule("search", "3.2", [(None, "0.50")], application="search"),
            ],
            "exclusivity": [
                {
                    "id": "x1",
                    "clause": "6.1",
                    "application": "content_creation",
                    "market": "AE",
                    "from": STARTS.isoformat(),
                    "to": None,
                    "uplift": "0.02",
                }
            ],
        },
    ),
    Deal(
        host="sakura",
        title="Recommendations and search in Japan and Korea",
        collected_by="partner",
        reporter="partner",
        settlement_currency="JPY",
        time_zone="Asia/Tokyo",
        usage="checked",
        terms={
            "rounding": "half_up",
            "rate_rules": [
                rule("default", "5.1", [("20000000", "0.18"), (None, "0.12")], accumulate="period"),
                rule("recommendations", "5.2", [(None, "0.14")], application="personalized_recommendations"),
            ],
        },
    ),
    Deal(
        host="nusantara",
        title="Hosting in Indonesia and Singapore, billed through the licensor's marketplace",
        collected_by="licensor",
        reporter="licensor",
        settlement_currency="USD",
        time_zone="Asia/Jakarta",
        usage="submitted",
        terms={
            "fx_policy": "period_average",
            "rate_rules": [
                rule("default", "2.1", [("250000", "0.60"), (None, "0.66")], accumulate="year"),
                rule("moderation", "2.2", [(None, "0.70")], application="content_moderation"),
            ],
            "payout_threshold": "1000.00",
        },
    ),
)


def terms_document(deal: Deal) -> list[dict[str, Any]]:
    """The deal's first version as a FORMULA section 10 `terms` list."""
    version = {"version": 1, "from": STARTS.isoformat(), "to": None, "base": "net_revenue"}
    return [{**version, **deal.terms}]
