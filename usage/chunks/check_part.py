"""Check one chunk of a report, or conclude its check."""

import logging
from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.storage import default_storage
from django.utils import timezone

from usage.check.check_chunk import ChunkFiles, check_chunk
from usage.check.rules import CheckRules
from usage.check.verdict import FileRefused, Verdict
from usage.chunks.claims import PartHeartbeat, claim_part, claimed_part, tell_report
from usage.chunks.clear_up import clear_up
from usage.chunks.conclude_check import conclude_check
from usage.chunks.cut_stored import cut_stored
from usage.chunks.give_part_back import give_part_back
from usage.chunks.hand_out import shared_by
from usage.chunks.put_in_line import put_in_line
from usage.chunks.snapshot import Shared, as_plain
from usage.claims import Superseded
from usage.customer_key import customer_key, reference_key
from usage.heartbeat import kept_alive, once_it_is_back
from usage.keep_verdict import keep_verdict
from usage.models import Part
from usage.storage import local_path, store

logger = logging.getLogger(__name__)


def check_part(*, part_id: int, queue: Callable[[int], object]) -> bool:
    """True where this call's result was kept; what is to be done next is handed to `queue`.

    Safe to run twice: only the attempt that claimed the part last writes. One that fails gives the part back.
    """
    part = claim_part(part_id=part_id)
    if part is None:
        return False
    about = {"report": part.report_id, "part": part.number, "attempt": part.attempts}
    try:
        rows = partial(claimed_part, part=part)
        with kept_alive(report_id=part.report_id, claim=part.claim, rows=rows):
            _check(part)
    except Superseded:
        logger.info("check of a part superseded", extra=about)
        clear_up(part=part)
        return False
    except Exception:
        logger.exception("check of a part failed", extra=about)
        once_it_is_back(partial(give_part_back, part=part))
        return False
    put_in_line(report_id=part.report_id, began=part.began, queue=queue)
    return True


def _check(part: Part) -> None:
    shared = shared_by(part)
    keys = {
        "customer_key": customer_key(partner=part.partner),
        "reference_key": reference_key(partner=part.partner),
    }
    rules = replace(shared.rules, **keys)
    try:
        if part.concludes:
            conclude_check(part=part, shared=shared, rules=rules)
        else:
            _check_chunk(part, shared, rules)
            return
    except FileRefused as refusal:
        verdict = Verdict(format=shared.plan.format, file_problems=refusal.problems)
        keep_verdict(
            report=part.report,
            claim=part.claim,
            verdict=verdict,
            fingerprint=shared.fingerprint,
            beside=None,
        )
    clear_up(part=part)


def _check_chunk(part: Part, shared: Shared, rules: CheckRules) -> None:
    plan, chunk = shared.plan, shared.plan.chunks[part.number]
    share = plan.file_bytes / plan.size
    with TemporaryDirectory(prefix="chunk-") as temporary:
        folder = Path(temporary)
        lines = folder / "lines.csv"
        cut_stored(shared.lines, chunk, lines)
        beside = {
            each: local_path(name=name, folder=folder) if name else None
            for each, name in (("originals", shared.originals), ("long_lines", shared.long_lines))
        }
        checked = check_chunk(
            path=lines,
            plan=plan,
            chunk=chunk,
            rules=rules,
            into=folder,
            **beside,
            on_progress=PartHeartbeat(part=part, share=share),
        )
        written = ChunkFiles.of(chunk.number, into=folder)
        place = f"{part.place}-{part.attempts}"
        names = {each.name: store(path=getattr(written, each.name), place=place) for each in fields(written)}
    kept = claimed_part(part=part).update(
        state=Part.State.CHECKED,
        progress_at=timezone.now(),
        rows_seen=chunk.lines,
        bytes_seen=int(chunk.length * share),
        result={
            "checked": as_plain(replace(checked, buckets=())),
            "buckets": as_plain(checked.buckets),
            "files": names,
        },
    )
    if not kept:
        for name in names.values():
            default_storage.delete(name)
        raise Superseded
    tell_report(part=part)
