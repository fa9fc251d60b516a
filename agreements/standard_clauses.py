"""Clauses an agreement begins with: contract text, in English, to be edited as the parties wish."""

from agreements.models import Clause, Version

Kind = Clause.Kind

STANDARD: tuple[tuple[str, str, str], ...] = (
    (
        Kind.PRIVACY,
        "Privacy and security",
        "Each party protects the personal data it receives under this agreement by the law that applies "
        "to it, uses it only to perform this agreement, and keeps it no longer than that needs. Each "
        "keeps access to the models, to usage records and to the portal limited to people who need it. A "
        "party that learns of a breach that may concern the other tells it without undue delay and says "
        "what it does about it.",
    ),
    (
        Kind.ETHICS,
        "Bias, fairness and accountability",
        "The parties offer the models only for lawful uses. Each names a person who answers for how the "
        "models are used on its side. They look for unfair bias in the applications concerned at least "
        "once a year, tell each other what they found, and agree on what is to be done about it and by "
        "when.",
    ),
    (
        Kind.TRANSPARENCY,
        "Transparency",
        "The party that reports usage reports it completely and correctly, and keeps its records for as "
        "long as they may be needed to check a statement. The licensor shows for every amount how it was "
        "computed from usage and terms. People who use an application are told that it works with a "
        "model.",
    ),
    (
        Kind.DISPUTES,
        "Dispute resolution",
        "Whoever doubts a statement says so in the portal, with the lines concerned and the reason. What "
        "is in doubt is held until it is decided; what is not in doubt is paid. The parties try in good "
        "faith to settle a dispute between the people who answer for the agreement before they turn to "
        "others.",
    ),
    (
        Kind.RIGHTS,
        "Intellectual property and usage rights",
        "The licensor grants the right to host the models named in this agreement for the applications "
        "and markets it names, for as long as it lasts. All other rights in the models stay with the "
        "licensor, and rights in what a partner builds around them stay with the partner.",
    ),
)


def write_standard_clauses(version: Version) -> None:
    """Add those of a kind the draft does not have yet, numbered after the ones it has."""
    clauses = list(version.clauses.all())
    kinds, numbers = {each.kind for each in clauses}, {each.number for each in clauses}
    position = max((each.position for each in clauses), default=0)
    for kind, title, text in STANDARD:
        if kind in kinds:
            continue
        position += 1
        number = next(str(n) for n in range(position, position + 1000) if str(n) not in numbers)
        numbers.add(number)
        Clause.objects.create(
            version=version,
            partner_id=version.partner_id,
            number=number,
            position=position,
            kind=kind,
            title=title,
            text=text,
        )
