"""The engine alone: a thousand agreements with 58 buckets each, explained; and with ten times as many."""

import copy
import json
import time
from pathlib import Path
from random import Random

from settlements.engine import parse_input, settle

AGREEMENTS, BUCKETS = 1000, 58
BOUNDS = {"engine_58k_cpu_s": 4.0, "engine_growth": 1.2}
EXAMPLE = Path(__file__).resolve().parents[1] / "settlements" / "engine" / "example.json"
EXAMPLE_INPUT = json.loads(EXAMPLE.read_text())
APPLICATIONS = ("customer_service", "content_moderation", "search", "content_creation")
MODELS = ("llama-3.1-8b", "llama-3.1-70b", "llama-3.3-70b")
MARKETS = ("DE", "ID", "AE", "US", "JP", "IN", "BR", "FR")
UNITS = ("input_tokens", "output_tokens")


def measure(turn: int) -> dict[str, float]:
    """`engine_growth` is CPU for each bucket at 580,000 ÷ at 58,000: 1 is linear, less is better yet.

    It takes ten times as long, so once is enough.
    """
    parsing, settling = seconds(turn, BUCKETS)
    figures = {"engine_58k_cpu_s": settling, "engine_58k_parse_cpu_s": parsing}
    if turn == 0:
        figures["engine_growth"] = sum(seconds(turn, 10 * BUCKETS)) / (10 * (parsing + settling))
    return figures


def seconds(seed: int, buckets: int) -> tuple[float, float]:
    """CPU to parse and to settle all agreements, a hundred at a time."""
    parsing = settling = 0.0
    random = Random(seed)
    for first in range(0, AGREEMENTS, 100):
        texts = [json.dumps(document(random, first + i, buckets)) for i in range(100)]
        started = time.process_time()
        inputs = [parse_input(text) for text in texts]
        parsed = time.process_time()
        lines = sum(len(settle(given).as_document()["lines"]) for given in inputs)
        settling += time.process_time() - parsed
        parsing += parsed - started
        if lines < 100 * buckets / 2:
            raise AssertionError(f"Only {lines} lines: the bench does not measure what it says.")
    return parsing, settling


def document(random: Random, number: int, buckets: int) -> dict:
    """FORMULA's example with other rates, opening counters and usage for each agreement."""
    given = copy.deepcopy(EXAMPLE_INPUT)
    given["agreement"]["number"] = f"AGR-{number:04}"
    given["counters"]["default"]["base"] = str(random.randint(0, 200_000))
    default = given["terms"][0]["rate_rules"][0]
    default["tiers"][0]["rate"] = f"0.{random.randint(15, 30)}"
    given["usage"] = [bucket(random, place) for place in range(buckets)]
    return given


def bucket(random: Random, place: int) -> dict:
    gross = random.randint(1, 5_000_000)
    return {
        "id": f"b{place}",
        "application": APPLICATIONS[place % 4],
        "model": MODELS[place % 3] if place < BUCKETS else f"model-{place // BUCKETS}",
        "market": MARKETS[place % 8],
        "from": "2026-10-01",
        "to": "2026-11-01",
        "unit": UNITS[place // 29 % 2],
        "quantity": str(random.randint(1, 10**12)),
        "gross_revenue": f"{gross / 100:.2f}",
        "deductions": f"{gross // 50 / 100:.2f}",
        "currency": "EUR" if place % 5 == 0 else "USD",
        "rows": 31,
    }
