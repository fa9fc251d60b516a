"""The one writer of audit events, called last inside the act's transaction."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, NoReturn

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from portal.accounts.models import Partner
from portal.audit.models import AuditEvent, Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event to be, as `record_event` has it."""

    event: str
    subject: str
    actor: Any = None
    partner: Partner | None = None
    details: dict[str, Any] | None = None


def record_event(
    *,
    event: str,
    subject: str,
    actor=None,
    partner: Partner | None = None,
    details: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append an event to the partner's chain, or to the house's.

    `event` is `noun.verbed`, `subject` the number or id a reader knows, `details` JSON without secrets
    and without floats. Locks the chain's row until the transaction ends. Raises RuntimeError outside a
    transaction, ValueError for a float.
    """
    happened = Happened(event=event, subject=subject, actor=actor, partner=partner, details=details)
    [entry] = record_events(events=[happened])
    return entry


def record_events(*, events: Sequence[Happened]) -> list[AuditEvent]:
    """As `record_event` of each, in their order: an act on a thousand agreements writes all at once."""
    if not connection.in_atomic_block:
        raise RuntimeError("record_event belongs inside the transaction of the act it records.")
    chains = _locked({each.partner.pk if each.partner else None for each in events})
    entries = [_next(chains[each.partner.pk if each.partner else None], each) for each in events]
    AuditEvent.objects.bulk_create(entries)
    Chain.objects.bulk_update(chains.values(), ["length", "digest"])
    return entries


def _next(chain: Chain, happened: Happened) -> AuditEvent:
    """The event as the chain's new link; the chain ends with it."""
    actor = happened.actor
    who = actor if isinstance(actor, get_user_model()) else None
    told = dict(happened.details or {})
    if who is not None and who.came_with is not None:
        # Whoever reads it later sees that a program did it, and which token to revoke.
        told["api_token"] = f"{who.came_with.hint}… {who.came_with.name}"
    entry = AuditEvent(
        chain=chain,
        partner=happened.partner,
        position=chain.length + 1,
        at=timezone.now(),
        actor=who,
        event=happened.event,
        subject=happened.subject,
        details=as_kept(told),
        previous_digest=chain.digest,
    )
    entry.digest = digest_of(entry)
    chain.length, chain.digest = entry.position, entry.digest
    return entry


def _locked(partners: set[int | None]) -> dict[int | None, Chain]:
    """By partner's id, None the house's. In one order, whoever asks: two that lock several never wait
    for each other."""
    wanted = Q(partner__in=partners - {None}) | (Q(partner=None) if None in partners else Q())
    rows = Chain.objects.select_for_update().filter(wanted).order_by("partner_id")
    found = {chain.partner_id: chain for chain in rows}
    if missing := partners - found.keys():
        for partner in missing:
            Chain.objects.get_or_create(partner_id=partner)
        return _locked(partners)
    return found


def as_kept(details: dict[str, Any]) -> dict[str, Any]:
    """The details as the database will give them back, so that the digest can be computed again."""
    return json.loads(json.dumps(details), parse_float=_no_float, parse_constant=_no_float)


def _no_float(text: str) -> NoReturn:
    # jsonb writes 1e22 or -0.0 in another way than it was given; amounts are strings anyhow.
    raise ValueError(f"{text} in the details of an event: say exact numbers as text")


def digest_of(entry: AuditEvent) -> str:
    """SHA-256, hex, of the previous digest and the event as canonical JSON."""
    document = {
        "position": entry.position,
        "at": entry.at.astimezone(UTC).isoformat(),
        "actor": entry.actor_id,
        "partner": entry.partner_id,
        "event": entry.event,
        "subject": entry.subject,
        "details": entry.details,
        "previous": entry.previous_digest,
    }
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
