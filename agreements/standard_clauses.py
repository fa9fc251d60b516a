"""Clauses to start from, one for each kind an agreement needs and the usual others.

They are texts of a contract, so they are kept in the language they were drafted in: a translation on the
page would be another agreement than the one that was signed. Each draft may change every word.
"""

from dataclasses import dataclass

from agreements.clauses.numbers import free_number
from agreements.clauses.put_in_order import put_in_order
from agreements.models import Clause, Version

Kind = Clause.Kind


@dataclass(frozen=True, slots=True)
class StandardClause:
    number: str
    kind: str
    title: str
    text: str


STANDARD_CLAUSES = (
    StandardClause(
        "5",
        Kind.PRIVACY,
        "Privacy and security",
        "The Partner processes what end customers enter and receive only to serve the models, and keeps it "
        "no "
        "longer than that takes or the law requires. Usage reports hold no personal data: a reference to a "
        "customer is a pseudonym that the Licensor cannot resolve.\n\n"
        "Both parties keep weights, credentials and reports protected by measures that match the state of "
        "the "
        "art: encryption in transit and at rest, access for named people with a second factor, logs that are "
        "kept for twelve months.\n\n"
        "Whoever discovers an incident that touches the confidentiality, integrity or availability of the "
        "models or of customers' content reports it to the other party in the portal within 72 hours of the "
        "discovery, with what is known by then, and completes the report as more becomes known.",
    ),
    StandardClause(
        "6",
        Kind.ETHICS,
        "Ethics: bias, fairness, accountability",
        "The Partner does not offer the models for purposes that the law forbids or that the Licensor's "
        "acceptable use policy, as attached, excludes, and ends such a use within two working days of "
        "learning "
        "of it.\n\n"
        "Once a year, for each model and each application in which its answers bear on people's access to "
        "work, "
        "credit, housing, education, health or public speech, the Partner evaluates whether it treats groups "
        "of people unequally, says by which measure, and records what was found and what was done about it. "
        "The Licensor supplies the evaluations it has made of the model itself.\n\n"
        "Each party names one accountable person who answers for this clause and may stop a deployment.",
    ),
    StandardClause(
        "7",
        Kind.TRANSPARENCY,
        "Transparency",
        "The Partner tells those who use its service that they deal with an AI system and which model family "
        "serves them, wherever the law asks for it or a person could be misled otherwise.\n\n"
        "The Licensor keeps a description of each model available: intended use, known limits, the summary "
        "of "
        "training content that the law requires. It announces changes that may alter results, and the "
        "retirement of a model, at least 90 days ahead.\n\n"
        "Both parties may see in the portal how every amount was computed, from the reported rows to the "
        "statement. On request, not more than once a year, an independent auditor bound to secrecy may check "
        "the figures reported; whoever asked pays for it, unless it finds a difference of more than five "
        "percent in its favour.",
    ),
    StandardClause(
        "8",
        Kind.DISPUTES,
        "Dispute resolution",
        "A party that doubts a figure asks about it, or disputes it, in the portal, names the lines and says "
        "why. Only the amount in dispute waits; everything else is paid as usual.\n\n"
        "The parties answer within ten working days and try to agree within thirty days of the dispute being "
        "opened. What is still open then goes to one senior person named by each party, who have another "
        "twenty working days.\n\n"
        "Only after that may a party call for mediation and, failing it within sixty days, go to the courts "
        "that the agreement names. Nothing here keeps a party from urgent relief or from its mandatory "
        "rights.",
    ),
    StandardClause(
        "9",
        Kind.RIGHTS,
        "Intellectual property and usage rights",
        "The models, their weights and their documentation stay the Licensor's. The Partner has the right to "
        "run them, and to let its customers use them over its service, in the applications and markets of "
        "this "
        "agreement and for as long as it lasts.\n\n"
        "What customers enter and receive is theirs as between the parties. Neither party trains a model on "
        "it "
        "without the customer's agreement.\n\n"
        "A fine-tune or another derivative of a model is entered in the register of this agreement before it "
        "is offered, with its owner, its licence and its permitted use. Unless the register says otherwise, "
        "the Partner owns what it added and the Licensor what it built on; neither may use the other's part "
        "beyond this agreement.",
    ),
    StandardClause(
        "10",
        Kind.ATTRIBUTION,
        "Attribution",
        "Wherever a model is named or offered, the Partner shows its name and the Licensor's as the Licensor "
        "writes them, and passes on the notices that the model's licence asks for. It does not suggest that "
        "the Licensor endorses its service. Both correct a wrong attribution within ten working days.",
    ),
    StandardClause(
        "11",
        Kind.TERMINATION,
        "Termination",
        "Either party may end this agreement with 90 days' written notice to the end of a settlement period, "
        "and at once if the other breaks a material duty and does not mend it within 30 days of being "
        "told.\n\n"
        "At the end the Partner stops serving the models, deletes the weights within 30 days and confirms "
        "it. "
        "Usage up to the end is reported and settled as before; statements may be disputed as before; what "
        "must be kept by law is kept, and nothing else.",
    ),
)


def standard_clause(kind: str) -> StandardClause | None:
    return next((each for each in STANDARD_CLAUSES if each.kind == kind), None)


def write_standard_clauses(version: Version) -> list[Clause]:
    """A standard clause of each kind the draft has none of. The caller holds its lock."""
    rows = list(Clause.objects.filter(version=version))
    kinds, taken, added = {row.kind for row in rows}, {row.number for row in rows}, []
    for each in STANDARD_CLAUSES:
        if each.kind in kinds:
            continue
        number = free_number(each.number, taken)
        taken.add(number)
        added.append(
            Clause(
                version=version,
                partner_id=version.partner_id,
                number=number,
                position=0,
                kind=each.kind,
                title=each.title,
                text=each.text,
            )
        )
    Clause.objects.bulk_create(added)
    put_in_order(version)
    return added
