"""CSV for people who open it in a spreadsheet: text that looks like a formula is disarmed."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.http import StreamingHttpResponse
from django.utils.text import get_valid_filename

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "\ufeff"


class _Line:
    """csv.writer's target: hands the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_cell(value: object) -> str:
    """Numbers and dates as machines read them; text beginning like a formula gets a leading `'`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """RFC 4180 lines, ended by CRLF."""
    writer = csv.writer(_Line())
    for row in rows:
        yield writer.writerow([csv_cell(value) for value in row])


def csv_text(rows: Iterable[Iterable[object]], *, mark: bool = True) -> Iterator[str]:
    """The whole file, line by line; `mark` as in `csv_response`."""
    if mark:
        yield _MARK
    yield from csv_lines(rows)


def csv_response(*, name: str, rows: Iterable[Iterable[object]], mark: bool = True) -> StreamingHttpResponse:
    """Streams the rows (the header is the first) as `<name>.csv`.

    `mark`: begin with a byte order mark, without which Excel misreads everything but ASCII.
    """
    response = StreamingHttpResponse(csv_text(rows, mark=mark), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{get_valid_filename(name)}.csv"'
    return response
