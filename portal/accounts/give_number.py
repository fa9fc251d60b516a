"""Document numbers without gaps."""

from portal.accounts.models import NumberSeries


def give_number(*, prefix: str, year: int, digits: int) -> str:
    """The next number of the series, e.g. `STM-2026-000123`; locked until the transaction ends."""
    rows = NumberSeries.objects.select_for_update().filter(prefix=prefix, year=year)
    if (series := rows.first()) is None:
        NumberSeries.objects.get_or_create(prefix=prefix, year=year)
        series = rows.get()
    series.last += 1
    series.save(update_fields=["last"])
    return f"{prefix}-{year}-{series.last:0{digits}d}"
