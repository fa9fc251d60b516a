"""Columns of lists: shown as the reader reads them, exported as machines do."""

from collections.abc import Callable, Mapping

import django_tables2 as tables
from django.template.loader import render_to_string
from django_tables2.utils import Accessor

from portal.web.templatetags import display


class NumberColumn(tables.Column):
    """An exact number, aligned at its end."""

    is_number = True

    def render(self, value):
        return display.exact(value)

    def value(self, value):
        return value


class MoneyColumn(NumberColumn):
    """An amount in the currency found by `currency` (an accessor on the row)."""

    def __init__(self, *args, currency: str = "currency", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.currency = Accessor(currency)

    def render(self, value, record):
        return display.money(value, self.currency.resolve(record))


class PercentColumn(NumberColumn):
    def render(self, value):
        return display.percent(value)


class DayColumn(tables.Column):
    def render(self, value):
        return display.day(value)

    def value(self, value):
        return value


class MomentColumn(tables.Column):
    """An instant, in UTC."""

    def render(self, value):
        return display.moment(value)

    def value(self, value):
        return value


class PeriodColumn(tables.Column):
    """A period label such as 2026-10."""

    def render(self, value):
        return display.period(value)

    def value(self, value):
        return value


class CountryColumn(tables.Column):
    def render(self, value):
        return display.country(value)

    def value(self, value):
        return value


class BadgeColumn(tables.Column):
    """A state in words. `kinds`: value → good|warn|bad|info|neutral; `words`: value → text."""

    def __init__(
        self, *args, kinds: Mapping[str, str], words: Callable[[str], str] | None = None, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds, self.words = kinds, words

    def render(self, value, record, bound_column):
        text = self._text(value, record, bound_column)
        # django-tables2 hands over a choice's words instead of its value.
        kind = self.kinds.get(str(bound_column.accessor.resolve(record)), "neutral")
        return render_to_string("elements/badge.html", {"kind": kind, "text": text})

    def value(self, value, record, bound_column):
        return self._text(value, record, bound_column)

    def _text(self, value, record, bound_column):
        if self.words:
            return self.words(value)
        shown = getattr(record, f"get_{bound_column.accessor}_display", None)
        return shown() if shown else value


class WideColumn(tables.Column):
    """Left out on a phone."""

    is_wide_only = True


class HeadingColumn(tables.Column):
    """The cell a row is known by; a link where `linkify` says so."""

    is_heading = True


class DocumentColumn(tables.Column):
    """The number of a document, such as STM-2026-000123: kept in one line."""

    is_document = True


class DocumentHeading(HeadingColumn):
    """The document that the row is."""

    is_document = True
