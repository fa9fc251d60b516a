"""The demo's agreements: what was agreed with each host."""

from datetime import date

from portal.demo.terms import STARTS, Deal, rule

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
        ends=date(2027, 3, 1),
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
