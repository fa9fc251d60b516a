"""Leave the chunks of a prepared file to all workers."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from usage.check.prepare import Prepared
from usage.check.rules import CheckRules
from usage.chunks.put_in_line import put_in_line
from usage.chunks.snapshot import Shared, as_plain, from_plain, without_secrets
from usage.claims import Superseded, claimed
from usage.models import Part, Report
from usage.storage import report_place, store

MEMORY_MIB, THREADS = 256, 1
"""Of checking a chunk: workers share the machine."""


def hand_out(
    *,
    report: Report,
    claim: int,
    prepared: Prepared,
    rules: CheckRules,
    is_original: bool,
    beside: Mapping[int, list[str]],
    fingerprint: str,
    queue: Callable[[int], object],
) -> None:
    """Keep what all parts share, make the parts, and put the first of them in line.

    is_original: the lines are those of the report's own file. beside: archives of reports, by id, whose
    source_refs may not come again. Raises Superseded, and leaves nothing behind, where the claim is lost.
    """
    place = f"{report_place(report)}/{claim}-{secrets.token_hex(4)}"
    limits = replace(rules.limits, memory_mib=MEMORY_MIB, threads=THREADS)
    names = [] if is_original else [store(path=prepared.lines, place=place)]
    lines = names[0] if names else report.file.content.name
    try:
        originals = store(path=prepared.originals, place=place) if prepared.originals else ""
        long_lines = store(path=prepared.long_lines, place=place) if prepared.long_lines else ""
        names += filter(None, [originals, long_lines])
        shared = Shared(
            plan=prepared.plan,
            rules=without_secrets(replace(rules, limits=limits)),
            lines=lines,
            originals=originals,
            long_lines=long_lines,
            beside={str(key): tuple(archive) for key, archive in beside.items()},
            fingerprint=fingerprint,
        )
        content = json.dumps(as_plain(shared)).encode()
        names.append(default_storage.save(name_of_shared(place), ContentFile(content)))
        with transaction.atomic():
            held = claimed(report_id=report.pk, claim=claim).select_for_update().first()
            if held is None:
                raise Superseded
            _make_parts(held, place, len(prepared.plan.chunks))
            held.rows_seen, held.bytes_seen, held.progress_at = 0, 0, timezone.now()
            held.save(update_fields=["rows_seen", "bytes_seen", "progress_at"])
    except BaseException:
        for name in names:
            default_storage.delete(name)
        raise
    put_in_line(report_id=report.pk, began=held.check_started_at, queue=queue)


def _make_parts(report: Report, place: str, chunks: int) -> None:
    Part.objects.bulk_create(
        Part(
            report=report,
            partner_id=report.partner_id,
            claim=report.attempts,
            began=report.check_started_at,
            place=place,
            number=number,
            concludes=number == chunks,
        )
        for number in range(chunks + 1)
    )


def name_of_shared(place: str) -> str:
    return f"{place}/shared.json"


def shared_by(part: Part) -> Shared:
    """What was handed out. Raises OSError where the storage has it no longer."""
    with default_storage.open(name_of_shared(part.place), "rb") as file:
        return from_plain(json.load(file))
