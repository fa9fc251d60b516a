"""The fonts of the PDFs: those of pinned wheels and no others, so that every machine makes the same bytes."""

from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from django.core import checks

from settlements.statements.pdf.font_coverage import characters_of

if TYPE_CHECKING:
    import typst

WHEELS = {
    "Noto Sans": ("fontpkg-noto-sans", "fontpkg_noto_sans/files/NotoSans[wdth,wght].ttf"),
    "Noto Sans Devanagari": (
        "fontpkg-noto-sans-devanagari",
        "fontpkg_noto_sans_devanagari/files/NotoSansDevanagari[wdth,wght].ttf",
    ),
    # Noto's Arabic fonts look right, but what is copied out of them is not what was written.
    "Tajawal": ("fontpkg-tajawal", "fontpkg_tajawal/files/Tajawal-Regular.ttf"),
    "Noto Sans CJK JP": ("noto-cjk-sans-jp-regular", "noto_cjk_sans_jp_regular/NotoSansCJKjp-Regular.otf"),
    "Noto Sans CJK JP, bold": ("noto-cjk-sans-jp-bold", "noto_cjk_sans_jp_bold/NotoSansCJKjp-Bold.otf"),
}
"""What is needed → the wheel it comes in and a file of it."""

FAMILIES = ("Noto Sans", "Noto Sans Devanagari", "Noto Sans CJK JP", "Tajawal")
FIRST = {"ar": "Tajawal", "ja": "Noto Sans CJK JP", "hi": "Noto Sans"}


def families_for(language: str) -> list[str]:
    """All of them, that of the language's script first: names may be in any script."""
    first = FIRST.get(language, FAMILIES[0])
    return [first, *(family for family in FAMILIES if family != first)]


def font_file(name: str) -> Path | None:
    """Of one of WHEELS; None where it is not installed."""
    wheel, file = WHEELS[name]
    try:
        path = Path(str(distribution(wheel).locate_file(file)))
    except PackageNotFoundError:
        return None
    return path if path.is_file() else None


def missing_fonts() -> list[str]:
    return [name for name in WHEELS if font_file(name) is None]


def check_fonts(app_configs, **_more) -> list[checks.CheckMessage]:
    """A system check: without its fonts a statement cannot be set."""
    return [
        checks.Error(
            f"The font {name} of the statements' PDFs is not installed.",
            hint=f"Install the wheel {WHEELS[name][0]}; it is in requirements.txt.",
            id="statements.E001",
        )
        for name in missing_fonts()
    ]


@cache
def fonts() -> "typst.Fonts":
    """Read once in a process. Raises RuntimeError that names what is missing."""
    import typst  # large, and needed by workers alone

    folders = {path.parent for path in map(font_file, WHEELS) if path is not None}
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=sorted(map(str, folders))
    )
    if missing := missing_fonts() or sorted(set(FAMILIES) - set(found.families())):
        raise RuntimeError(f"Fonts of the statements' PDFs are missing: {', '.join(missing)}.")
    return found


@cache
def drawn_by(family: str) -> frozenset[int]:
    """The characters of one of FAMILIES. Bold has what regular has (tests/settlements/statements/pdf)."""
    path = font_file(family)
    return characters_of(path) if path else frozenset()
