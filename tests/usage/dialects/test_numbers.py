"""Numbers as partners write them: declared, exact, never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from usage.dialects.definition import NumberFormat
from usage.dialects.numbers import example, many_reader, negated, number_reader, times

GERMAN = NumberFormat(decimal=",", grouping=".")
INDIAN = NumberFormat(decimal=".", grouping=",", indian=True)
SWISS = NumberFormat(decimal=".", grouping="'")
FRENCH = NumberFormat(decimal=",", grouping=" ")
BOOKS = NumberFormat(decimal=".", grouping=",", negative="parentheses")
SAP = NumberFormat(decimal=",", grouping=".", negative="trailing")
SCIENCE = NumberFormat(exponent=True)


@pytest.mark.parametrize(
    "format, written, number",
    [
        (GERMAN, "1.234.567,89", "1234567.89"),
        (GERMAN, "1234567,89", "1234567.89"),
        (GERMAN, "1.234", "1234"),
        (GERMAN, "-0,5", "-0.5"),
        (GERMAN, "12.34", None),  # English, though a reader that guesses would take it
        (GERMAN, "1.234.56", None),
        (GERMAN, "1,234.56", None),
        (GERMAN, "1.234,5x", None),
        (GERMAN, " 5", None),
        (GERMAN, "+5", None),
        (GERMAN, ",5", None),
        (GERMAN, "5,", None),
        (GERMAN, "", None),
        (GERMAN, "(5)", None),
        (GERMAN, "5-", None),
        (GERMAN, "1e3", None),
        (GERMAN, "٣", None),
        (INDIAN, "12,34,567.8", "1234567.8"),
        (INDIAN, "1,00,000", "100000"),
        (INDIAN, "100,000", None),
        (INDIAN, "1,234,567", None),
        (SWISS, "1'234’567.05", "1234567.05"),
        (FRENCH, "1\u202f234\u00a0567,05", "1234567.05"),
        (BOOKS, "(1,234.50)", "-1234.50"),
        (BOOKS, "-1,234.50", "-1234.50"),
        (BOOKS, "(1,234.50", None),
        (BOOKS, "1,234.50)", None),
        (BOOKS, "(-5)", None),
        (SAP, "1.234,50-", "-1234.50"),
        (SAP, "-1.234,50-", None),
        (SCIENCE, "1.5E-7", "0.00000015"),
        (SCIENCE, "5.0001e-07", "0.00000050001"),
        (SCIENCE, "-1e3", "-1000"),
        (SCIENCE, "1e999", None),
        (NumberFormat(), "1250.75", "1250.75"),
        (NumberFormat(), "1,250.75", None),
        # Zeros at the end say nothing, and would be a decimal too many.
        (NumberFormat(), "2.000000000000000", "2.000000000000"),
        (NumberFormat(), "0.1234567890123", "0.1234567890123"),
        (NumberFormat(), "9" * 200, None),
    ],
)
def test_a_number_is_read_as_declared_or_not_at_all(format, written, number):
    assert number_reader(format)(written) == number


@given(
    st.lists(st.decimals(min_value=0, max_value=10**14, places=4), min_size=1, max_size=20),
    st.sampled_from([GERMAN, INDIAN, SWISS, FRENCH, NumberFormat()]),
    st.sampled_from(["", "-1", "1e3", "x", "1,2,3", "1.2.3", " ", "5\n"]),
)
def test_many_at_once_are_read_as_one_by_one(numbers, format, odd):
    cells, read = [written(each, format) for each in numbers], number_reader(format)
    assert many_reader(format)(cells) == [read(cell) for cell in cells]
    # As soon as one is no plain number each is looked at by itself.
    assert many_reader(format)([*cells, odd.strip("\n") + "x"]) is None


@pytest.mark.parametrize(
    "number, factor, product",
    [
        ("1234.5", "1000", "1234500.0"),
        ("0.0000000000001", "1000", "0.0000000001000"[:14]),
        ("3", "0.5", "1.5"),
        ("-2", "1000000", "-2000000"),
        ("999999999999999.999999999999", "1000", "999999999999999999.999999999000"),
        ("x", "1000", "x"),
    ],
)
def test_units_multiply_exactly(number, factor, product):
    assert times(number, Decimal(factor)) == product


def test_a_sign_is_turned_and_zero_has_none():
    assert [negated(each) for each in ("5", "-5", "0.00")] == ["-5", "5", "0.00"]


def written(number: Decimal, format: NumberFormat) -> str:
    """As a program would write it, by Python's own grouping."""
    text = f"{abs(number):,f}"
    whole, _point, decimals = text.partition(".")
    if format.indian:
        digits = whole.replace(",", "")
        head, tail = digits[:-3], digits[-3:]
        pairs = [head[max(0, at - 2) : at] for at in range(len(head), 0, -2)][::-1]
        whole = ",".join([*pairs, tail])
    text = whole.replace(",", format.grouping) + (format.decimal + decimals if decimals else "")
    if number >= 0:
        return text
    return {"minus": f"-{text}", "trailing": f"{text}-", "parentheses": f"({text})"}[format.negative]


@given(
    st.decimals(min_value=-(10**14), max_value=10**14, places=12),
    st.sampled_from([GERMAN, INDIAN, SWISS, FRENCH, BOOKS, SAP, SCIENCE, NumberFormat()]),
)
def test_what_is_written_in_a_format_is_read_back_exactly(number, format):
    read = number_reader(format)(written(number, format))
    assert read is not None
    assert Decimal(read) == number


@pytest.mark.parametrize("format", [GERMAN, INDIAN, SWISS, FRENCH, BOOKS, SAP, NumberFormat()])
def test_the_example_shown_is_one(format):
    assert Decimal(number_reader(format)(example(format))) == Decimal("1234567.89")
