"""Pages of a line's source rows, read from the archives a page at a time."""

import logging
from dataclasses import dataclass, field

import duckdb
from django.core.paginator import Page, Paginator

from settlements.statements.models import Line, Statement
from settlements.statements.source_rows import PER_PAGE, Sources, erased_behind, page_of_rows, sources_of
from usage.erasure.erased import erased_sentence
from usage.source_rows import RowBehind

log = logging.getLogger(__name__)


class Rows:
    """As many rows as the line's buckets count; a slice is read when asked for, with the sums of all.

    Where the rows of a report were erased, the others are fewer, and nothing is held against the buckets.
    """

    def __init__(self, statement: Statement, line: Line, sources: Sources) -> None:
        self._statement, self._line, self._sources = statement, line, sources
        self.agrees, self.erased = True, erased_behind(statement)

    def __len__(self) -> int:
        if not self.erased:
            return self._sources.rows
        return page_of_rows(self._statement, self._line, self._sources, offset=0, limit=0).total

    def __getitem__(self, asked: slice) -> list[RowBehind]:
        limit = asked.stop - asked.start
        found = page_of_rows(self._statement, self._line, self._sources, offset=asked.start, limit=limit)
        self.agrees = bool(self.erased) or self._sources.agrees_with(found.sums)
        if not self.agrees:
            names = {"statement": self._statement.number, "line_position": self._line.position}
            log.error("the archives have other rows than the line was made of", extra=names)
        return found.rows


@dataclass(frozen=True, slots=True)
class RowsPage:
    """`page` is None where the archives cannot be read just now; `agrees`: they sum to what was settled.

    `erased`: a sentence for each report whose rows are no longer kept.
    """

    sources: Sources
    page: Page | None
    agrees: bool = True
    erased: list[str] = field(default_factory=list)


def rows_page(statement: Statement, line: Line, number: str | None) -> RowsPage | None:
    """The page of source rows; None for a line that no usage stands behind."""
    sources = sources_of(statement, line)
    if sources is None:
        return None
    rows = Rows(statement, line, sources)
    try:
        page = Paginator(rows, PER_PAGE).get_page(number)
        page.object_list = list(page.object_list)
    except (OSError, duckdb.Error):
        log.exception("source rows cannot be read", extra={"statement": statement.number})
        return RowsPage(sources, None)
    return RowsPage(sources, page, rows.agrees, [erased_sentence(each) for each in rows.erased])
