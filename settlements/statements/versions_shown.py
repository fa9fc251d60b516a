"""What a statement's page says of its versions."""

from dataclasses import dataclass

from settlements.statements.audience import Audience
from settlements.statements.models import Statement
from settlements.statements.versions import VERSIONS


@dataclass(frozen=True, slots=True)
class VersionsShown:
    """`others`: version and address of each other one, oldest first; `first` is what was posted."""

    statement: Statement
    newest: Statement
    first: Statement
    others: list[tuple[Statement, str]]
    compare_url: str

    @property
    def is_newest(self) -> bool:
        return self.statement.version == self.newest.version


def versions_shown(statement: Statement, audience: Audience) -> VersionsShown:
    rows = Statement.objects.filter(number=statement.number).order_by("version")
    found = list(rows.only("number", "version", "issued_at", "reason", "due_now", "currency", "period"))
    newest = found[-1]
    address = f"{statement.number}{VERSIONS}{max(statement.version, 2)}"
    return VersionsShown(
        statement=statement,
        newest=newest,
        first=found[0],
        others=[
            (each, audience.url("statement", _address(each, newest)))
            for each in found
            if each.version != statement.version
        ],
        compare_url=audience.url("statement_compare", address) if len(found) > 1 else "",
    )


def _address(statement: Statement, newest: Statement) -> str:
    if statement.version == newest.version:
        return statement.number
    return f"{statement.number}{VERSIONS}{statement.version}"
