"""Does a chain still hold what an auditor wrote down of it? An end cut off, head and all, shows here only."""

import re
from collections.abc import Iterator

from portal.audit.models import AuditEvent, Chain
from portal.audit.verify_chain import Finding

HOUSE = "house"
_LINE = re.compile(r"^(\S+): (\d+) events, digest of the last ([0-9a-f]{64})$", re.MULTILINE)


def compare_heads(*, remembered: str) -> Iterator[Finding]:
    """`remembered` is what verify_audit printed earlier; lines of another kind are left aside."""
    for name, length, digest in _LINE.findall(remembered):
        position = int(length)
        chains = Chain.objects.filter(**({"partner": None} if name == HOUSE else {"partner__code": name}))
        event = AuditEvent.objects.filter(chain__in=chains, position=position).first()
        if position and (event is None or event.digest != digest):
            row = event.pk if event else None
            yield Finding(
                name, position, row, "not the event that was the last one when this was written down"
            )
