"""Every text is translated into every language offered, with the same placeholders."""

import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from portal.web.catalogues import LOCALE
from portal.web.management.commands.catalogues import all_strings, extract_texts

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
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


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_untranslated_or_fuzzy(texts, code):
    known = catalogue(code)
    found = [(text.id, known.get(text.id, text.context)) for text in texts]
    missing = [text for text, entry in found if entry is None or not all_strings(entry) or entry.fuzzy]
    assert len(texts) > 1000
    assert not missing, f"run manage.py catalogues and translate: {missing}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_placeholders_agree(code):
    for entry in catalogue(code):
        plural = isinstance(entry.id, tuple)
        wanted = set(PLACEHOLDER.findall(" ".join(entry.id) if plural else entry.id))
        for string in entry.string if plural else (entry.string,):
            named = set(PLACEHOLDER.findall(string))
            assert named <= wanted if plural else named == wanted, f"{entry.id!r}: {string!r}"
