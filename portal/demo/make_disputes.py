"""Questions and disputes, each brought as far as its story goes."""

from decimal import Decimal

from portal.accounts.models import User
from portal.demo.doubts import DOUBTS, NEWEST, QUESTIONS, Doubt
from portal.demo.people import member, staff
from portal.money.rounding import round_decimals
from settlements.disputes.accept_outcome import accept_outcome
from settlements.disputes.acknowledge_dispute import acknowledge_dispute
from settlements.disputes.ask import ask
from settlements.disputes.ask_information import ask_information
from settlements.disputes.assign_dispute import assign_dispute
from settlements.disputes.claims import Claim
from settlements.disputes.models import Dispute, Question, Side
from settlements.disputes.open_dispute import open_dispute
from settlements.disputes.propose_outcome import propose_outcome
from settlements.disputes.refuse_outcome import refuse_outcome
from settlements.disputes.reply import reply
from settlements.disputes.withdraw_dispute import withdraw_dispute
from settlements.statements.models import Line, Statement

State = Dispute.State


def make_disputes(*, label: str, newest: bool) -> None:
    """What is doubted about the month's statements; `newest`: it is the last settled month."""
    for doubt in DOUBTS:
        if doubt.label == label or (newest and doubt.label == NEWEST):
            _dispute(doubt, label)
    if newest:
        for host, subject, text, answer in QUESTIONS:
            _question(host, label, subject, text, answer)


def _dispute(doubt: Doubt, label: str) -> None:
    statement = _statement(doubt.host, label)
    line = _largest(statement, **doubt.where)
    by = staff("disputes") if doubt.side == Side.LICENSOR else member(doubt.host, "finance")
    dispute = Dispute.objects.filter(statement=statement, side=doubt.side).first()
    if dispute is None:
        question = None
        if doubt.asked:
            question = ask(by=by, statement=statement, line=line, subject=doubt.asked, text=doubt.text)
        dispute = open_dispute(
            by=by,
            statement=statement,
            claims=[Claim(line, _part(line, doubt.claimed))],
            category=doubt.category,
            text=doubt.text,
            question=question,
        )
    _bring_on(dispute, doubt, by)


def _bring_on(dispute: Dispute, doubt: Doubt, by: User) -> None:
    signatory = member(doubt.host, "finance")
    if dispute.state == State.OPEN and doubt.wanted:
        _ask(dispute, doubt)
    if dispute.state == State.OPEN and doubt.proposal:
        claimed = dispute.lines.get()
        dispute = propose_outcome(
            by=staff("disputes"),
            dispute=dispute,
            version=dispute.version,
            agreed={claimed.pk: _part(claimed.line, doubt.agreed)},
            text=doubt.proposal,
        )
    if dispute.state == State.PROPOSED and doubt.until == State.RESOLVED:
        accept_outcome(by=signatory, dispute=dispute, version=dispute.version)
    if dispute.state == State.PROPOSED and doubt.until == State.REFUSED:
        refuse_outcome(by=signatory, dispute=dispute, version=dispute.version, reason=doubt.reason)
    if dispute.state == State.OPEN and doubt.until == State.WITHDRAWN:
        withdraw_dispute(by=by, dispute=dispute, version=dispute.version, reason=doubt.reason)


def _ask(dispute: Dispute, doubt: Doubt) -> None:
    """One of staff looks after it, and waits for the partner."""
    by = staff("disputes")
    assign_dispute(by=by, dispute=dispute, to=by)
    dispute = acknowledge_dispute(by=by, dispute=dispute, version=dispute.version)
    ask_information(by=by, dispute=dispute, version=dispute.version, text=doubt.wanted)


def _question(host: str, label: str, subject: str, text: str, answer: str) -> None:
    statement = _statement(host, label)
    question = Question.objects.filter(statement=statement).first() or ask(
        by=member(host, "finance"),
        statement=statement,
        line=_largest(statement),
        subject=subject,
        text=text,
    )
    if answer and question.state == Question.State.ASKED:
        reply(by=staff("disputes"), thread=question, text=answer)


def _statement(host: str, label: str) -> Statement:
    return Statement.objects.get(partner__code=host, period__label=label, version=1)


def _largest(statement: Statement, **where: str) -> Line:
    lines = statement.lines.filter(kind=Line.Kind.EARNING).order_by("-amount", "position")
    return lines.filter(**where).first() or lines.first()


def _part(line: Line, of: Decimal) -> Decimal:
    """In whole units of the currency: every currency takes them."""
    return round_decimals(line.amount * of, 0)
