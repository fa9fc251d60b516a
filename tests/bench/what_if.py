"""Other terms over twelve settled months of 500 buckets, at another volume: both sides are settled anew."""

import calendar
import json
import time
from decimal import Decimal
from random import Random
from typing import Any

from settlements.runs.what_if.compare import compare
from settlements.runs.what_if.replay import held_throughout, replay
from tests.bench.engine import EXAMPLE, bucket

PERIODS, BUCKETS = 12, 500
_FLAT = {"id": "flat", "charge": "percentage", "tiers": [{"rate": "0.19"}]}
BOUNDS = {"what_if_12x500_s": 2.0}


def measure(turn: int) -> dict[str, float]:
    """From the stored documents, as the database gives them, to the comparison that the page shows."""
    texts = [json.dumps(document) for document in months(Random(turn))]
    started = time.perf_counter()
    inputs = [json.loads(text) for text in texts]
    terms = {**inputs[0]["terms"][0], "contribution_points_cap": "0", "rate_rules": [_FLAT]}
    sides = [
        replay(inputs=inputs, earlier=[], terms_of=terms_of, factor=Decimal("1.5"))
        for terms_of in (lambda document: document["terms"], lambda each: held_throughout(terms, each))
    ]
    found = compare(labels=[each["period"]["from"][:7] for each in inputs], old=sides[0], new=sides[1])
    taken = time.perf_counter() - started
    if len(found.periods) != PERIODS or not found.share.difference:
        raise AssertionError("Nothing differs: the bench does not measure what it says.")
    return {"what_if_12x500_s": taken}


def months(random: Random) -> list[dict[str, Any]]:
    """FORMULA's example in every month of 2026."""
    example = json.loads(EXAMPLE.read_text())
    del example["terms"][0]["cap"]  # reached by either side, it would level them
    found = []
    for month in range(1, PERIODS + 1):
        begin, end = f"2026-{month:02}-01", f"2026-{month + 1:02}-01" if month < PERIODS else "2027-01-01"
        days = {"from": begin, "to": end}
        last = f"{begin[:8]}{calendar.monthrange(2026, month)[1]}"
        found.append(
            {
                **example,
                "period": {**days, "final": False},
                "counters": {},
                "window": {"advance_balance": "0"},
                "contributions": [],
                "fx_rates": [{"currency": "EUR", "date": last, "rate": "1.0857"}],
                "usage": [{**_placed(random, place), **days} for place in range(BUCKETS)],
            }
        )
    return found


def _placed(random: Random, place: int) -> dict[str, Any]:
    """A bucket in a market of its own, so that none is like another."""
    market = f"{chr(65 + place // 26)}{chr(65 + place % 26)}"
    return {**bucket(random, place % 58), "id": f"b{place}", "unit": "output_tokens", "market": market}
