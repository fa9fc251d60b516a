"""A random walk through all that moves money, and a second book of it kept by hand."""

from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree

from agreements.models import Agreement
from portal.refused import Refused
from settlements.payouts.cancel_batch import cancel_batch
from settlements.payouts.cancel_remittance import cancel_remittance
from settlements.payouts.export_batch import export_batch
from settlements.payouts.models import Payout, PayoutBatch, Remittance
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.payouts.request_remittances import request_remittances
from settlements.payouts.sums import total_of
from settlements.payouts.what_is_due import what_is_due
from tests.settlements.payouts.steps import approve_whole, cancelled, paid, received, returned
from tests.settlements.payouts.walk_figures import Figures

CENT = Decimal("0.01")
IN_FLIGHT = (Payout.State.APPROVED, Payout.State.SENT, Payout.State.PAID)


class Walk(Figures):
    """`instructed` and `cash` are the bank's: what it was told to pay, by payout, and what it moved."""

    def __init__(self, seed: int, people: dict, agreements: list[Agreement]) -> None:
        super().__init__(seed, people, agreements)
        self.instructed: dict[str, Decimal] = {}
        self.settled_by_bank: set[str] = set()
        self.cash_out: dict[int, Decimal] = defaultdict(Decimal)
        self.cash_in: dict[int, Decimal] = defaultdict(Decimal)
        self.done: Counter[str] = Counter()
        self.trace: list[str] = []
        self.acts: dict[Callable[[], object], int] = {
            self.issue: 5,
            self.doubt: 8,
            self.decide: 8,
            self.prepare: 12,
            self.approve: 14,
            self.export: 12,
            self.bank_pays: 16,
            self.bank_returns: 5,
            self.cancel: 4,
            self.ask: 8,
            self.receive: 8,
            self.cancel_request: 2,
            self.restate: 1,
        }

    def step(self) -> None:
        """One act that does something; what is refused is refused with a sentence and changes nothing."""
        while True:
            act = self.random.choices([*self.acts], [*self.acts.values()])[0]
            name = act.__name__
            try:
                said = act()
            except Refused as refused:
                said, name = f"refused: {refused.code}", f"{name} refused"
            if said is not None:
                self.done[name] += 1
                self.trace.append(f"{name} {said}")
                return

    def prepare(self):
        batch = prepare_payouts(by=self.people["finance"]).batch
        return batch and batch.number

    def _batch(self, *states: str) -> PayoutBatch | None:
        return self.one(PayoutBatch.objects.filter(state__in=states).order_by("pk"))

    def approve(self):
        batch = self._batch("prepared")
        return batch and approve_whole(batch, self.people["approver"]).number

    def export(self):
        batch = self._batch("approved", "exported")
        if batch is None:
            return None
        self._hear(export_batch(batch=batch, by=self.people["finance"]))
        return batch.number

    def _hear(self, file: bytes) -> None:
        """The bank reads it."""
        for payment in ElementTree.fromstring(file).findall(".//{*}CdtTrfTxInf"):
            number, amount = (
                payment.findtext("{*}PmtId/{*}EndToEndId"),
                payment.findtext("{*}Amt/{*}InstdAmt"),
            )
            told = self.instructed.setdefault(number, Decimal(amount))
            assert told == Decimal(amount), f"{number} is sent with two amounts"

    def bank_pays(self):
        payout = self.one(Payout.objects.filter(state="sent").order_by("pk"))
        if payout is None:
            return None
        assert payout.number not in self.settled_by_bank, f"{payout.number} is paid twice"
        self.settled_by_bank.add(payout.number)
        self.cash_out[payout.partner_id] += self.instructed[payout.number]
        return paid(payout, self.people["finance"]).number

    def bank_returns(self):
        payout = self.one(Payout.objects.filter(state__in=("sent", "paid")).order_by("pk"))
        if payout is None:
            return None
        if payout.state == "paid":
            self.cash_out[payout.partner_id] -= self.instructed[payout.number]
        self.settled_by_bank.add(payout.number)
        return returned(payout, self.people["finance"]).number

    def cancel(self):
        payout = self.one(Payout.objects.filter(state__in=("prepared", "approved")).order_by("pk"))
        if payout is None:
            return None
        if self.random.random() < 0.5:
            return cancelled(payout, self.people["finance"]).number
        return cancel_batch(batch=payout.batch, by=self.people["finance"], reason="wrong day").number

    def ask(self):
        made = request_remittances(by=self.people["finance"]).remittances
        return " ".join(each.number for each in made) or None

    def receive(self):
        asked = self.one(Remittance.objects.filter(state="requested").order_by("pk"))
        if asked is None:
            return None
        due = total_of(part.due for part in what_is_due(asked))
        part = due if self.random.random() < 0.5 else (due / 3).quantize(CENT)
        received(asked, self.people["finance"], self.people["approver"], f"{part:f}")
        self.cash_in[asked.partner_id] += part
        return f"{asked.number}: {part} of {due}"

    def cancel_request(self):
        asked = self.one(Remittance.objects.filter(state="requested").order_by("pk"))
        if asked is None:
            return None
        return cancel_remittance(remittance=asked, by=self.people["finance"], reason="asked anew").number
