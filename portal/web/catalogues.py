"""Translation catalogues: compiled with Babel, so that no system gettext is needed."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_catalogues() -> list[Path]:
    """Write the .mo beside every .po that is newer; return those written. Fuzzy entries are left out."""
    written = []
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        unfinished = target.with_suffix(f".{os.getpid()}.new")
        try:
            with unfinished.open("wb") as file:
                write_mo(file, catalogue)
        except PermissionError:
            if target.exists():  # somebody else's checkout: what its owner compiled has to do
                continue
            raise
        unfinished.replace(target)
        written.append(target)
    return written
