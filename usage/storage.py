"""Stored files where a reader wants a path: as they lie, or copied from a remote storage."""

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import wraps
from itertools import chain, islice
from pathlib import Path

import duckdb
from django.core.files.storage import default_storage
from django.http import Http404

from portal.files.in_storage import open_forward

log = logging.getLogger(__name__)


def local_path(*, name: str, folder: Path) -> Path:
    """A path to the stored file: its own where the storage has paths, else a copy made in the folder."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        copy = folder / name.replace("/", "_")
        with closing(open_forward(name)) as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target, 1024 * 1024)
        return copy


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
