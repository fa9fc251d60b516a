"""What exclusivity grants and contributions add to a bucket's rate (FORMULA section 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from settlements.engine.exact import ZERO, plain, shown
from settlements.engine.explain import Figure, Step, step
from settlements.engine.inputs import Bucket, Contribution, Party, Version
from settlements.engine.terms_in_force import covers, in_force


@dataclass(frozen=True, slots=True)
class Bonus:
    """A signed sum; `text` as the documents print it, `mark` with all its digits."""

    value: Decimal
    text: str
    mark: str
    step: Step


NO_GRANTS = Bonus(ZERO, "0", "0", step("exclusivity", "Σ uplifts", {"uplifts": []}, "0"))
NO_POINTS = Bonus(ZERO, "0", "0", step("contributions", "Σ points", {"points": []}, "0"))


class Bonuses:
    """The bonuses of one version, each combination worked out once."""

    def __init__(self, version: Version, contributions: Sequence[Contribution], beneficiary: Party) -> None:
        self._grants = sorted(version.exclusivity, key=lambda row: (row.id, row.clause or "", row.uplift))
        self._points = sorted(
            (row for row in contributions if row.points is not None), key=lambda row: row.id
        )
        self._points_cap = version.contribution_points_cap
        self._beneficiary = beneficiary
        self._known: dict[tuple[str, str, str, date], tuple[Bonus, Bonus]] = {}

    def of(self, bucket: Bucket) -> tuple[Bonus, Bonus]:
        """Exclusivity and contributions on the bucket's first day."""
        if not self._grants and not self._points:
            return NO_GRANTS, NO_POINTS
        key = (bucket.application, bucket.model, bucket.market, bucket.start)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = (self._exclusivity(bucket), self._contributions(bucket))
        return found

    def _exclusivity(self, bucket: Bucket) -> Bonus:
        grants = [row for row in self._grants if in_force(row, bucket.start) and covers(row, bucket)]
        if not grants:
            return NO_GRANTS
        total = sum((grant.uplift for grant in grants), start=ZERO)
        uplifts: Figure = [
            {"id": grant.id, "clause": grant.clause or "", "value": shown(grant.uplift)} for grant in grants
        ]
        text = shown(total)
        return Bonus(total, text, plain(total), step("exclusivity", "Σ uplifts", {"uplifts": uplifts}, text))

    def _contributions(self, bucket: Bucket) -> Bonus:
        """The beneficiary's points less the collector's, held within ± the cap."""
        rows = [row for row in self._points if in_force(row, bucket.start) and covers(row, bucket)]
        if not rows:
            return NO_POINTS
        signed = [self._signed(row) for row in rows]
        total = sum(signed, start=ZERO)
        points: Figure = [
            {"id": row.id, "party": row.party, "value": shown(value)}
            for row, value in zip(rows, signed, strict=True)
        ]
        cap = self._points_cap
        if cap is None:
            text = shown(total)
            return Bonus(
                total, text, plain(total), step("contributions", "Σ points", {"points": points}, text)
            )
        total = max(-cap, min(cap, total))
        text = shown(total)
        made = step(
            "contributions", "clamp(Σ points, −cap, cap)", {"points": points, "cap": shown(cap)}, text
        )
        return Bonus(total, text, plain(total), made)

    def _signed(self, contribution: Contribution) -> Decimal:
        points = contribution.points or ZERO
        return points if contribution.party == self._beneficiary else -points
