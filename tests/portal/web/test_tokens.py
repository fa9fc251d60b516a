"""Colour pairs keep WCAG's contrast in both themes: 4.5:1 for text, 3:1 for the edges of controls."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[3] / "portal/static/css/tokens.css").read_text()
PAIRS = dict(re.findall(r"--([a-z-]+): (light-dark\(#\w+, #\w+\)|#\w+);", TOKENS))
SURFACES = ["page", "surface", "sunk", "hover", "side"]
TEXT = [
    *(
        (ink, surface)
        for surface in SURFACES
        for ink in ("ink", "ink-soft", "accent", "accent-strong", "bad")
    ),
    *((f"{kind}", f"{kind}-soft") for kind in ("good", "warn", "bad", "info")),
    *(("ink", f"{kind}-soft") for kind in ("good", "warn", "bad", "info", "accent")),
    ("ink-faint", "surface"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("accent-strong", "accent-soft"),
    ("staff-ink", "staff-side"),
    ("staff-ink-soft", "staff-side"),
    ("staff-ink", "staff-hover"),
    ("staff-mark", "staff-side"),
]
EDGES = [
    ("line-strong", "surface"),
    ("line-strong", "page"),
    ("accent", "page"),
    ("accent", "side"),
    ("accent", "sunk"),
]


def colour(name: str, theme: int) -> str:
    found = re.findall(r"#\w+", PAIRS[name])
    return found[theme if len(found) > 1 else 0]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("least,pairs", [(4.5, TEXT), (3, EDGES)], ids=["text", "edges"])
def test_contrast(theme, least, pairs):
    seen = {pair: contrast(colour(pair[0], theme), colour(pair[1], theme)) for pair in pairs}
    assert {pair: round(value, 2) for pair, value in seen.items() if value < least} == {}


def test_no_colour_is_written_elsewhere_without_need():
    """Outside the tokens only what is the same in both themes by intent."""
    folder = Path(__file__).resolve().parents[3] / "portal/static/css"
    loose = [
        (sheet.name, found)
        for sheet in folder.rglob("*.css")
        if sheet.name != "tokens.css"
        for found in re.findall(r"#[0-9a-f]{3,8}\b", sheet.read_text())
    ]
    assert len(loose) <= 5, loose


def test_only_logical_properties():
    folder = Path(__file__).resolve().parents[3] / "portal/static/css"
    physical = re.compile(
        r"(?<![a-z-])(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![a-z-])(?:left|right|top|bottom|width|height)\s*:|text-align:\s*(?:left|right)"
    )
    found = {sheet.name: physical.findall(sheet.read_text()) for sheet in folder.rglob("*.css")}
    assert not {name: each for name, each in found.items() if each}
