"""The engine alone: a thousand agreements with 58 buckets each, explained."""

import copy
import json
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from settlements.engine import parse_input, settle

AGREEMENTS, BUCKETS = 1000, 58
BOUNDS = {"engine_58k_cpu_s": 4.0}
EXAMPLE = Path(__file__).resolve().parents[1] / "settlements" / "engine" / "example.json"
APPLICATIONS = ("customer_service", "content_moderation", "search", "content_creation")
MODELS = ("llama-3.1-8b", "llama-3.1-70b", "llama-3.3-70b")
MARKETS = ("DE", "ID", "AE", "US", "JP", "IN", "BR", "FR")
UNITS = ("input_tokens", "output_tokens")


def measure(turn: int) -> dict[str, float]:
    texts = [json.dumps(document) for document in documents(Random(turn))]
    started = time.process_time()
    inputs = [parse_input(text) for text in texts]
    parsed = time.process_time()
    lines = sum(len(settle(given).as_document()["lines"]) for given in inputs)
    settled = time.process_time()
    if lines < AGREEMENTS * BUCKETS / 2:
        raise AssertionError(f"Only {lines} lines: the bench does not measure what it says.")
    return {"engine_58k_cpu_s": settled - parsed, "engine_58k_parse_cpu_s": parsed - started}


def documents(random: Random) -> Iterator[dict]:
    """FORMULA's example with other rates, opening counters and usage for each agreement."""
    example = json.loads(EXAMPLE.read_text())
    for number in range(AGREEMENTS):
        document = copy.deepcopy(example)
        document["agreement"]["number"] = f"AGR-{number:04}"
        document["counters"]["default"]["base"] = str(random.randint(0, 200_000))
        default = document["terms"][0]["rate_rules"][0]
        default["tiers"][0]["rate"] = f"0.{random.randint(15, 30)}"
        document["usage"] = [bucket(random, place) for place in range(BUCKETS)]
        yield document


def bucket(random: Random, place: int) -> dict:
    gross = random.randint(1, 5_000_000)
    return {
        "id": f"b{place}",
        "application": APPLICATIONS[place % 4],
        "model": MODELS[place % 3],
        "market": MARKETS[place % 8],
        "from": "2026-10-01",
        "to": "2026-11-01",
        "unit": UNITS[place // 29],
        "quantity": str(random.randint(1, 10**12)),
        "gross_revenue": f"{gross / 100:.2f}",
        "deductions": f"{gross // 50 / 100:.2f}",
        "currency": "EUR" if place % 5 == 0 else "USD",
        "rows": 31,
    }
