"""`manage.py catalogues`: renew the catalogues from the sources, compile them, say what is missing."""

import subprocess
import sys
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand

from portal.web.borrowed import add_borrowed, all_strings
from portal.web.catalogues import LOCALE, compile_catalogues

NAME = "revenue-share-portal"
SOURCES = ("portal", "agreements", "usage", "settlements", "templates")
KEYWORDS = ("pgettext_lazy:1c,2", "gettext_lazy", "ngettext_lazy:1,2", "gettext_noop", "noop")


class Command(BaseCommand):
    help = "Extract texts, merge them into portal/locale/*, compile, and list what is untranslated."

    def add_arguments(self, parser):
        parser.add_argument("languages", nargs="*", help="codes of the languages; all without one")

    def handle(self, *args, languages: list[str], **options):
        build = Path(settings.BASE_DIR) / "build"
        build.mkdir(exist_ok=True)
        extract_texts(build / "django.pot")
        for code, _name in settings.LANGUAGES:
            if code != settings.LANGUAGE_CODE and code in (languages or [code]):
                self.renew(code, build / "django.pot", build / f"django-{code}.pot")
        compile_catalogues()

    def renew(self, code: str, sources: Path, template: Path) -> None:
        """Merge the sources' texts, and those borrowed for this language, into its catalogue."""
        with sources.open("rb") as file:
            texts = add_borrowed(read_po(file), code)
        with template.open("wb") as file:
            write_po(file, texts, sort_output=True, omit_header=True)
        target = LOCALE / code / "LC_MESSAGES" / "django.po"
        if not target.exists():
            begin(target, code)
        keeping = ["--no-fuzzy-matching", "--ignore-obsolete"]
        babel("update", f"--input-file={template}", f"--output-file={target}", f"--locale={code}", *keeping)
        with target.open("rb") as file:
            catalogue = read_po(file, locale=code)
        missing = [entry.id for entry in catalogue if entry.id and not all_strings(entry)]
        self.stdout.write(f"{code}: {len(catalogue)} texts, {len(missing)} untranslated")
        for text in missing:
            self.stdout.write(f"  {text!r}")


def begin(target: Path, code: str) -> None:
    """An empty catalogue."""
    name = Locale.parse(code).english_name
    target.parent.mkdir(parents=True, exist_ok=True)
    empty = Catalog(
        code, project=NAME, version="", header_comment=f"# {name}. Terms: portal/locale/TERMS.md", fuzzy=False
    )
    with target.open("wb") as file:
        write_po(file, empty)


def extract_texts(template: Path) -> None:
    """Write every text of the sources into a catalogue without translations."""
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    options = ["--mapping=pyproject.toml", "--no-location", "--sort-output", "--omit-header", *keywords]
    babel("extract", *options, f"--output={template}", *SOURCES)


def babel(*arguments: str) -> None:
    """Babel's own command line, quietly."""
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", *arguments]
    subprocess.run(command, check=True, cwd=settings.BASE_DIR)
