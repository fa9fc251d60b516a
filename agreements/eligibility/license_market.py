"""Let a model be offered in markets."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from agreements.models import AiModel, Market, MarketLicence
from portal.accounts.access import require_staff
from portal.accounts.models import User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event
from portal.refused import Refused
from portal.web import formats


@transaction.atomic
def license_market(
    *, model: AiModel, markets: Iterable[Market], by: User, from_date: date, to_date: date | None = None
) -> list[MarketLicence]:
    """From now on the model is licensed only where and when its rows say.

    Raises PermissionDenied without the administrator role; Refused: `no_day`, `licensed_already`.
    """
    require_staff(by, StaffRole.ADMINISTRATOR)
    model = AiModel.objects.select_for_update().get(pk=model.pk)
    markets = list(markets)
    if to_date is not None and to_date <= from_date:
        raise Refused("no_day", _("It would end before it begins. Choose a later end."))
    meeting = Q(to_date=None) | Q(to_date__gt=from_date)
    if to_date is not None:
        meeting &= Q(from_date__lt=to_date)
    standing = model.licences.filter(meeting, market__in=markets).exclude(to_date=F("from_date"))
    found = standing.select_related("market").first()
    if found is not None:
        sentence = _("It is licensed for %(market)s on some of these days already. End that licence first.")
        raise Refused("licensed_already", sentence % {"market": formats.country(found.market.code)})
    made = [
        MarketLicence.objects.create(
            model=model, market=market, from_date=from_date, to_date=to_date, entered_by=by
        )
        for market in markets
    ]
    record_event(
        event="licence.added",
        subject=model.code,
        actor=by,
        details={
            "markets": [market.code for market in markets],
            "from": from_date.isoformat(),
            "to": to_date.isoformat() if to_date else None,
        },
    )
    return made
