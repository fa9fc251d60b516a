"""The one writer of audit events, called last inside the act's transaction."""

import hashlib
import json
from datetime import UTC
from typing import Any, NoReturn

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from portal.accounts.models import Partner
from portal.audit.models import AuditEvent, Chain


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
    if not connection.in_atomic_block:
        raise RuntimeError("record_event belongs inside the transaction of the act it records.")
    chain = _locked(partner)
    who = actor if isinstance(actor, get_user_model()) else None
    told = dict(details or {})
    if who is not None and who.came_with is not None:
        # Whoever reads it later sees that a program did it, and which token to revoke.
        told["api_token"] = f"{who.came_with.hint}… {who.came_with.name}"
    entry = AuditEvent(
        chain=chain,
        partner=partner,
        position=chain.length + 1,
        at=timezone.now(),
        actor=who,
        event=event,
        subject=subject,
        details=as_kept(told),
        previous_digest=chain.digest,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    chain.length, chain.digest = entry.position, entry.digest
    chain.save(update_fields=["length", "digest"])
    return entry


def _locked(partner: Partner | None) -> Chain:
    rows = Chain.objects.select_for_update().filter(partner=partner)
    if (chain := rows.first()) is None:
        Chain.objects.get_or_create(partner=partner)
        chain = rows.get()
    return chain


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
