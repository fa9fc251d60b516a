"""What exclusivity grants and contributions add to a bucket's rate (FORMULA section 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from settlements.engine.exact import ZERO, plain, shown, sum_of
from settlements.engine.explain import Figure, Step, step
from settlements.engine.inputs import Bucket, Contribution, Grant, Party, Version
from settlements.engine.terms_in_force import covers, in_force


@dataclass(frozen=True, slots=True, eq=False)
class Bonus:
    """A signed sum; `text` as the documents print it, `mark` with all its digits.

    Of one version's, those of the same rows are one object, so that they are compared by identity.
    """

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
        self._exclusivity: dict[tuple[Grant, ...], Bonus] = {(): NO_GRANTS}
        self._contributions: dict[tuple[Contribution, ...], Bonus] = {(): NO_POINTS}

    def of(self, bucket: Bucket) -> tuple[Bonus, Bonus]:
        """Exclusivity and contributions on the bucket's first day."""
        key = (bucket.application, bucket.model, bucket.market, bucket.start)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._search(bucket)
        return found

    def _search(self, bucket: Bucket) -> tuple[Bonus, Bonus]:
        grants = tuple(row for row in self._grants if in_force(row, bucket.start) and covers(row, bucket))
        points = tuple(row for row in self._points if in_force(row, bucket.start) and covers(row, bucket))
        if grants not in self._exclusivity:
            self._exclusivity[grants] = self._sum_uplifts(grants)
        if points not in self._contributions:
            self._contributions[points] = self._sum_points(points)
        return self._exclusivity[grants], self._contributions[points]

    def _sum_uplifts(self, grants: Sequence[Grant]) -> Bonus:
        total = sum_of(grant.uplift for grant in grants)
        uplifts: Figure = [
            {"id": grant.id, "clause": grant.clause or "", "value": shown(grant.uplift)} for grant in grants
        ]
        text = shown(total)
        return Bonus(total, text, plain(total), step("exclusivity", "Σ uplifts", {"uplifts": uplifts}, text))

    def _sum_points(self, rows: Sequence[Contribution]) -> Bonus:
        """The beneficiary's points less the collector's, held within ± the cap."""
        signed = [self._signed(row) for row in rows]
        total = sum_of(signed)
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
