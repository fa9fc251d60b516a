"""How a statement is named in a URL: its number, and the version where an older one is meant."""

from django.urls import register_converter

NAME = "statement"


class Address:
    """`STM-2026-000123`, the newest version, or `STM-2026-000123/versions/1`."""

    regex = "[^/]+(?:/versions/[1-9][0-9]{0,8})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Address, NAME)
