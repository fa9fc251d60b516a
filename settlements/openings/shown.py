"""An opening as pages show it: names and values in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _

from portal.web.templatetags.display import day, exact, isolated, money
from settlements.openings.models import AgreementOpening
from settlements.openings.read import first_date_of


def balance_fact(opening: AgreementOpening) -> tuple[str, Any]:
    """Whose favour the balance is in, with the amount above zero."""
    to_partner = opening.agreement.collected_by == "licensor"
    if opening.balance < 0:
        to_partner = not to_partner
    if not opening.balance:
        name = _("Balance carried over")
    elif to_partner:
        name = _("Carried over in the partner's favour")
    else:
        name = _("Carried over in the licensor's favour")
    return name, money(opening.balance.copy_abs(), opening.currency)


def facts_of(opening: AgreementOpening) -> list[tuple[str, Any]]:
    """Balance, days, and what else the first period opens with."""
    facts = [
        balance_fact(opening),
        (_("Settled in the former books up to"), day(opening.carried_date)),
        (_("First day settled here"), day(first_date_of(opening))),
    ]
    if opening.advance_balance is not None:
        facts.append((_("Advance not yet recouped"), money(opening.advance_balance, opening.currency)))
    others = (
        (_("Earned towards the minimum guarantee"), opening.guarantee_earned),
        (_("Counted towards the cap"), opening.cap_earned),
    )
    facts += [(name, money(amount, opening.currency)) for name, amount in others if amount]
    return [*facts, (_("Where the figures come from"), isolated(opening.source))]


def counters_of(opening: AgreementOpening) -> list[tuple[str, Any, Any]]:
    """Rule, quantity, revenue counted so far in its window."""
    return [
        (rule, exact(each["quantity"]), money(each["base"], opening.currency))
        for rule, each in sorted(opening.counters.items())
    ]
