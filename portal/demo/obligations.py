"""What the demo's agreements say beside money, and what became of it."""

from dataclasses import dataclass
from datetime import date

from agreements.models import Obligation
from agreements.obligations.kinds import TEMPLATES

Kind, Consequence = Obligation.Kind, Obligation.Consequence
REMUNERATION = (
    "What is charged under this clause, for which applications, models and markets, and at which tiers, "
    "stands in the rules and rights that name it."
)
DESCRIPTIONS = {
    "code": "model-descriptions",
    "kind": Kind.OTHER,
    "party": "licensor",
    "clause": "7",
    "title": "Descriptions of the models",
    "text": "Publish for each model its intended use, its known limits and the summary of its training "
    "content, "
    "and confirm once a year that they are up to date.",
    "first_due": "2026-02-28",
    "recurrence": Obligation.Recurrence.YEARLY,
    "consequence": Consequence.INFORM,
}
EVERYWHERE = ((Kind.INCIDENTS, date(2026, 3, 31)), (Kind.SUBPROCESSORS, date(2026, 2, 15)))


@dataclass(frozen=True)
class Duty:
    """Beyond what every host has. `model` and `application` narrow it; `met`: its past days are attested."""

    host: str
    kind: str
    first_due: date
    consequence: str = Consequence.INFORM
    application: str = "*"
    model: str = "*"
    met: bool = True


DUTIES = (
    Duty(
        "rheinhost", Kind.EVALUATION, date(2026, 9, 30), application="customer_service", model="llama-3.3-70b"
    ),
    Duty("rheinhost", Kind.LICENCES, date(2027, 1, 31)),
    Duty("falak", Kind.EVALUATION, date(2026, 9, 30), application="content_creation", met=False),
    Duty("falak", Kind.DERIVATIVES, date(2026, 10, 31), Consequence.SUSPEND_GRANT, met=False),
    Duty("nusantara", Kind.EVALUATION, date(2026, 10, 20), Consequence.BLOCK_RUN, met=False),
    Duty("sakura", Kind.EVALUATION, date(2026, 12, 15), application="search"),
    Duty("sakura", Kind.ACCOUNTABLE, date(2026, 1, 31)),
    Duty("harbourline", Kind.LICENCES, date(2026, 6, 30)),
)
REPORT = (
    "fairness-evaluation.txt",
    "Groups compared: language variety, gender named in the request, age named in the request.\n"
    "Measure: share of requests answered without escalation; difference below two points for each pair.\n"
    "Changed: the escalation prompt for requests in dialect.\n",
)
STATEMENT = "Done as agreed; nothing came up that the other side would have to know."


def rows_of(host: str) -> list[dict]:
    """The member `obligations` for a host; people are named by `make_obligations`."""
    duties = [Duty(host, kind, first) for kind, first in EVERYWHERE]
    duties += [each for each in DUTIES if each.host == host]
    return [_row(each) for each in duties] + [DESCRIPTIONS]


def _row(duty: Duty) -> dict:
    [template] = [each for each in TEMPLATES if each.kind == duty.kind]
    clauses = {"privacy": "5", "ethics": "6", "rights": "9", "attribution": "10"}
    row = {
        "code": template.code,
        "kind": template.kind,
        "party": "partner",
        "clause": clauses[template.clause_kind],
        "title": template.title,
        "text": template.text,
        "first_due": duty.first_due.isoformat(),
        "recurrence": template.recurrence,
        "evidence_needed": template.evidence_needed,
        "consequence": duty.consequence,
        "application": duty.application,
        "model": duty.model,
    }
    return row | ({"hours": template.hours} if template.hours else {})
