"""Stored files where a reader wants a path: as they lie, or copied from a remote storage."""

import shutil
from pathlib import Path

from django.core.files.storage import default_storage


def local_path(*, name: str, folder: Path) -> Path:
    """A path to the stored file: its own where the storage has paths, else a copy made in the folder."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        copy = folder / name.replace("/", "_")
        with default_storage.open(name, "rb") as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target, 1024 * 1024)
        return copy
