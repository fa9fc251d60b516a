"""What agreements and codes look like in a URL; anything else is no page. Importing it registers them."""

from django.urls import register_converter


class Number:
    """`AGR-2026-0001`."""

    regex = "[A-Z]{3}-[0-9]{4}-[0-9]{4,9}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Code(Number):
    """A code of the catalogue."""

    regex = "[a-z0-9][a-z0-9._-]{0,59}"


register_converter(Number, "agreement_number")
register_converter(Code, "catalogue_code")
