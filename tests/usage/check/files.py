"""Rules and files for the checks: one catalogue, October 2026."""

from datetime import date
from pathlib import Path

from usage.check.check_file import check_file
from usage.check.rules import CheckRules, Deployment
from usage.check.verdict import Verdict

HEADER = (
    "usage_date,application,model,market,unit,quantity,gross_revenue,currency,"
    "customer_ref,deductions,deployment,source_ref"
)
GOOD = {
    "usage_date": "2026-10-02",
    "application": "search",
    "model": "llama-3-8b",
    "market": "US",
    "unit": "requests",
    "quantity": "12",
    "gross_revenue": "2.50",
    "currency": "USD",
    "customer_ref": "client-001",
    "deductions": "0.10",
    "deployment": "",
    "source_ref": "",
}
APPLICATIONS = [
    "customer_service",
    "content_moderation",
    "personalized_recommendations",
    "content_creation",
    "search",
    "accessibility",
]
MODELS = [
    *("llama-2-13b", "llama-2-70b", "llama-3-70b", "llama-3-8b", "llama-3.1-405b", "llama-3.1-70b"),
    *("llama-3.1-8b", "llama-3.2-11b", "llama-3.2-1b", "llama-3.2-3b", "llama-3.2-90b", "llama-3.3-70b"),
    *("llama-4-maverick", "llama-4-scout"),
]
UNITS = ["input_tokens", "output_tokens", "requests", "images", "gpu_hours"]
MARKETS = [
    *("US", "IN", "DE", "JP", "GB", "BR", "FR", "ID", "CA", "KR", "MX"),
    *("AE", "SA", "EG", "AU", "ES", "IT", "NL", "SG", "ZA", "NO"),
]
CURRENCIES = ["USD", "EUR", "JPY", "INR"]
KEY = b"a secret of host a"


def same(codes) -> dict[str, str]:
    return {code: code for code in codes}


def rules(**changes) -> CheckRules:
    """The rules of October 2026, changed where a test says so."""
    given = {
        "period_from": date(2026, 10, 1),
        "period_to": date(2026, 11, 1),
        "term_from": date(2026, 1, 1),
        "term_to": None,
        "applications": same(APPLICATIONS),
        "models": same(MODELS) | {"Llama 3 (8B)": "llama-3-8b"},
        "units": same(UNITS),
        "markets": frozenset(MARKETS),
        "currencies": frozenset(CURRENCIES),
        "customer_key": KEY,
        "deployments": {"eu-1": [Deployment(application="search", model="llama-3-8b", market="DE")]},
    }
    return CheckRules(**given | changes)


def row(**cells) -> str:
    """A row that is right but for the cells given."""
    return ",".join((GOOD | cells).values())


def check(folder: Path, content: bytes | str, **changes) -> Verdict:
    path = folder / "report.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return check_file(path=path, rules=rules(**changes), into=folder)


def check_rows(folder: Path, *rows: str, **changes) -> Verdict:
    return check(folder, "\n".join([HEADER, *rows, ""]), **changes)


def faults(verdict: Verdict) -> list[tuple[int, str, str]]:
    """Every fault as (line, column, code): those of the examples, which are all where there are few."""
    found = [(each.line, each.column, each.code) for group in verdict.groups for each in group.examples]
    assert len(found) == verdict.problems, "more faults than examples: read problems.parquet instead"
    return sorted(found)
