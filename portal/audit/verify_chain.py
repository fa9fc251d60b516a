"""Recompute the chains of audit events: what was changed, taken out or put in by hand shows."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from portal.audit.models import AuditEvent, Chain
from portal.audit.record_event import digest_of

NOTHING = "0" * 64
CHUNK = 2000
log = logging.getLogger("portal.audit")


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not agree: the chain's name, the position in it, the row's id (None: there is no row)."""

    chain: str
    position: int
    row: int | None
    sentence: str

    def __str__(self) -> str:
        row = f"row {self.row}" if self.row else "no row"
        return f"{self.chain}, position {self.position} ({row}): {self.sentence}"


@dataclass(frozen=True, slots=True)
class VerifiedChain:
    """`length` and `digest` are the head's: kept elsewhere, they show later whether events were cut off."""

    name: str
    length: int
    digest: str
    findings: list[Finding]


def verify_chains() -> Iterator[VerifiedChain]:
    """Every chain in the order of its id, then what is in none. Reads in chunks, however long a chain is."""
    for chain in Chain.objects.select_related("partner").order_by("pk"):
        yield verify_chain(chain=chain)
    known = Chain.objects.values("pk")
    strays = AuditEvent.objects.exclude(chain_id__in=known).order_by("pk")
    for chain_id in strays.order_by("chain_id").values_list("chain_id", flat=True).distinct():
        name = f"chain {chain_id}"
        first = strays.filter(chain_id=chain_id).first()
        finding = Finding(name, first.position, first.pk, "the head of its chain was taken out by hand")
        yield VerifiedChain(name, 0, NOTHING, [finding])


def log_findings() -> int:
    """What does not agree, an error line each; returns how many."""
    findings = [finding for verified in verify_chains() for finding in verified.findings]
    for finding in findings:
        log.error("The audit trail was changed by hand: %s", finding)
    return len(findings)


def verify_chain(*, chain: Chain) -> VerifiedChain:
    """The chain with its head as it was when the check began; what is recorded meanwhile is left aside."""
    name = chain.partner.code if chain.partner else "house"
    with transaction.atomic():  # a cursor on the server, so that millions of rows stream
        # One row per event, and the head beside it: a single statement sees a single moment.
        rows = AuditEvent.objects.filter(chain_id=chain.pk).select_related("chain")
        found = list(_findings(name, rows.order_by("position", "pk").iterator(CHUNK), chain))
    return VerifiedChain(name, chain.length, chain.digest, found)


def _findings(name: str, events: Iterable[AuditEvent], head: Chain) -> Iterator[Finding]:
    position, digest, last = 0, NOTHING, None
    for event in events:
        head.length, head.digest = event.chain.length, event.chain.digest

        def say(sentence: str, event: AuditEvent = event) -> Finding:
            return Finding(name, event.position, event.pk, sentence)

        yield from _missing(name, position + 1, event.position)
        if event.position <= position:
            yield say("put in by hand: there is no such position")
            continue
        if event.position > head.length:
            yield say("put in by hand: the chain's head does not know it")
        if event.partner_id != head.partner_id:
            yield say("its organisation is not that of its chain: changed by hand")
        if digest_of(event) != event.digest:
            yield say("changed or put in by hand: its digest is not that of what it says")
        if event.position == position + 1 and event.previous_digest != digest:
            yield say("does not continue the event before it: one of the two was changed, digest and all")
        position, digest, last = event.position, event.digest, event
    yield from _missing(name, position + 1, head.length + 1)
    if position == head.length and digest != head.digest:
        row = last.pk if last else None
        yield Finding(name, position, row, "the chain's head has another digest: one of the two was changed")


def _missing(name: str, first: int, after: int) -> Iterator[Finding]:
    """The gap of positions from `first` up to, not including, `after`."""
    if first < after:
        upto = f" up to {after - 1}" if after - first > 1 else ""
        yield Finding(name, first, None, f"taken out by hand{upto}: nothing stands there")
