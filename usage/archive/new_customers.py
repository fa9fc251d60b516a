"""How many customers of a report the period before did not have, by their pseudonyms."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from usage.archive.archived import archived
from usage.archive.duck import open_duck

# ruff: noqa: S608 (every value in SQL goes through duck.text)


@dataclass(frozen=True, kw_only=True)
class Customers:
    """Different ones now, in the period before, and those of now that it did not have."""

    now: int
    before: int
    new: int


def new_customers(*, rows: Sequence[Path], earlier: Sequence[Path], folder: Path) -> Customers | None:
    """Of the archives of both; None where either names no customer at all."""
    files = [[Path(path).absolute() for path in paths] for paths in (rows, earlier)]
    if not all(files):
        return None
    now, before = (
        f"SELECT DISTINCT customer FROM {archived(paths)} WHERE customer IS NOT NULL" for paths in files
    )
    with open_duck(files=[*files[0], *files[1]], folder=folder) as connection:
        found = connection.execute(
            f"""
            WITH now AS MATERIALIZED ({now}), before AS MATERIALIZED ({before})
            SELECT (SELECT count(*) FROM now), (SELECT count(*) FROM before),
                (SELECT count(*) FROM now ANTI JOIN before USING (customer))
            """
        ).fetchone()
    customers = Customers(now=found[0], before=found[1], new=found[2])
    return customers if customers.now and customers.before else None
