"""What the demo's parties do for the models and want to reach: contributions in every state, goals."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agreements.models import Agreement, Contribution, JointGoal

PARTNER, LICENSOR = Agreement.Party.PARTNER, Agreement.Party.LICENSOR
State, Metric = Contribution.State, JointGoal.Metric
UPCOMING = None  # from the month after the demo's last: nothing of it is settled yet

# Work that earns the same whoever does it, in every version of these hosts' agreements.
TARIFF = [
    {
        "id": "evaluation",
        "kind": "improvement",
        "name": "Evaluation and tuning for a language",
        "points": "0.01",
        "note": "With a public report of the results before and after.",
    },
    {"id": "updates", "kind": "update", "name": "Security updates within 7 days", "points": "0.005"},
    {"id": "bias-audit", "kind": "maintenance", "name": "Yearly audit for bias", "amount": "500.00"},
]
WITH_TARIFF = ("falak", "harbourline", "nusantara", "vindhya")


@dataclass(frozen=True)
class Told:
    """A contribution and how far its story goes. `countered`: what the other side offers instead."""

    host: str
    party: str
    kind: str
    title: str
    description: str
    until: str
    from_date: date | None = UPCOMING
    to_date: date | None = None
    method: str = Contribution.Method.COST
    tariff_code: str = ""
    points: str = ""
    amount: str = ""
    claimed: str = ""
    application: str = "*"
    evidence: str = ""
    countered: dict[str, str] = field(default_factory=dict)
    reason: str = ""


CONTRIBUTIONS = (
    Told(
        host="falak",
        party=PARTNER,
        kind="improvement",
        title="Tuning for Gulf Arabic",
        description="Tuned on 40,000 reviewed conversations; fewer answers in the wrong register.",
        method=Contribution.Method.TARIFF,
        tariff_code="evaluation",
        claimed="18000.00",
        from_date=date(2026, 2, 1),
        evidence="Register errors before: 11.2 %. After: 3.9 %. 2,000 samples, two reviewers each.\n",
        until=State.ACCEPTED,
    ),
    Told(
        host="harbourline",
        party=LICENSOR,
        kind="update",
        title="Security updates within a week",
        description="Weights and serving images are rebuilt within seven days of an advisory.",
        method=Contribution.Method.TARIFF,
        tariff_code="updates",
        from_date=date(2026, 3, 1),
        until=State.ACCEPTED,
    ),
    Told(
        host="nusantara",
        party=PARTNER,
        kind="maintenance",
        title="Moderation team for Bahasa Indonesia",
        description="Four people review what the model refuses, and send corrections every week.",
        amount="1500.00",
        claimed="1900.00",
        from_date=date(2026, 4, 1),
        to_date=date(2026, 10, 1),
        countered={"amount": "1200.00"},
        reason="Half of the team also reviews models of others. We offer its share.",
        until=State.ACCEPTED,
    ),
    Told(
        host="vindhya",
        party=PARTNER,
        kind="improvement",
        title="Speech patterns of Hindi and English mixed",
        description="Customers mix both languages; resolution at first contact rose by 4 points.",
        method=Contribution.Method.EFFECT,
        points="0.02",
        application="customer_service",
        evidence="First contact resolution: 61 % in May, 65 % in July.\n",
        countered={"points": "0.01"},
        reason="The rise began before the change. We see half of it as its effect.",
        until=State.COUNTERED,
    ),
    Told(
        host="thamesgrid",
        party=PARTNER,
        kind="update",
        title="Screen reader output for search",
        description="Answers carry headings and landmarks that screen readers follow.",
        points="0.005",
        application="accessibility",
        until=State.FILED,
    ),
    Told(
        host="rheinhost",
        party=PARTNER,
        kind="other",
        title="Customer conference in Cologne",
        description="A day for 200 customers on what the models can do.",
        amount="3000.00",
        claimed="9400.00",
        reason="A conference sells; it does not maintain or improve the models.",
        until=State.REFUSED,
    ),
    Told(
        host="sakura",
        party=LICENSOR,
        kind="maintenance",
        title="Longer support of version 3.1",
        description="Fixes for another twelve months.",
        points="0.01",
        reason="Covered by the agreement already.",
        until=State.WITHDRAWN,
    ),
    Told(
        host="alpenrechner",
        party=PARTNER,
        kind="improvement",
        title="Swiss German test set",
        description="First version of a test set with 1,500 questions.",
        amount="800.00",
        until=State.DRAFT,
    ),
)
# host, proposed by, confirmed, title, metric, target, first and last month, more of the aim
GOALS: tuple[tuple[str, str, bool, str, str, str, str, str, dict[str, Any]], ...] = (
    (
        "falak", PARTNER, True, "A million of revenue in 2026", Metric.BASE, "1000000", "2026-01",
        "2026-12", {},
    ),
    (
        "nusantara", LICENSOR, True, "One contribution from Indonesia this year", Metric.CONTRIBUTIONS, "1",
        "2026-01", "2026-12", {},
    ),
    (
        "sakura", LICENSOR, True, "Search grows to a third of the usage", Metric.SHARE, "0.33", "2026-04",
        "2026-12", {"application": "search", "unit": "output_tokens"},
    ),
    (
        "vindhya", PARTNER, False, "Fifty billion output tokens for customer service", Metric.QUANTITY,
        "50000000000", "2026-07", "2027-06", {"application": "customer_service", "unit": "output_tokens"},
    ),
)  # fmt: skip
