"""Stored files where a reader wants a path: as they lie, or copied from a remote storage."""

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import wraps
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

import duckdb
from django.core.files import File
from django.core.files.storage import default_storage
from django.http import Http404

from portal.files.in_storage import open_forward
from usage.models import Report

log = logging.getLogger(__name__)


def place_of(*, name: str, folder: Path) -> Path:
    """Where the stored file lies, or where in the folder its copy will lie if the storage has no paths."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        return folder / name.replace("/", "_")


def local_path(*, name: str, folder: Path) -> Path:
    """A path to the stored file: its own where the storage has paths, else a copy made in the folder."""
    path = place_of(name=name, folder=folder)
    if path.parent == folder and not path.exists():
        with closing(open_forward(name)) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target, 1024 * 1024)
    return path


def local_paths(*, names: Iterable[str], folder: Path) -> list[Path]:
    return [local_path(name=name, folder=folder) for name in names]


@contextmanager
def open_part(*, name: str, offset: int, length: int) -> Iterator[BinaryIO]:
    """The stored file from an offset; of a remote storage no more than the length is fetched.

    django-storages' S3File would fetch the whole object; its boto3 object is asked for the range itself.
    """
    with default_storage.open(name, "rb") as file:
        if hasattr(file, "obj"):
            asked = file.obj.get(Range=f"bytes={offset}-{offset + length - 1}")
            yield asked["Body"]
        else:
            file.seek(offset)
            yield file


def store(*, path: Path, place: str) -> str:
    """Put a file of ours into a folder of the storage; returns its name there."""
    with path.open("rb") as file:
        return default_storage.save(f"{place}/{path.name}", File(file))


def stored_under(*, place: str) -> list[str]:
    """Names of the files in the folder's folders."""
    try:
        folders = [f"{place}/{folder}" for folder in default_storage.listdir(place)[0]]
        return [f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]]
    except FileNotFoundError:
        return []


def report_place(report: Report) -> str:
    """The folder of all that checks of the report leave in storage; each has a folder of its own in it."""
    return f"usage/{report.partner_id}/{report.pk}"


def storage_root() -> Path | None:
    """The folder that all stored files lie in; None for a storage without paths."""
    try:
        return Path(default_storage.path("")).absolute()
    except NotImplementedError:
        return None


def files_may_be_gone(view: Callable) -> Callable:
    """A view of stored files: one that the storage has lost is a page not found, and an error in the log."""

    @wraps(view)
    def page(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except (OSError, duckdb.Error) as fault:
            log.exception("a stored file cannot be read", extra={"path": request.path})
            raise Http404 from fault

    return page


def begun(rows: Iterable) -> Iterator:
    """The rows, the first two read already: a file that is gone is found before an answer streams."""
    rest = iter(rows)
    return chain(list(islice(rest, 2)), rest)
