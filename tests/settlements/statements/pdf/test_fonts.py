"""The fonts come from the wheels that are pinned, and a missing one is named."""

from importlib.metadata import PackageNotFoundError

import pytest
from django.core.checks import run_checks

from settlements.statements.pdf import fonts
from settlements.statements.pdf.font_coverage import characters_of


@pytest.fixture
def one_missing(monkeypatch):
    known = fonts.distribution

    def distribution(name: str):
        if name == "fontpkg-tajawal":
            raise PackageNotFoundError(name)
        return known(name)

    monkeypatch.setattr(fonts, "distribution", distribution)
    fonts.fonts.cache_clear()
    yield
    fonts.fonts.cache_clear()


def test_only_ours_and_all_of_them():
    assert set(fonts.fonts().families()) == set(fonts.FAMILIES)
    assert [each for each in run_checks() if each.id == "statements.E001"] == []


@pytest.mark.usefixtures("one_missing")
def test_a_missing_font_is_named():
    [found] = [each for each in run_checks() if each.id == "statements.E001"]
    assert "Tajawal" in found.msg
    assert "fontpkg-tajawal" in found.hint
    with pytest.raises(RuntimeError, match="missing: Tajawal"):
        fonts.fonts()


@pytest.mark.parametrize(
    "name, has, lacks",
    [
        ("Noto Sans", "aßΩЖ\u2068\ufffd", "字ع"),
        ("Noto Sans Devanagari", "अक्ष", "字ع"),
        ("Tajawal", "عربيلا0", "字अ"),
        ("Noto Sans CJK JP", "髙辻計算書かな", "अع"),
    ],
)
def test_what_a_font_can_draw(name, has, lacks):
    found = characters_of(fonts.font_file(name))
    assert {ord(letter) for letter in has} <= found
    assert not {ord(letter) for letter in lacks} & found


def test_bold_draws_what_regular_draws():
    tajawal = fonts.font_file("Tajawal")
    bold = characters_of(tajawal.with_name("Tajawal-Bold.ttf"))
    medium = characters_of(tajawal.with_name("Tajawal-Medium.ttf"))
    assert characters_of(tajawal) <= bold
    assert characters_of(tajawal) <= medium
    japanese = [fonts.font_file(name) for name in ("Noto Sans CJK JP", "Noto Sans CJK JP, bold")]
    assert characters_of(japanese[0]) == characters_of(japanese[1])
