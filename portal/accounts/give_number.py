"""Document numbers without gaps."""

from portal.accounts.models import NumberSeries


def give_number(*, prefix: str, year: int, digits: int) -> str:
    """The next number of the series, e.g. `STM-2026-000123`; locked until the transaction ends."""
    [number] = give_numbers(count=1, prefix=prefix, year=year, digits=digits)
    return number


def give_numbers(*, count: int, prefix: str, year: int, digits: int) -> list[str]:
    """As `give_number` so many times."""
    rows = NumberSeries.objects.select_for_update().filter(prefix=prefix, year=year)
    if (series := rows.first()) is None:
        NumberSeries.objects.get_or_create(prefix=prefix, year=year)
        series = rows.get()
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return [f"{prefix}-{year}-{number:0{digits}d}" for number in range(first, series.last + 1)]
