"""Whole files, spoilt at random, against the oracle: faults, rows and sums are equal to the last one."""

import csv
import io
import random
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.usage.check import files
from tests.usage.check.compare import assert_as_expected
from usage.check.rules import Limits

COLUMNS = files.HEADER.split(",")
NASTY = {
    "usage_date": [
        *("2026-10-32", "2026-9-1", "2026-11-01", "2026-09-30", "0000-01-01", "2026-02-30", "epoch", ""),
        *("2026-10-02 ", "2026-10-02T00:00:00", "9999-12-31", "2026/10/02", "20261002", "٢٠٢٦-١٠-٠٢"),
    ],
    "application": ["", "teleportation", "Search", " search", "search ", '=cmd|"/c calc"!A1', "sea\u200brch"],
    "model": ["", "llama-9", "Llama 3 (8B)", "llama-3-8b\n", "llama-3-8b,"],
    "market": ["", "us", "USA", "ZZ", "NO"],
    "unit": ["", "furlongs", "requests;"],
    "currency": ["", "usd", "XXX", "US D"],
    "customer_ref": [
        "",
        "a@b.de",
        "10.0.0.1",
        "+49 170 1234567",
        "line\nbreak",
        'with "quotes"',
        "c\r2",
        "客户",
    ],
    "deployment": ["", "eu-1", "eu-2"],
    "source_ref": ["", "r1", "r2", "r3", "a,b", "é\x1f"],
}
NUMBER = ["1e3", "1,234", "NaN", " 5", "5 ", "+5", ".5", "5.", "1_000", "0x1f", "-0", "-0.00", "-1", "١٢", ""]
NUMBER += [
    "9" * 15,
    "9" * 16,
    "0." + "1" * 12,
    "0." + "1" * 13,
    "9" * 16 + "." + "1" * 13,
    "000.5",
    "Infinity",
]
NASTY |= dict.fromkeys(("quantity", "gross_revenue", "deductions"), NUMBER)


def cut_into(pieces: int, content: bytes) -> Limits:
    return Limits(chunk_bytes=max(1, len(content) // pieces))


def random_file(seed: int) -> bytes:
    """Rows over the catalogue, some cells nasty, some lines broken; header order, quoting, line ends vary."""
    chance = random.Random(seed)
    optional = [column for column in COLUMNS[8:] if chance.random() < 0.7]
    required = [name for name in COLUMNS[:8] if "deployment" not in optional or chance.random() < 0.9]
    if not {"usage_date", "unit", "quantity", "gross_revenue", "currency"} <= set(required):
        required = COLUMNS[:8]
    header = chance.sample(required + optional, len(required + optional))
    end = chance.choice(["\n", "\r\n"])
    quoting = chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    spoil = chance.choice([0, 0.01, 0.2])
    out = [",".join(header)]
    for _ in range(chance.randrange(150)):
        cells = random_cells(chance, spoil)
        text = io.StringIO()
        csv.writer(text, lineterminator="", quoting=quoting).writerow([cells[name] for name in header])
        out.append(break_line(chance, text.getvalue()) if chance.random() < spoil else text.getvalue())
        if chance.random() < 0.1:
            out.append(out[-1])
    body = end.join(out) + chance.choice(["", end, end + end])
    if chance.random() < 0.1:
        body = body.replace(end, "\n", 3)
    return chance.choice(["", "\ufeff"]).encode() + body.encode()


def random_cells(chance, spoil):
    cells = {
        "usage_date": str(date(2026, 10, 1) + timedelta(chance.randrange(31))),
        "application": chance.choice(["search", "search", "", *files.APPLICATIONS[:2]]),
        "model": chance.choice(["llama-3-8b", "llama-3-8b", "", *files.MODELS[:2]]),
        "market": chance.choice(["DE", "DE", "", "US"]),
        "unit": chance.choice(files.UNITS),
        "quantity": str(chance.randrange(10**9)),
        "gross_revenue": f"{chance.randrange(10**6)}.{chance.randrange(10**12):012d}",
        "currency": chance.choice(files.CURRENCIES),
        "customer_ref": f"client-{chance.randrange(9):03d}",
        "deductions": chance.choice(["", "0", "1.5"]),
        "deployment": chance.choice(["", "", "eu-1"]),
        "source_ref": chance.choice(["", f"ref-{chance.randrange(300)}"]),
    }
    nasty = {name: chance.choice(NASTY[name]) for name in cells if chance.random() < spoil}
    return cells | nasty


def break_line(chance, line):
    at = chance.randrange(len(line) + 1)
    return chance.choice(
        [
            line + ",extra",
            line.rpartition(",")[0],
            line[:at] + '"' + line[at:],
            line[:at],
            "",
            '"',
            ",",
            line + '"',
        ]
    )


@pytest.mark.parametrize("seed", range(24))
def test_a_random_file_is_judged_as_the_oracle_judges_it(tmp_path, seed):
    """In one chunk, and in several."""
    chance, content = random.Random(-seed), random_file(seed)
    rules = files.rules(
        correction=chance.random() < 0.3,
        personal_data_allowed=chance.random() < 0.2,
        term_from=chance.choice([date(2026, 1, 1), date(2026, 10, 9)]),
        term_to=chance.choice([None, date(2026, 10, 25)]),
        cuts=tuple(date(2026, 10, day) for day in chance.sample(range(1, 32), chance.randrange(4))),
        daily_currencies=frozenset(chance.sample(files.CURRENCIES, chance.randrange(3))),
        limits=cut_into(chance.choice([1, 3, 7]), content),
    )
    assert_as_expected(tmp_path, content, rules)


cell = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20),
    st.from_regex(r"-?[0-9]{0,17}(\.[0-9]{0,14})?", fullmatch=True),
    st.from_regex("2026-(09|10|11)-[0-3][0-9]", fullmatch=True),
    st.sampled_from(["search", "US", "USD", "eu-1", "llama-3-8b", "requests"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(COLUMNS), cell), min_size=1, max_size=40), st.integers(1, 5))
def test_any_text_in_any_cell_is_judged_as_the_oracle_judges_it(tmp_path, spoilt, pieces):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((files.GOOD | {column: value}).values() for column, value in spoilt)
    content = text.getvalue().encode()
    assert_as_expected(tmp_path, content, files.rules(limits=cut_into(pieces, content)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text('a",\n\r\x1fé', max_size=30), max_size=8), st.integers(1, 5))
def test_any_arrangement_of_quotes_and_line_ends_is_judged_as_the_oracle_judges_it(tmp_path, texts, pieces):
    body = "\n".join([files.HEADER, *texts, files.row(), *texts, ""]).encode()
    assert_as_expected(tmp_path, body, files.rules(limits=cut_into(pieces, body)))
