"""A random walk through the life of disputes: everybody tries everything, at any time."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.accounts.models import User
from portal.refused import Refused
from settlements.disputes.accept_outcome import accept_outcome
from settlements.disputes.acknowledge_dispute import acknowledge_dispute
from settlements.disputes.ask_information import ask_information
from settlements.disputes.assign_dispute import assign_dispute
from settlements.disputes.confirm_decision import confirm_decision
from settlements.disputes.drop_decision import drop_decision
from settlements.disputes.escalate_dispute import escalate_dispute
from settlements.disputes.give_information import give_information
from settlements.disputes.models import Dispute
from settlements.disputes.record_decision import record_decision
from settlements.disputes.refuse_outcome import refuse_outcome
from settlements.disputes.remind_of_disputes import remind_of_disputes
from settlements.disputes.reply import reply
from settlements.disputes.withdraw_dispute import withdraw_dispute
from settlements.statements.models import Statement
from tests.settlements.disputes.steps import dispute, propose

CANARY = "canary-4711"
"""In every internal note, and nowhere else."""


@dataclass(frozen=True)
class People:
    """`finance` and `signatory` are the partner's; `staff` are two of the disputes role."""

    finance: User
    signatory: User
    staff: tuple[User, User]


class Walk:
    """`pass_days(n)` lets time pass."""

    def __init__(self, seed: int, people: People, statement: Statement, pass_days: Callable) -> None:
        self.random, self.people, self.statement = Random(seed), people, statement
        self.pass_days = pass_days
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.trace: list[str] = []
        self.acts: dict[Callable[[], object], int] = {
            self.open: 8,
            self.acknowledge: 6,
            self.ask: 7,
            self.give: 3,
            self.note: 2,
            self.write: 3,
            self.propose: 10,
            self.accept: 2,
            self.refuse: 9,
            self.escalate: 12,
            self.record: 6,
            self.confirm: 6,
            self.drop: 2,
            self.withdraw: 2,
            self.assign: 2,
            self.wait: 6,
        }

    def step(self) -> None:
        """One act that does something; what is refused before has its sentence and changes nothing."""
        while not self._tried():
            pass

    def _tried(self) -> bool:
        act = self.random.choices([*self.acts], [*self.acts.values()])[0]
        before, why = self.rows(), ""
        try:
            act()
        except Refused as refusal:
            why = f"{act.__name__}: {refusal.code}" if refusal.sentence else ""
        except PermissionDenied:
            why = f"{act.__name__}: not allowed"
        else:
            self.done[act.__name__] += 1
            self.trace.append(f"{act.__name__} {self.rows()}")
            return True
        assert why, f"{act.__name__} is refused without a word"
        assert self.rows() == before
        self.refused[why] += 1
        self.trace.append(why)
        return False

    def rows(self) -> list[tuple]:
        return list(Dispute.objects.order_by("pk").values_list("number", "state", "level", "version"))

    def any(self, *states: str) -> Dispute:
        """One of them, mostly one of these states, or of those that go on."""
        found = list(Dispute.objects.order_by("pk"))
        fits = [each for each in found if (each.state in states if states else not each.ended_at)]
        if not found:
            raise Refused("nothing", "There is no dispute yet.")
        return self.random.choice(fits if fits and self.random.random() < 0.9 else found)

    def of_staff(self) -> User:
        return self.random.choice(self.people.staff)

    def either(self) -> User:
        return self.random.choice((self.of_staff(), self.people.finance))

    def open(self):
        line = self.random.choice(list(self.statement.lines.order_by("pk")))
        claimed = f"{Decimal(self.random.randrange(0, 30_000)) / 100:.2f}"
        dispute(self.statement, self.either(), **{line.market: claimed})

    def acknowledge(self):
        found = self.any("open")
        acknowledge_dispute(by=self.either(), dispute=found, version=found.version)

    def ask(self):
        found = self.any("open", "review", "escalated")
        ask_information(by=self.of_staff(), dispute=found, version=found.version, text="Which days?")

    def give(self):
        give_information(by=self.people.finance, dispute=self.any("asked"), text="The 28th.")

    def note(self):
        reply(by=self.of_staff(), thread=self.any(), text=f"{CANARY}: they are right.", internal=True)

    def write(self):
        reply(by=self.either(), thread=self.any(), text="Look at the 28th.")

    def _amounts(self, found: Dispute) -> list[str]:
        return [f"{Decimal(self.random.randrange(0, 30_000)) / 100:.2f}" for _line in found.lines.all()]

    def propose(self):
        found = self.any("open", "review", "refused", "escalated")
        propose(found, self.of_staff(), *self._amounts(found))

    def accept(self):
        found = self.any("proposed")
        accept_outcome(by=self.people.signatory, dispute=found, version=found.version)

    def refuse(self):
        found = self.any("proposed")
        refuse_outcome(by=self.people.signatory, dispute=found, version=found.version, reason="No.")

    def escalate(self):
        found, day = self.any("refused", "open", "escalated"), timezone.now().date()
        escalate_dispute(
            by=self.either(), dispute=found, version=found.version, reason="We disagree.", on_date=day
        )

    def record(self):
        found = self.any("escalated", "refused")
        agreed = dict(zip(found.lines.values_list("pk", flat=True), self._amounts(found), strict=True))
        record_decision(
            by=self.of_staff(),
            dispute=found,
            version=found.version,
            agreed={pk: Decimal(amount) for pk, amount in agreed.items()},
            text="So it was decided.",
            on_date=timezone.now().date(),
            file=SimpleUploadedFile("award.txt", b"As decided.\n"),
        )

    def confirm(self):
        found = self.any("decided")
        confirm_decision(by=self.of_staff(), dispute=found, version=found.version)

    def drop(self):
        found = self.any("decided")
        drop_decision(by=self.of_staff(), dispute=found, version=found.version, reason="Not so.")

    def withdraw(self):
        found = self.any()
        withdraw_dispute(by=self.either(), dispute=found, version=found.version, reason="Our mistake.")

    def assign(self):
        assign_dispute(by=self.of_staff(), dispute=self.any(), to=self.of_staff())

    def wait(self):
        self.pass_days(self.random.choice((1, 2, 5, 16, 31)))
        remind_of_disputes()
