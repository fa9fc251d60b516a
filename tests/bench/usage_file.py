"""A large usage file, the same for the same seed, with faults planted at known places."""

from pathlib import Path

import duckdb

COLUMNS = (
    "usage_date",
    "application",
    "model",
    "market",
    "customer_ref",
    "unit",
    "quantity",
    "gross_revenue",
    "deductions",
    "currency",
)
APPLICATIONS = (
    "accessibility",
    "content_creation",
    "content_moderation",
    "customer_service",
    "personalized_recommendations",
    "search",
)
MODELS = ("llama-3.1-8b", "llama-3.1-70b", "llama-3.3-70b")
MARKETS = (
    "AE",
    "AT",
    "AU",
    "BE",
    "BR",
    "CA",
    "CH",
    "CL",
    "CO",
    "CZ",
    "DE",
    "DK",
    "EG",
    "ES",
    "FI",
    "FR",
    "GB",
    "ID",
    "IN",
    "IT",
    "JP",
    "KE",
    "KR",
    "MX",
    "NL",
    "NO",
    "NZ",
    "PL",
    "PT",
    "US",
)
UNITS = ("input_tokens", "output_tokens", "requests")
CURRENCIES = ("EUR", "USD")
ONE_IN = 1009
"""Every so many rows one has a fault."""
FAULTS = {
    # A cell of another row: column, code, what stands there.
    1: ("market", "missing_value", ""),
    2: ("usage_date", "bad_date", "2026-10-5"),
    3: ("usage_date", "date_outside_period", "2026-11-01"),
    4: ("application", "unknown_application", "chatbots"),
    5: ("model", "unknown_model", "llama-9"),
    6: ("market", "unknown_market", "XX"),
    7: ("unit", "unknown_unit", "tokens"),
    8: ("currency", "unknown_currency", "ZZZ"),
    9: ("quantity", "bad_number", "1e3"),
    10: ("quantity", "bad_number", " 5"),
    11: ("quantity", "bad_number", "1_000"),
    12: ("quantity", "number_too_large", "1234567890123456"),
    13: ("gross_revenue", "too_many_decimals", "0.1234567890123"),
    14: ("gross_revenue", "negative_value", "-1.00"),
    15: ("customer_ref", "personal_data_suspected", "ann@customer.example"),
    # The structure: the last cell is missing, or there is one more.
    16: ("currency", "too_few_columns", None),
    17: ("", "too_many_columns", None),
}


def write_file(path: Path, *, rows: int, seed: int) -> None:
    """CSV of about 87 bytes a row; a row's numbers depend on the seed and its place only."""
    values = _values(seed)
    cells = {name: _planted(name, value) for name, value in values.items()}
    line = f"""
        CASE fault WHEN 16 THEN {_line(list(cells.values())[:-1])}
            WHEN 17 THEN {_line(cells.values())} || ',1' ELSE {_line(cells.values())} END
    """
    with duckdb.connect(config={"threads": 2, "memory_limit": "1GiB"}) as duck:
        duck.execute(
            f"""
            COPY (
                SELECT '{",".join(COLUMNS)}' UNION ALL
                SELECT {line} FROM (SELECT i, {_fault(seed)} AS fault FROM range({rows}) r(i))
            ) TO '{path}' (FORMAT csv, HEADER false, DELIMITER '\x1f', QUOTE '')
            """
        )


def planted(*, rows: int, seed: int) -> set[tuple[int, str, str]]:
    """Line, column, code of every fault."""
    with duckdb.connect(config={"threads": 2, "memory_limit": "1GiB"}) as duck:
        numbered = f"SELECT i, {_fault(seed)} AS fault FROM range({rows}) r(i)"
        found = duck.execute(f"SELECT i + 2, fault FROM ({numbered}) WHERE fault > 0").fetchall()
    return {(line, *FAULTS[fault][:2]) for line, fault in found}


def _values(seed: int) -> dict[str, str]:
    """SQL of each column of a right row `i`."""

    def one_of(words: tuple[str, ...], number: int, *, skewed: bool = False) -> str:
        # Of two draws the lower: the first words are met far more often than the last.
        draw = _draw(seed, number, len(words))
        place = f"least({draw}, {_draw(seed, number + 50, len(words))})" if skewed else draw
        return f"{list(words)}[1 + {place}]"

    decimals = f"lpad(({_draw(seed, 11, 10**4)})::VARCHAR, 4, '0')"
    return {
        "usage_date": f"'2026-10-' || lpad((1 + {_draw(seed, 1, 31)})::VARCHAR, 2, '0')",
        "application": one_of(APPLICATIONS, 2, skewed=True),
        "model": one_of(MODELS, 3),
        "market": one_of(MARKETS, 4, skewed=True),
        "customer_ref": f"'client-' || {_draw(seed, 5, 50_000)}",
        "unit": one_of(UNITS, 6),
        "quantity": f"(1 + {_draw(seed, 7, 10**7)})::VARCHAR",
        "gross_revenue": f"{_draw(seed, 8, 1000)} || '.' || {decimals}",
        "deductions": f"CASE WHEN {_draw(seed, 9, 10)} = 0 THEN '0.05' ELSE '' END",
        "currency": one_of(CURRENCIES, 10),
    }


def _draw(seed: int, number: int, most: int) -> str:
    return f"(hash(i, {seed}, {number}) % {most})::INTEGER"


def _fault(seed: int) -> str:
    return f"CASE WHEN hash(i, {seed}, 99) % {ONE_IN} = 0 THEN {_draw(seed, 98, len(FAULTS))} + 1 ELSE 0 END"


def _planted(column: str, value: str) -> str:
    faults = " ".join(
        f"WHEN {number} THEN '{stands}'"
        for number, (where, _code, stands) in FAULTS.items()
        if where == column and stands is not None
    )
    return f"CASE fault {faults} ELSE {value} END" if faults else value


def _line(cells) -> str:
    return " || ',' || ".join(cells)
