"""Texts of Django and its packages that our pages show, where the package lacks the reader's language.

They are extracted from the installed packages and translated in our own catalogues, which go before
the packages' own. allauth has no Hindi at all; Django lacks a few texts in most languages.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo
from django.conf import settings

# What can reach one of our pages or mails. Left out: the admin, debug pages, names of languages,
# titles of lookups (our filters have labels), pagination (ours).
SHOWN = {
    "django": (
        "forms/**/*.py",
        "core/validators.py",
        "db/models/base.py",
        "db/models/constraints.py",
        "db/models/fields/*.py",
        "contrib/auth/password_validation.py",
        "contrib/postgres/fields/array.py",
        "contrib/postgres/forms/array.py",
        "contrib/postgres/validators.py",
    ),
    "allauth": (
        "account/**/*.py",
        "core/**/*.py",
        "mfa/**/*.py",
        "usersessions/**/*.py",
        "templates/account/**/*.*",
        "templates/allauth/**/*.*",
        "templates/mfa/**/*.*",
        "templates/usersessions/**/*.*",
    ),
    "django_filters": ("fields.py", "widgets.py"),
}
# Places of .mo files: the package's own and those of the parts of Django we show.
CATALOGUES = {"django": ("conf", "contrib/auth", "contrib/postgres")}
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
METHODS = {
    ".py": "python",
    ".html": "enmerkar.extract:extract_django",
    ".txt": "enmerkar.extract:extract_django",
}

Text = tuple[str | tuple[str, ...], str | None]  # the text, or singular and plural; its context


def borrowed(language: str) -> list[Text]:
    """What packages show and do not translate into the language, sorted."""
    lacking = []
    for package in SHOWN:
        translated = translated_by(package, language)
        lacking += [text for text in shown_by(package) if key_of(*text) not in translated]
    return sorted(set(lacking), key=str)


def shown_by(package: str) -> Iterator[Text]:
    """The texts of the package's files; of templates that we replace, ours are shown."""
    root, ours = folder_of(package), settings.BASE_DIR / "templates"
    for pattern in SHOWN[package]:
        for file in sorted(root.glob(pattern)):
            inside = file.relative_to(root)
            replaced = inside.parts[0] == "templates" and (ours / Path(*inside.parts[1:])).exists()
            if file.suffix not in METHODS or replaced or "tests" in inside.parts:
                continue
            for _line, text, _comments, context in extract_from_file(METHODS[file.suffix], file, KEYWORDS):
                yield text, context


def translated_by(package: str, language: str) -> set[tuple[str, str | None]]:
    """Keys of the texts that the package translates into the language, plural forms and all."""
    found = set()
    for place in CATALOGUES.get(package, ("",)):
        compiled = folder_of(package) / place / "locale" / language / "LC_MESSAGES" / "django.mo"
        if compiled.exists():
            with compiled.open("rb") as file:
                found |= {key_of(entry.id, entry.context) for entry in read_mo(file) if all_strings(entry)}
    return found


def add_borrowed(catalogue: Catalog, language: str) -> Catalog:
    """The catalogue with the borrowed texts of the language among its own."""
    for text, context in borrowed(language):
        catalogue.add(text, context=context)
    return catalogue


def all_strings(entry) -> bool:
    """Whether the entry, with every plural form, is translated."""
    strings = entry.string if isinstance(entry.string, (tuple, list)) else (entry.string,)
    return all(strings)


def key_of(text: str | tuple[str, ...], context: str | None) -> tuple[str, str | None]:
    return (text if isinstance(text, str) else text[0]), context


def folder_of(package: str) -> Path:
    return Path(next(iter(find_spec(package).submodule_search_locations)))
