"""What the demo's parties talk about now: an amendment with comments and an answer, a renewal."""

from datetime import date, timedelta

from agreements.access import versions_in_force, versions_with_rules
from agreements.draft_version import draft_version
from agreements.edit_rule import edit_rule
from agreements.models import Agreement, Version
from agreements.negotiation.comment_on_version import comment_on_version
from agreements.negotiation.counter_version import counter_version
from agreements.negotiation.propose_version import propose_version
from agreements.term.approve_term_change import approve_term_change
from agreements.term.renew_agreement import renew_agreement
from agreements.term.set_review_date import set_review_date
from agreements.terms_document import rule_document
from portal.demo.months import demo_labels
from portal.demo.people import member, staff
from portal.periods import next_period, parse_label

TALKING = "thamesgrid"
RENEWING = "nusantara"


def make_negotiation(*, agreements: dict[str, Agreement]) -> None:
    """By host. What is there already stays as it is."""
    _talk(agreements[TALKING])
    _renew(agreements[RENEWING])


def _talk(agreement: Agreement) -> None:
    """The licensor offers less, the host doubts a clause and drafts an answer."""
    if agreement.versions.exclude(state=Version.State.IN_FORCE).exists():
        return
    contracts, signatory = staff("contracts"), member(TALKING, "finance")
    draft = draft_version(
        agreement=agreement,
        from_date=_first_free_day(),
        by=contracts,
        copy_of=versions_in_force(agreement).last(),
    )
    _change_last_rate(draft, "0.60", contracts)
    proposal = propose_version(version=draft, by=contracts)
    clauses = {clause.kind: clause.number for clause in proposal.clauses.all()}
    comment_on_version(
        version=proposal,
        by=signatory,
        text="60 % is less than hosting here costs us in busy months. We could agree to 62 %.",
    )
    comment_on_version(
        version=proposal,
        by=signatory,
        clause_number=clauses["ethics"],
        text="Once a year is fine. Who pays for the evaluation?",
    )
    comment_on_version(
        version=proposal,
        by=contracts,
        clause_number=clauses["ethics"],
        text="Each side for its own applications.",
    )
    answer = counter_version(version=proposal, by=signatory)
    _change_last_rate(answer, "0.62", signatory)


def _change_last_rate(version: Version, rate: str, by) -> None:
    """Of its first rule that is a share."""
    row = next(
        each
        for each in versions_with_rules(version.agreement).get(pk=version.pk).rules.all()
        if each.charge == "percentage"
    )
    document = rule_document(row)
    document["tiers"] = [*document["tiers"][:-1], {**document["tiers"][-1], "rate": rate}]
    edit_rule(version=version, rule=document, row=row, by=by)


def _renew(agreement: Agreement) -> None:
    """It ends in some months; the renewal waits for the host's signatory."""
    if agreement.ends_date is None or agreement.term_changes.exists():
        return
    last_day = date(agreement.ends_date.year + 1, agreement.ends_date.month, 1) - timedelta(days=1)
    change = renew_agreement(
        agreement=agreement, last_day=last_day, by=staff("contracts"), reason="The first year went well."
    )
    approve_term_change(change=change, by=staff("approver"))
    review = agreement.ends_date - timedelta(days=60)
    set_review_date(agreement=agreement, review_date=review, by=staff("contracts"))


def _first_free_day() -> date:
    """The first of the month after next, which nobody settles before the talk is over."""
    return next_period(next_period(parse_label(demo_labels()[-1]))).start
