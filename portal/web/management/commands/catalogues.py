"""`manage.py catalogues`: renew the catalogues from the sources, compile them, say what is missing."""

import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand

from portal.web.catalogues import LOCALE, compile_catalogues

TEMPLATE = "django.pot"


SOURCES = ("portal", "agreements", "usage", "settlements", "templates")
KEYWORDS = ("pgettext_lazy:1c,2", "gettext_lazy", "ngettext_lazy:1,2", "gettext_noop")


class Command(BaseCommand):
    help = "Extract texts, merge them into portal/locale/*, compile, and list what is untranslated."

    def handle(self, *args, **options):
        template = Path(settings.BASE_DIR) / "build" / TEMPLATE
        template.parent.mkdir(exist_ok=True)
        extract_texts(template)
        for code, _name in settings.LANGUAGES:
            if code == settings.LANGUAGE_CODE:
                continue
            target = LOCALE / code / "LC_MESSAGES" / "django.po"
            target.parent.mkdir(parents=True, exist_ok=True)
            verb = "update" if target.exists() else "init"
            extra = ["--no-fuzzy-matching", "--ignore-obsolete"] if verb == "update" else []
            babel(verb, f"--input-file={template}", f"--output-file={target}", f"--locale={code}", *extra)
            with target.open("rb") as file:
                catalogue = read_po(file, locale=code)
            missing = [entry.id for entry in catalogue if entry.id and not all_strings(entry)]
            self.stdout.write(f"{code}: {len(catalogue)} texts, {len(missing)} untranslated")
            for text in missing:
                self.stdout.write(f"  {text!r}")
        compile_catalogues()


def extract_texts(template: Path) -> None:
    """Write every text of the sources into a catalogue without translations."""
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    options = ["--mapping=pyproject.toml", "--no-location", "--sort-output", "--omit-header", *keywords]
    babel("extract", *options, f"--output={template}", *SOURCES)


def babel(*arguments: str) -> None:
    """Babel's own command line, quietly."""
    command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", *arguments]
    subprocess.run(command, check=True, cwd=settings.BASE_DIR)


def all_strings(entry) -> bool:
    """Whether the entry, with every plural form, is translated."""
    strings = entry.string if isinstance(entry.string, (tuple, list)) else (entry.string,)
    return all(strings)
