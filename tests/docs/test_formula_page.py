"""docs/formula.md says what the engine computes: every figure on the page is one of its worked settlement."""

import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from settlements.engine import settle_document
from tests.settlements.engine.test_cases import settlement_input

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "formula.md").read_text()
DOCUMENT = json.loads((ROOT / "docs" / "worked-statement.json").read_text())
CASE = ROOT / "tests" / "settlements" / "engine" / "cases" / "worked-statement.toml"
NUMBER = re.compile(r"(?<![\w.-])-?[0-9][0-9,]*(?:\.[0-9]+)?(?![\w-])")
NAMES = {
    "Earned": "earned",
    "Minimum guarantee": "guarantee_shortfall",
    "Cap": "cap_reduction",
    "Fixed credits": "contribution_credits",
    "Recouped from the advance": "recoupment",
    "Adjustments": "adjustments",
    "Tax withheld": "withholding",
    "Brought forward": "opening_balance",
    "Net due": "net_due",
    "Due now": "due_now",
    "Carried forward": "carried_forward",
}
LINES = {
    "Search US": "|US|output",
    "Search Indonesia": "|ID|",
    "GPU hours": "|gpu|",
    "Credit for the improvement": "credit",
}


@pytest.fixture(scope="module")
def result() -> dict:
    return settle_document(DOCUMENT)


def table(first: str) -> list[list[str]]:
    """The cells of the table whose first heading is this, without its headings, emphasis and commas."""
    start = PAGE.index(f"| {first} |")
    rows = PAGE[start:].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip(" *").replace(",", "") for cell in row.strip("|").split("|")] for row in rows]


def test_the_page_works_through_a_case_that_was_worked_by_hand():
    assert settlement_input(tomllib.loads(CASE.read_text())) == DOCUMENT


def test_the_page_s_ladder_is_the_engine_s(result):
    shown = {NAMES[name]: amount for name, _calculation, amount in table("Rung")}
    assert shown == result["ladder"]
    assert list(shown) == list(result["ladder"])


def test_the_page_s_lines_are_the_engine_s(result):
    shown = table("Line")
    assert len(shown) == len(result["lines"])
    for name, calculation, exact, amount in shown:
        (line,) = [line for line in result["lines"] if LINES[name] in line["key"]]
        assert (line["exact"], line["amount"]) == (exact, amount)
        assert calculation == "fixed" or worked(calculation) == Decimal(exact)


def numbers_in(value: object) -> set[Decimal]:
    """Every figure of a document, and every ratio in percent."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return {number for each in inner for number in numbers_in(each)}
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        number = Decimal(value)
        return {number, number * 100} if abs(number) <= 1 else {number}
    return set()


def test_every_number_on_the_page_is_of_the_input_or_of_the_result(result):
    # the ordinals of the list, the year, and the largest share there can be
    said = {Decimal(number) for number in ("2026", "1", "2", "3", "4", "100")}
    said |= {abs(number) for number in numbers_in(DOCUMENT) | numbers_in(result)}
    text = re.sub(r"\b[A-Z]+-[0-9]+\b", "", PAGE)
    shown = {abs(Decimal(number.replace(",", ""))) for number in NUMBER.findall(text)}
    assert len(shown) > 40
    assert shown - said == set()


def worked(calculation: str) -> Decimal:
    """What `6,000.00 × 18.5 %` or a sum comes to, from left to right."""
    total = Decimal(0)
    for sign, text, percent in re.findall(r"([+×−]?) ?([0-9][0-9,]*(?:\.[0-9]+)?)( %)?", calculation):
        number = Decimal(text.replace(",", "")) / (100 if percent else 1)
        total = total * number if sign == "×" else total - number if sign == "−" else total + number
    return total


def test_every_sum_on_the_page_is_right():
    figure = r"[0-9][0-9,]*(?:\.[0-9]+)?(?: %)?"
    found = re.findall(rf"((?:{figure} [+×−] )+{figure}) = ({figure})", PAGE)
    assert len(found) >= 3
    for calculation, stated in found:
        assert worked(calculation) == worked(stated), calculation
    (earned,) = [calculation for name, calculation, _amount in table("Rung") if name == "Earned"]
    assert worked(earned) == Decimal("1950.02")


def test_the_page_is_one_page():
    assert len(PAGE.splitlines()) <= 80
