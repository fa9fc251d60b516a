"""Enter a fine-tune or another derivative of a model, for the other side to confirm."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.lock_draft import lock_agreement
from agreements.models import Agreement, AiModel, Derivative
from agreements.registers.sides import side_of
from agreements.registers.tell import tell_other_side
from portal.accounts.models import User
from portal.audit.record_event import record_event
from portal.refused import Refused


@transaction.atomic
def propose_derivative(
    *,
    agreement: Agreement,
    by: User,
    name: str,
    base_model: AiModel,
    owner_party: str,
    licence: str,
    permitted_use: str,
    from_date: date,
) -> Derivative:
    """By either side's keepers; the other is told. Raises Refused: `listed_already`."""
    side, name = side_of(by, agreement.partner), name.strip()
    agreement = lock_agreement(agreement)
    if agreement.derivatives.filter(name__iexact=name, to_date=None).exists():
        sentence = _("“%(name)s” is in the register already. End that entry first, or choose another name.")
        raise Refused("listed_already", sentence % {"name": name})
    row = Derivative.objects.create(
        agreement=agreement,
        partner=agreement.partner,
        name=name,
        base_model=base_model,
        owner_party=Agreement.Party(owner_party),
        licence=licence.strip(),
        permitted_use=permitted_use.strip(),
        from_date=from_date,
        side=side,
        entered_by=by,
    )
    tell_other_side(kind="derivative_proposed", agreement=agreement, side=side, by=by, name=name)
    record_event(
        event="derivative.proposed",
        subject=agreement.number,
        actor=by,
        partner=agreement.partner,
        details={"name": name, "base": base_model.code, "owner": owner_party, "side": side},
    )
    return row
