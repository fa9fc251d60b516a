"""Correct the frame of an agreement that is still a draft."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.check_frame import check_frame
from agreements.lock_draft import add_editor, lock_agreement, note_editor
from agreements.models import (
    Agreement,
    Clause,
    ExclusivityGrant,
    Obligation,
    OperationalTerms,
    RateRule,
    TariffRow,
    Tier,
    Version,
)
from agreements.why_not_change import ever_proposed, rows_hang_on, why_not_edit
from portal.accounts.access import require_staff
from portal.accounts.models import Partner, User
from portal.accounts.roles import StaffRole
from portal.audit.record_event import record_event

# Periods were cut by these and carry the partner.
_PERIODS_REST_ON = ("partner", "period_length", "starts_date", "ends_date")


@transaction.atomic
def edit_agreement(
    *,
    agreement: Agreement,
    by: User,
    partner: Partner,
    title: str,
    collected_by: str,
    reporter: str,
    settlement_currency: str,
    time_zone: str,
    period_length: str,
    starts_date: date,
    ends_date: date | None = None,
) -> Agreement:
    """The agreement with this frame; drafts that began with it begin with it still.

    Who edits it may not approve the first version, with which the frame comes into force, nor these drafts.
    Raises PermissionDenied without the contracts role, ValidationError by field or where it is no draft.
    """
    require_staff(by, StaffRole.CONTRACTS)
    agreement = lock_agreement(agreement)
    if refusal := why_not_edit(agreement):
        raise ValidationError(refusal, "not_a_draft")
    frame = {
        "partner": partner,
        "title": title.strip(),
        "collected_by": collected_by,
        "reporter": reporter,
        "settlement_currency": settlement_currency,
        "time_zone": time_zone,
        "period_length": period_length,
        "starts_date": starts_date,
        "ends_date": ends_date,
    }
    before = {name: getattr(agreement, name) for name, value in frame.items()}
    changed = {name: value for name, value in frame.items() if value != before[name]}
    if not changed:
        return agreement
    for name, value in changed.items():
        setattr(agreement, name, value)
    check_frame(agreement)
    _check_periods(agreement, changed)
    add_editor(agreement, by)
    agreement.save(update_fields=[*changed, "editor_ids"])
    _take_drafts_along(agreement, before["starts_date"], changed, by)
    _record(agreement, before, changed, by)
    return agreement


def _check_periods(agreement: Agreement, changed: dict[str, Any]) -> None:
    resting = [name for name in _PERIODS_REST_ON if name in changed]
    # What goes with the agreement carries the partner too, but was not cut by its days.
    if resting and rows_hang_on(agreement, that_stay="partner" not in changed):
        sentence = _("Periods, reports or contributions rest on this already, so it stays as it is.")
        raise ValidationError(dict.fromkeys(resting, sentence))
    if "partner" in changed and ever_proposed(agreement):
        sentence = _("A version was proposed to this partner. Draft another agreement for the other one.")
        raise ValidationError({"partner": sentence})


def _take_drafts_along(agreement: Agreement, began: date, changed: dict[str, Any], by: User) -> None:
    for draft in agreement.versions.filter(state=Version.State.DRAFT).select_for_update():
        if draft.from_date == began:
            draft.from_date = agreement.starts_date
        if {"starts_date", "ends_date"} & changed.keys():
            # it holds until the next one or the term's end; an imported end may lie outside the new term
            draft.to_date = None
        draft.partner = agreement.partner
        note_editor(draft, by)
        draft.save()
    if "partner" in changed:
        Tier.objects.filter(rule__version__agreement=agreement).update(partner=agreement.partner)
        for rows in (RateRule, ExclusivityGrant, Clause, Obligation, OperationalTerms, TariffRow):
            rows.objects.filter(version__agreement=agreement).update(partner=agreement.partner)


def _record(agreement: Agreement, before: dict[str, Any], changed: dict[str, Any], by: User) -> None:
    """In the partner's chain; where the partner changed in both, neither naming the other."""
    said = {
        name: {"from": _plain(before[name]), "to": _plain(value)}
        for name, value in changed.items()
        if name != "partner"
    }
    details = {agreement.partner: said}
    if "partner" in changed:
        details = {
            before["partner"]: {"partner": {"from": before["partner"].code, "to": None}},
            agreement.partner: {"partner": {"from": None, "to": agreement.partner.code}, **said},
        }
    for partner in sorted(details, key=lambda each: each.pk):
        record_event(
            event="agreement.edited",
            subject=agreement.number,
            actor=by,
            partner=partner,
            details={"changed": details[partner]},
        )


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)
