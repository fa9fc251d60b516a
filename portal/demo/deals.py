"""The demo's agreements: what was agreed with each host, with terms as FORMULA section 10's JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Any

STARTS = date(2025, 11, 1)


@dataclass(frozen=True)
class Deal:
    """An agreement with a host. `usage` says how far the last month of the demo has come.

    `amendments`: first day of a later version → what it changes of the terms before it.
    """

    host: str
    title: str
    collected_by: str
    reporter: str
    settlement_currency: str
    time_zone: str
    terms: dict[str, Any]
    usage: str
    amendments: tuple[tuple[date, dict[str, Any]], ...] = ()


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
        amendments=(
            (
                date(2026, 4, 15),
                {
                    "rate_rules": [
                        rule(
                            "default",
                            "4.1",
                            [("500000", "0.20"), ("1500000", "0.15"), (None, "0.12")],
                            accumulate="year",
                        ),
                        rule("accessibility", "4.2", [(None, "0.03")], application="accessibility"),
                    ]
                },
            ),
        ),
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
        amendments=((date(2026, 7, 1), {"cap": {"amount": "60000000", "per": "year"}}),),
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
        amendments=((date(2026, 7, 1), {"minimum_guarantee": {"amount": "250000.00", "per": "quarter"}}),),
    ),
    Deal(
        host="vindhya",
        title="Service and moderation in India, with an advance",
        collected_by="licensor",
        reporter="partner",
        settlement_currency="USD",
        time_zone="Asia/Kolkata",
        usage="submitted",
        terms={
            "rate_rules": [
                rule("default", "3.1", [("50000", "0.58"), (None, "0.62")], accumulate="quarter"),
                rule("accessibility", "3.2", [(None, "0.75")], application="accessibility"),
            ],
            "advance": {"amount": "120000.00", "recoup_rate": "0.25"},
            "withholding_rate": "0.10",
            "payout_threshold": "500.00",
        },
    ),
    Deal(
        host="harbourline",
        title="Hosting in North America",
        collected_by="partner",
        reporter="partner",
        settlement_currency="USD",
        time_zone="America/New_York",
        usage="submitted",
        terms={
            "rate_rules": [
                rule(
                    "default",
                    "2.1",
                    [("1000000", "0.22"), ("4000000", "0.18"), (None, "0.14")],
                    accumulate="term",
                ),
                rule("content", "2.2", [(None, "0.16")], application="content_creation"),
            ],
        },
        amendments=(
            (
                date(2026, 2, 1),
                {
                    "exclusivity": [
                        {
                            "id": "x1",
                            "clause": "7.2",
                            "application": "search",
                            "market": "US",
                            "from": "2026-02-01",
                            "to": None,
                            "uplift": "0.03",
                        }
                    ]
                },
            ),
        ),
    ),
    Deal(
        host="thamesgrid",
        title="Search and accessibility in Britain and Ireland",
        collected_by="licensor",
        reporter="partner",
        settlement_currency="GBP",
        time_zone="Europe/London",
        usage="submitted",
        terms={
            "rate_rules": [
                rule("default", "6.1", [("75000", "0.57"), (None, "0.63")], accumulate="period"),
            ],
            "payout_threshold": "250.00",
        },
    ),
    Deal(
        host="alpenrechner",
        title="Hosting in Switzerland and Liechtenstein",
        collected_by="partner",
        reporter="partner",
        settlement_currency="CHF",
        time_zone="Europe/Zurich",
        usage="to be uploaded",
        terms={
            "fx_policy": "period_end",
            "rounding": "half_up",
            "rate_rules": [
                rule("default", "4.1", [("200000", "0.19"), (None, "0.16")], accumulate="year"),
            ],
            "minimum_guarantee": {"amount": "20000.00", "per": "period"},
        },
    ),
)


def deal_of(host: str) -> Deal:
    return next(deal for deal in DEALS if deal.host == host)


def terms_document(deal: Deal) -> list[dict[str, Any]]:
    """The deal's versions as a FORMULA section 10 `terms` list, each ending where the next begins."""
    terms = {"base": "net_revenue", **deal.terms}
    starts = [STARTS, *(start for start, _changes in deal.amendments)]
    ends = [*(start.isoformat() for start in starts[1:]), None]
    document = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        if number > 1:
            terms = {**terms, **deal.amendments[number - 2][1]}
        document.append({"version": number, "from": start.isoformat(), "to": end, **terms})
    return document
