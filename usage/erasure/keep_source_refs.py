"""What stays of the rows' own numbers: keyed hashes, so that a row told again is still known."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files import File
from django.core.files.storage import default_storage

from usage.archive.hash_refs import hash_refs
from usage.customer_key import reference_key
from usage.models import Report
from usage.storage import local_paths


def keep_source_refs(*, report: Report) -> str:
    """Write them beside the reports' folders; the name they lie under. Empty where no row has a number,
    or where the report does not count, so that its rows may come again.
    """
    archives = [name for name in report.archive if default_storage.exists(name)]
    if report.state != Report.State.SUBMITTED or not archives:
        return ""
    with TemporaryDirectory(prefix="refs-") as temporary:
        folder = Path(temporary)
        target = folder / "refs.parquet"
        paths = local_paths(names=archives, folder=folder)
        if not hash_refs(
            parquet_paths=paths, key=reference_key(partner=report.partner), target=target, folder=folder
        ):
            return ""
        with target.open("rb") as file:
            return default_storage.save(f"usage-refs/{report.partner_id}/{report.pk}.parquet", File(file))
