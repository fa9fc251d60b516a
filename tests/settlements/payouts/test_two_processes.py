"""Two processes at the same moment, each with a connection of its own: one payout, one approval."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from portal.refused import Refused
from settlements.balances.models import JournalTransaction
from settlements.payouts.models import Payout, PayoutItem
from settlements.payouts.prepare_payouts import prepare_payouts
from tests.factories.accounts import make_staff
from tests.scenarios.in_a_fork import Fork
from tests.settlements.payouts.steps import approve, discrepancies, prepared

TIMES = 20

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform != "linux", reason="forks"),
]


def in_two_processes(acts: list[Callable[[], object]], folder: Path) -> list[str]:
    """Each act `TIMES` times in its process, beginning at one moment; what each came to, in words."""
    begins = time.monotonic() + 1
    said = [folder / f"said {number}" for number in range(len(acts))]

    def often(act: Callable[[], object], says: Path) -> None:
        while time.monotonic() < begins:
            pass
        for _ in range(TIMES):
            try:
                came = str(act())
            except Refused as refusal:
                came = refusal.code
            with says.open("a") as file:
                file.write(f"{came}\n")

    forks = [
        Fork(lambda act=act, says=says: often(act, says), blow=int, at=0, says=folder / f"ended {number}")
        for number, (act, says) in enumerate(zip(acts, said, strict=True))
    ]
    ended = [fork.ends() for fork in forks]
    assert ended == [0, 0], [fork.says.read_text() for fork in forks]
    return [line for says in said for line in says.read_text().splitlines()]


def test_both_prepare(payable, fiona, tmp_path):
    came = in_two_processes([lambda: len(prepare_payouts(by=fiona).payouts)] * 2, tmp_path)
    assert sorted(came) == ["0"] * (2 * TIMES - 1) + ["1"]
    assert PayoutItem.objects.count() == 1


def test_both_approve(payable, fiona, tmp_path):
    payout = prepared(fiona)
    people = [
        make_staff(f"approver{n}@licensor.example", f"Approver {n}", StaffRole.APPROVER) for n in range(2)
    ]
    came = in_two_processes([lambda by=by: approve(payout, by).state for by in people], tmp_path)
    assert sorted(came) == ["approved", *["not_prepared"] * (2 * TIMES - 1)]
    assert JournalTransaction.objects.filter(cause="payout_approved").count() == 1
    [event] = AuditEvent.objects.filter(event="payout.approved")
    assert event.actor == Payout.objects.get().approved_by
    assert discrepancies() == []
