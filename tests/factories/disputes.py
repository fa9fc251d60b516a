"""Questions and disputes for tests of every URL."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts.models import Partner
from portal.accounts.roles import PartnerRole, StaffRole
from settlements.disputes.add_day_off import add_day_off
from settlements.disputes.ask import ask
from settlements.disputes.claims import Claim
from settlements.disputes.open_dispute import open_dispute
from settlements.disputes.propose_outcome import propose_outcome
from settlements.payouts.dates import today
from settlements.statements.models import Statement
from tests.factories.accounts import make_member, make_staff


def dispute_samples(partner: Partner, statement: Statement) -> dict[str, Any]:
    """URL argument → value: a question and a dispute with a proposal, each with evidence in its thread."""
    fred = make_member("fred@hosta.example", "Fred Figures", partner, PartnerRole.FINANCE)
    dora = make_staff("dora@licensor.example", "Dora Disputes", StaffRole.DISPUTES)
    about = {"by": fred, "statement": statement, "text": "We count more."}
    question = ask(line=None, subject="Is it complete?", file=_log(), **about)
    found = open_dispute(claims=[Claim(None, Decimal("40.00"))], category="usage", file=_log(), **about)
    agreed = {found.lines.get().pk: Decimal("20.00")}
    propose_outcome(by=dora, dispute=found, version=1, agreed=agreed, text="Half of it.")
    return {
        "question": question.pk,
        "answer": question.messages.get().pk,
        "dispute": found.number,
        "message": found.messages.get().pk,
        "day_off": add_day_off(by=dora, day_date=_working_day_ahead(), reason="Holiday").pk,
    }


def _log() -> SimpleUploadedFile:
    return SimpleUploadedFile("log.txt", b"Two days are missing.\n")


def _working_day_ahead() -> date:
    ahead = today() + timedelta(days=30)
    return ahead - timedelta(days=max(0, ahead.weekday() - 4))
