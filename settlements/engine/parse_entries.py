"""The listed parts of an input from JSON: usage, contributions, adjustments, rates, counters."""

from settlements.engine.exact import ZERO
from settlements.engine.faults import FaultList, member_path
from settlements.engine.inputs import Adjustment, Bucket, Contribution, Counter, FxRate, Party, Window
from settlements.engine.members import Members, member_names
from settlements.engine.notation import COUNTER_DIGITS
from settlements.engine.parse_parts import read_positive_money, read_range, read_scope

_BUCKET = member_names(
    "id application model market unit currency from to quantity gross_revenue deductions rows"
)
_CONTRIBUTION = member_names("id party kind application model market from to points amount")
_ADJUSTMENT = member_names("id kind reference amount")
_FX_RATE = member_names("currency date rate source")
_COUNTER = member_names("quantity base")
_WINDOW = member_names("guarantee_earned cap_earned advance_balance")
PARTIES: tuple[Party, ...] = ("licensor", "partner")


def read_bucket(raw: object, path: str, faults: FaultList) -> Bucket | None:
    members = Members(raw, path, _BUCKET, faults)
    bucket = Bucket(
        members.text("id", None, "|*"),
        members.text("application", None, "|*"),
        members.text("model", None, "|*"),
        members.text("market", None, "|*"),
        members.text("unit", None, "|*"),
        members.currency("currency"),
        members.day("from"),
        members.day("to"),
        members.number("quantity"),
        members.number("gross_revenue"),
        members.number("deductions", ZERO),
        members.integer("rows") if "rows" in members else None,
    )
    if members.ok and bucket.start >= bucket.end:
        members.fault("to", "empty_range", f"This ends ({bucket.end}) on or before it begins.")
    return bucket if members.ok else None


def read_contribution(raw: object, path: str, decimals: int | None, faults: FaultList) -> Contribution | None:
    members = Members(raw, path, _CONTRIBUTION, faults)
    start, end = read_range(members)
    application, model, market = read_scope(members)
    points = members.nullable("points", members.number)
    amount = members.nullable("amount", lambda name: read_positive_money(members, name, decimals))
    if points is not None and points < 0:
        members.fault("points", "negative", "Points must not be negative; the party says whose they are.")
    if points is not None and amount is not None:
        members.fault("amount", "points_and_amount", "A contribution grants points or an amount, not both.")
    if points is None and amount is None and members.is_object:
        members.fault_here("points_and_amount", "A contribution grants either points or an amount.")
    contribution = Contribution(
        id=members.text("id", banned="|"),
        party=members.choice("party", PARTIES),
        kind=members.optional_text("kind"),
        application=application,
        model=model,
        market=market,
        start=start,
        end=end,
        points=points,
        amount=amount,
    )
    return contribution if members.ok else None


def read_adjustment(raw: object, path: str, decimals: int | None, faults: FaultList) -> Adjustment | None:
    members = Members(raw, path, _ADJUSTMENT, faults)
    adjustment = Adjustment(
        id=members.text("id", banned="|"),
        kind=members.optional_text("kind"),
        reference=members.optional_text("reference"),
        amount=members.money("amount", decimals),
    )
    return adjustment if members.ok else None


def read_fx_rate(raw: object, path: str, faults: FaultList) -> FxRate | None:
    members = Members(raw, path, _FX_RATE, faults)
    rate = FxRate(
        currency=members.currency("currency"),
        day=members.day("date"),
        rate=members.number("rate"),
        source=members.optional_text("source"),
    )
    if members.is_number("rate") and rate.rate <= 0:
        members.fault("rate", "not_positive", "An exchange rate must be above zero.")
    return rate if members.ok else None


def read_counters(raw: object, faults: FaultList) -> dict[str, Counter]:
    """The opening counters by rule id; `raw` is the map."""
    members = Members(raw, "counters", None, faults)
    counters = {}
    for name in members.names():
        counter = Members(members.raw(name), member_path("counters", name), _COUNTER, faults)
        counters[name] = Counter(
            quantity=counter.number("quantity", ZERO, COUNTER_DIGITS),
            base=counter.number("base", ZERO, COUNTER_DIGITS),
        )
    return counters


def read_window(raw: object, decimals: int | None, faults: FaultList) -> Window:
    members = Members(raw, "window", _WINDOW, faults)
    return Window(
        guarantee_earned=members.money("guarantee_earned", decimals, ZERO),
        cap_earned=members.money("cap_earned", decimals, ZERO),
        advance_balance=read_positive_money(members, "advance_balance", decimals, ZERO),
    )
