"""The verdict of a check whose chunks are all checked."""

from dataclasses import fields
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from usage.check.check_chunk import ChunkFiles
from usage.check.conclude import conclude
from usage.check.rules import CheckRules
from usage.chunks.cut_stored import cut_stored
from usage.chunks.snapshot import Shared, from_plain
from usage.customers_beside import with_customers
from usage.erasure.kept_source_refs import kept_source_refs
from usage.keep_verdict import keep_verdict
from usage.models import Part, Report
from usage.storage import local_path, local_paths, place_of


def conclude_check(*, part: Part, shared: Shared, rules: CheckRules) -> None:
    """Hold the chunks against each other and write the verdict.

    Raises FileRefused where no chunk has a row, and Superseded where the report is no longer this check's.
    """
    chunks = Part.objects.filter(report=part.report_id, began=part.began, concludes=False)
    results = list(chunks.order_by("number").values_list("result__checked", "result__files"))
    # The sums of fifty million rows are hundreds of megabytes of them: each chunk's are read when they count.
    sums = chunks.values_list("result__buckets", flat=True)
    has_refs = "source_ref" in shared.plan.columns
    with TemporaryDirectory(prefix="conclude-") as temporary:
        folder = Path(temporary)
        stored = {
            place_of(name=name, folder=folder): name for _plain, names in results for name in names.values()
        }
        seen, erased = _seen_before(part.report, shared) if has_refs else ([], [])

        def fetch(path: Path) -> None:
            if path in stored:
                local_path(name=stored[path], folder=folder)

        conclusion = conclude(
            plan=shared.plan,
            rules=rules,
            checked=[from_plain(plain) for plain, _names in results],
            buckets_of=lambda number: from_plain(sums.get(number=number)),
            files=[_files(names, folder) for _plain, names in results],
            into=folder,
            cut=partial(cut_stored, shared.lines),
            seen=local_paths(names=seen, folder=folder),
            erased=local_paths(names=erased, folder=folder),
            fetch=fetch,
        )
        verdict = with_customers(report=part.report, verdict=conclusion.verdict, folder=folder, fetch=fetch)
        keep_verdict(
            report=part.report,
            claim=part.claim,
            verdict=verdict,
            fingerprint=shared.fingerprint,
            beside=sorted(map(int, shared.beside)) if has_refs else None,
            place=f"{part.place}-{part.attempts}",
            stored=stored,
        )


def _seen_before(report: Report, shared: Shared) -> tuple[list[str], list[str]]:
    """Names of archives, and of what is left of those that were erased, also while the check went on."""
    kept = Report.objects.filter(pk__in=shared.beside, erased_at=None).values_list("pk", flat=True)
    seen = [name for pk in kept for name in shared.beside[str(pk)]]
    return seen, kept_source_refs(report)


def _files(names: dict[str, str], folder: Path) -> ChunkFiles:
    return ChunkFiles(
        **{each.name: place_of(name=names[each.name], folder=folder) for each in fields(ChunkFiles)}
    )
