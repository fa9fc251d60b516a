"""The kinds of obligation there are texts for: what a new one begins with."""

from dataclasses import dataclass

from agreements.models import Obligation

Kind, Recurrence, Consequence = Obligation.Kind, Obligation.Recurrence, Obligation.Consequence


@dataclass(frozen=True, slots=True)
class Template:
    """Texts of a contract, in the language they were drafted in (as agreements/standard_clauses.py)."""

    kind: str
    code: str
    title: str
    text: str
    recurrence: str
    clause_kind: str
    evidence_needed: bool = False
    consequence: str = Consequence.INFORM
    hours: int | None = None


TEMPLATES = (
    Template(
        Kind.EVALUATION,
        "fairness-evaluation",
        "Bias and fairness evaluation",
        "Evaluate, for the model and the application named here, whether the service treats groups of people "
        "unequally. Hand in a report that says which groups and which measure were chosen and why, what was "
        "found, and what was changed because of it.",
        Recurrence.YEARLY,
        "ethics",
        evidence_needed=True,
        consequence=Consequence.BLOCK_RUN,
    ),
    Template(
        Kind.ACCOUNTABLE,
        "accountable-person",
        "Name an accountable person",
        "Name the person who answers for the ethics clause and may stop a deployment, with their role and "
        "how "
        "to reach them. Confirm once a year that this is still right.",
        Recurrence.YEARLY,
        "ethics",
    ),
    Template(
        Kind.INCIDENTS,
        "security-incident-notice",
        "Notice of security incidents",
        "Report every incident that touches the models or customers' content in the portal, within the hours "
        "named here from its discovery. Confirm each quarter that all incidents were reported, or that there "
        "were none.",
        Recurrence.QUARTERLY,
        "privacy",
        hours=72,
    ),
    Template(
        Kind.SUBPROCESSORS,
        "sub-processors",
        "List of sub-processors",
        "Keep the list of sub-processors in the portal complete: name, country, purpose. Confirm each "
        "quarter "
        "that it is.",
        Recurrence.QUARTERLY,
        "privacy",
    ),
    Template(
        Kind.LICENCES,
        "licence-check",
        "Check of model licences and attribution",
        "Check that every page and document that offers a model shows the attribution its licence asks for, "
        "and that no model is offered beyond its licence. Say what was checked and what was put right.",
        Recurrence.YEARLY,
        "attribution",
        evidence_needed=True,
    ),
    Template(
        Kind.DERIVATIVES,
        "derivatives",
        "Register of derivatives and fine-tunes",
        "Enter every fine-tune and other derivative in the register of the agreement before it is offered. "
        "Confirm each quarter that the register is complete.",
        Recurrence.QUARTERLY,
        "rights",
        consequence=Consequence.SUSPEND_GRANT,
    ),
)


def template_of(kind: str) -> Template | None:
    return next((each for each in TEMPLATES if each.kind == kind), None)
