"""The canonical file (INTERFACE, "Usage files"): its columns, and what stands in which."""

from usage.archive.archived import NUMBERS as NUMBERS

REQUIRED = (
    "usage_date",
    "application",
    "model",
    "market",
    "unit",
    "quantity",
    "gross_revenue",
    "currency",
)
OPTIONAL = ("customer_ref", "deductions", "deployment", "source_ref")
COLUMNS = REQUIRED + OPTIONAL

REVENUE = ("gross_revenue", "currency")
"""Counter-figures may leave these out."""
NO_CURRENCY = "XXX"
"""ISO 4217's code where no currency is involved: of rows without revenue."""
BY_DEPLOYMENT = ("application", "model", "market")
"""A deployment may stand in for these."""

MAX_INTEGER_DIGITS = 15
MAX_DECIMALS = 12
MAX_LINE = 2048
"""Bytes of a line that DuckDB reads as it is. It holds two thousand lines at a time, several times over."""
LONGEST = 1024 * 1024
"""Bytes of a rejected row that are kept. A longer one is cut, and ends in an ellipsis."""
FOUND_LENGTH = 200
"""Characters of a found value that are kept."""
