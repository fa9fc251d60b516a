"""What the demo's people doubt: a dispute in each state there is, and questions."""

from dataclasses import dataclass, field
from decimal import Decimal

from settlements.disputes.models import Dispute, Side

State, Category = Dispute.State, Dispute.Category
NEWEST = "newest"


@dataclass(frozen=True)
class Doubt:
    """A dispute about the largest line of a host's statement; `label` NEWEST: of the last settled month.

    `where` narrows the lines by application and market.
    `wanted`: what staff want to know before they propose.
    `claimed`, `agreed`: what the line should be, as a part of what it is. `until`: the state it has come to.
    """

    host: str
    label: str
    side: str
    category: str
    claimed: Decimal
    text: str
    until: str
    agreed: Decimal = Decimal(1)
    proposal: str = ""
    reason: str = ""
    wanted: str = ""
    asked: str = ""
    where: dict[str, str] = field(default_factory=dict)


DOUBTS = (
    Doubt(
        host="harbourline",
        label="2026-06",
        side=Side.PARTNER,
        category=Category.RATE,
        claimed=Decimal("0.80"),
        asked="Which rate was used here?",
        text="The exclusive right for search in the US raised the rate of this line, but the customer left "
        "on May 31. We think the plain rate applies from June on.",
        where={"application": "search", "market": "US"},
        until=State.RESOLVED,
        agreed=Decimal("0.90"),
        proposal="The customer left in the middle of June by our figures. Half of the uplift is taken back.",
    ),
    Doubt(
        host="rheinhost",
        label=NEWEST,
        side=Side.PARTNER,
        category=Category.USAGE,
        claimed=Decimal("0.92"),
        text="Ein Großkunde hat im September eine Gutschrift erhalten, die in unserer Meldung fehlte. "
        "Wir bitten, die Position entsprechend zu mindern.",
        wanted="Please send the credit note, and say on which days the credited usage was reported.",
        until=State.ASKED,
    ),
    Doubt(
        host="falak",
        label=NEWEST,
        side=Side.PARTNER,
        category=Category.EXCLUSIVITY,
        claimed=Decimal("1.05"),
        where={"application": "content_creation", "market": "SA"},
        text="العميل مسجَّل في الإمارات، فينبغي أن يسري الحق الحصري على هذا الاستخدام أيضًا.",
        until=State.PROPOSED,
        agreed=Decimal("1.02"),
        proposal="The right holds for usage in the UAE. For the part of this line that came from there, "
        "the uplift is granted.",
    ),
    Doubt(
        host="vindhya",
        label=NEWEST,
        side=Side.PARTNER,
        category=Category.TIER,
        claimed=Decimal("1.10"),
        text="तिमाही की गिनती में जुलाई का उपयोग शामिल नहीं दिखता, इसलिए ऊँचा स्तर लागू होना चाहिए था।",
        until=State.REFUSED,
        agreed=Decimal("1.01"),
        proposal="July is counted; a late correction of two days was missing and is granted.",
        reason="दो दिन नहीं, पूरा सप्ताह छूटा था। कृपया स्रोत पंक्तियाँ फिर से देखें।",
    ),
    Doubt(
        host="thamesgrid",
        label=NEWEST,
        side=Side.PARTNER,
        category=Category.FX,
        claimed=Decimal("1.03"),
        text="We believe an older exchange rate was taken.",
        until=State.WITHDRAWN,
        reason="The file is in pounds, so no rate was needed. Our mistake.",
    ),
    Doubt(
        host="nusantara",
        label=NEWEST,
        side=Side.LICENSOR,
        category=Category.USAGE,
        claimed=Decimal("0.85"),
        text="Part of this traffic came from our own test accounts and should not earn a share.",
        until=State.OPEN,
    ),
)
# Host, subject, question, answer (empty: it waits).
QUESTIONS = (
    (
        "sakura",
        "端数処理について",
        "この明細の端数はどの規則で処理されていますか。",
        "",
    ),
    (
        "alpenrechner",
        "Mindestgarantie",
        "Gilt die Mindestgarantie je Monat oder für das ganze Jahr zusammen?",
        "For each period by itself: your agreement says 20,000.00 CHF per period. The rung “Minimum "
        "guarantee” of the statement shows what it came to.",
    ),
)
