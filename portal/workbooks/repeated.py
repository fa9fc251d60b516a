"""What may stand in a sheet once only."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from portal.workbooks.read_sheets import Row


def fault_repeated(rows: list[Row], name: str, key: Callable[[str], str]) -> None:
    """A fault on every row whose value of the column stands in an earlier one; `key` makes equals equal."""
    first: dict[str, int] = {}
    for row in rows:
        if (value := row.get(name)) is None:
            continue
        earlier = first.setdefault(key(value), row.number)
        if earlier != row.number:
            sentence = _("This stands in row %(row)s already. Delete one of the two, or change it.")
            row.fault(name, sentence % {"row": earlier})
