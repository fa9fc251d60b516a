"""Every text is translated into every language offered, with the same placeholders."""

import ast
import re
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from portal.web.borrowed import SHOWN, all_strings, borrowed, key_of, shown_by, translated_by
from portal.web.catalogues import LOCALE
from portal.web.management.commands.catalogues import KEYWORDS, SOURCES, extract_texts

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdr]|\{\w+\}")
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """The texts as the sources have them now."""
    template = tmp_path_factory.mktemp("catalogues") / "django.pot"
    extract_texts(template)
    with template.open("rb") as file:
        return [entry for entry in read_po(file) if entry.id]


def catalogue(code: str):
    with (LOCALE / code / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=code)


def test_texts_are_marked_by_names_that_are_looked_for():
    """A function of another name marks texts that no catalogue ever sees."""
    looked_for = {"_", *(keyword.partition(":")[0] for keyword in KEYWORDS)}
    renamed = {
        (path.name, each.asname)
        for folder in SOURCES
        for path in (Path(settings.BASE_DIR) / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for each in node.names
        if "gettext" in each.name and each.asname
    }
    assert renamed
    assert {(name, alias) for name, alias in renamed if alias not in looked_for} == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_untranslated_or_fuzzy(texts, code):
    known = catalogue(code)
    found = [(text.id, known.get(text.id, text.context)) for text in texts]
    missing = [text for text, entry in found if entry is None or not all_strings(entry) or entry.fuzzy]
    assert len(texts) > 1000
    assert not missing, f"run manage.py catalogues and translate: {missing}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_django_and_allauth_show_is_translated(code):
    known = catalogue(code)
    found = [(text, known.get(text, context)) for text, context in borrowed(code)]
    missing = [text for text, entry in found if entry is None or not all_strings(entry) or entry.fuzzy]
    assert not missing, f"run manage.py catalogues and translate: {missing}"


@pytest.mark.parametrize("package", SHOWN)
def test_the_texts_of_packages_are_found_as_the_packages_know_them(package):
    """Else a text that its package does translate would be borrowed for nothing, or none be found."""
    shown = {key_of(*text) for text in shown_by(package)}
    known = shown & translated_by(package, "de")
    assert len(known) > 0.7 * len(shown) > 0


def test_only_what_a_package_lacks_is_borrowed():
    hindi, german = ({key_of(*text)[0] for text in borrowed(code)} for code in ("hi", "de"))
    assert "Current Password" in hindi, "allauth has no Hindi"
    assert "This field is required." not in hindi | german, "Django has it in both"
    assert "Current Password" not in german


@pytest.mark.parametrize("code", LANGUAGES)
def test_placeholders_agree(code):
    for entry in filter(all_strings, catalogue(code)):
        plural = isinstance(entry.id, tuple)
        wanted = set(PLACEHOLDER.findall(" ".join(entry.id) if plural else entry.id))
        for string in entry.string if plural else (entry.string,):
            named = set(PLACEHOLDER.findall(string))
            assert named <= wanted if plural else named == wanted, f"{entry.id!r}: {string!r}"


def test_arabic_counts_as_cldr_says():
    """Babel's own rule takes 11 to 99 for the last form; Django's and ours name it before."""
    form = c2py(catalogue("ar").plural_expr)
    counts = (0, 1, 2, 3, 10, 11, 99, 100, 102, 103)
    assert [form(count) for count in counts] == [0, 1, 2, 3, 3, 4, 4, 5, 5, 3]
