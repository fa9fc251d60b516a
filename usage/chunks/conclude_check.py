"""The verdict of a check whose chunks are all checked."""

from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

from usage.check.check_chunk import Checked, ChunkFiles
from usage.check.conclude import conclude
from usage.check.rules import CheckRules
from usage.chunks.snapshot import Shared, from_plain
from usage.keep_verdict import keep_verdict
from usage.models import Part
from usage.storage import local_path, local_paths, place_of


def conclude_check(*, part: Part, shared: Shared, rules: CheckRules) -> None:
    """Hold the chunks against each other and write the verdict.

    Raises FileRefused where no chunk has a row, and Superseded where the report is no longer this check's.
    """
    chunks = Part.objects.filter(report=part.report_id, began=part.began, concludes=False)
    results = list(chunks.order_by("number").values_list("result", flat=True))
    has_refs = "source_ref" in shared.plan.columns
    with TemporaryDirectory(prefix="conclude-") as temporary:
        folder = Path(temporary)
        stored = {
            place_of(name=name, folder=folder): name for each in results for name in each["files"].values()
        }
        seen = [name for names in shared.beside.values() for name in names] if has_refs else []
        conclusion = conclude(
            plan=shared.plan,
            rules=rules,
            checked=[_checked(each["checked"]) for each in results],
            files=[_files(each["files"], folder) for each in results],
            into=folder,
            seen=local_paths(names=seen, folder=folder),
            fetch=lambda path: local_path(name=stored[path], folder=folder),
        )
        keep_verdict(
            report=part.report,
            claim=part.claim,
            verdict=conclusion.verdict,
            fingerprint=shared.fingerprint,
            beside=sorted(map(int, shared.beside)) if has_refs else None,
            place=f"{part.place}-{part.attempts}",
            stored=stored,
        )


def _checked(plain: dict) -> Checked:
    return from_plain(plain)


def _files(names: dict[str, str], folder: Path) -> ChunkFiles:
    return ChunkFiles(
        **{each.name: place_of(name=names[each.name], folder=folder) for each in fields(ChunkFiles)}
    )
