"""Whether two claims to a scope meet: pure, so that it can be held against every case."""

from dataclasses import dataclass
from datetime import date

from portal.periods import DateRange


@dataclass(frozen=True, slots=True)
class Claim:
    """Ids of application, model and market (None is `*`) on some days."""

    application: int | None
    model: int | None
    market: int | None
    days: DateRange

    def meets(self, other: "Claim") -> bool:
        """Whether some usage of some day lies in both."""
        mine = (self.application, self.model, self.market)
        theirs = (other.application, other.model, other.market)
        alike = all(a is None or b is None or a == b for a, b in zip(mine, theirs, strict=True))
        return alike and self.days.overlaps(other.days)


def claim_of(row, *bounds: tuple[date, date | None]) -> Claim | None:
    """The claim of a row with a scope, on the days that lie within all `[from, to)`; None on no day."""
    start = max(begins for begins, _ends in bounds)
    end = min((ends for _begins, ends in bounds if ends is not None), default=None)
    if end is not None and end <= start:
        return None
    return Claim(row.application_id, row.model_id, row.market_id, DateRange(start, end))
