"""What a file is checked against, gathered by the caller so that checking needs no database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one check may use. A line longer than max_line_bytes refuses the file.

    chunk_bytes: about what is checked at a time; memory_mib and threads: of checking one chunk.
    """

    max_bytes: int = 2048 * MIB
    max_unpacked_bytes: int = 8192 * MIB
    max_line_bytes: int = 16 * MIB
    max_quoted_lines: int = 100
    chunk_bytes: int = 48 * MIB
    memory_mib: int = 512
    threads: int = 2
    examples: int = 5


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """Catalogue codes that a registered deployment stands for on the days of `[from_date, to_date)`."""

    application: str
    model: str
    market: str
    from_date: date = date.min
    to_date: date = date.max


@dataclass(frozen=True, kw_only=True)
class CheckRules:
    """Period and term are half-open; term_to None means without end.

    applications, models, units: every accepted spelling (catalogue code or partner's alias) → catalogue code.
    deployments: code → what it stands for, each on its days; on others it is not known.
    cuts: days on which buckets are cut (FORMULA section 2); daily_currencies:
    currencies whose buckets are single days. seen_source_refs: archives (rows.parquet) of the agreement's
    accepted, unreplaced reports. revenue_optional: rows without revenue are right, and their currency is
    NO_CURRENCY (counter-figures). customer_key: the partner's secret for the keyed hash of customer_ref.
    time_zone: the agreement's, in which a dialect's times become days.
    """

    period_from: date
    period_to: date
    term_from: date
    term_to: date | None
    applications: Mapping[str, str]
    models: Mapping[str, str]
    units: Mapping[str, str]
    markets: frozenset[str]
    currencies: frozenset[str]
    customer_key: bytes
    deployments: Mapping[str, Sequence[Deployment]] = field(default_factory=dict)
    correction: bool = False
    revenue_optional: bool = False
    personal_data_allowed: bool = False
    seen_source_refs: tuple[Path, ...] | Callable[[], tuple[Path, ...]] = ()
    erased_source_refs: tuple[Path, ...] | Callable[[], tuple[Path, ...]] = ()
    reference_key: bytes = b""
    cuts: tuple[date, ...] = ()
    daily_currencies: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)
    time_zone: str = "UTC"

    def __post_init__(self):
        if not self.period_from < self.period_to:
            raise ValueError("the period is empty")
        if not self.customer_key:
            raise ValueError("customer_key is empty")

    def deployment(self, code: str, day: date) -> Deployment | None:
        stretches = self.deployments.get(code, ())
        return next((each for each in stretches if each.from_date <= day < each.to_date), None)

    @property
    def first_day(self) -> date:
        """The first day of the period that lies in the term."""
        return max(self.period_from, self.term_from)

    @property
    def end_day(self) -> date:
        """The first day after the period or the term, whichever ends earlier."""
        return min(self.period_to, self.term_to) if self.term_to else self.period_to
