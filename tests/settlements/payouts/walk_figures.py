"""What happens to the figures on a random walk: months are issued, doubted, decided, restated."""

from decimal import Decimal
from random import Random

from agreements.models import Agreement
from settlements.disputes.models import Dispute
from settlements.disputes.withdraw_dispute import withdraw_dispute
from settlements.statements.models import Statement
from tests.factories.usage import submitted_report
from tests.settlements.disputes.steps import dispute, resolve
from tests.settlements.restate.steps import approve as approve_restated
from tests.settlements.restate.steps import requested as restated
from tests.settlements.runs.steps import issued_run

MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
MARKETS = ("DE", "ID")


class Figures:
    """Each act says what it did, or None where there is nothing to do it to.

    `people` by what they do: finance, approver, disputes, and each partner's own by its code.
    """

    def __init__(self, seed: int, people: dict, agreements: list[Agreement]) -> None:
        self.random, self.people, self.agreements = Random(seed), people, agreements

    def one(self, rows):
        """Any of them, or None; in an order that the seed decides alone."""
        found = list(rows)
        return self.random.choice(found) if found else None

    def issue(self):
        agreement = self.one(self.agreements)
        begun = Statement.objects.filter(agreement=agreement, version=1).count()
        if begun == len(MONTHS):
            return None
        label = MONTHS[begun]
        rows = [self._usage(label, market) for market in MARKETS]
        submitted_report(agreement, label, rows)
        issued_run(label, self.people["finance"], self.people["approver"], agreement)
        return f"{agreement.number} {label}"

    def _usage(self, label: str, market: str) -> dict[str, str]:
        gross = Decimal(self.random.randrange(0, 500_000)) / 100
        return {"usage_date": f"{label}-05", "market": market, "gross_revenue": f"{gross:.2f}"}

    def doubt(self):
        statement = self.one(Statement.objects.filter(version=1).order_by("pk"))
        if statement is None:
            return None
        by = self.one([self.people["disputes"], self.people[statement.partner.code]])
        line = self.one(statement.lines.order_by("pk"))
        claimed = Decimal(self.random.randrange(0, 120_000)) / 100
        found = dispute(statement, by, **{line.market: f"{claimed:.2f}"})
        return f"{found.number} on {statement.number}: {line.amount} should be {claimed}"

    def decide(self):
        found = self.one(Dispute.objects.filter(state="open").order_by("pk"))
        if found is None:
            return None
        if self.random.random() < 0.2:
            withdraw_dispute(
                by=self.people["disputes"] if found.side == "licensor" else self.people[found.partner.code],
                dispute=found,
                version=found.version,
                reason="Seen again",
            )
            return f"{found.number} withdrawn"
        amounts = [f"{Decimal(self.random.randrange(0, 120_000)) / 100:.2f}" for _each in found.lines.all()]
        resolve(found, self.people["disputes"], self.people[found.partner.code], *amounts)
        return f"{found.number} {amounts}"

    def restate(self):
        statement = self.one(Statement.objects.filter(version=1).order_by("pk"))
        if statement is None:
            return None
        label = statement.period.label
        first = statement.agreement.reports.filter(period__label=label).order_by("-pk").first()
        submitted_report(
            statement.agreement, label, [self._usage(label, each) for each in MARKETS], replaces=first
        )
        approve_restated(
            restated(statement.agreement, label, self.people["finance"]), self.people["approver"]
        )
        return statement.number
