"""What templates use without loading."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.template import Context, engines
from django.test import RequestFactory


def shown(source: str, **context) -> str:
    return engines["django"].engine.from_string(source).render(Context(context))


def test_amounts_are_isolated_from_the_text_around_them():
    assert shown("{{ x|money:'EUR' }}", x=Decimal("12.3")) == "<bdi>€12.30</bdi>"


def test_what_is_no_number_is_shown_as_it_is_and_escaped():
    assert shown("{{ x|money:'EUR' }}", x="<b>") == "&lt;b&gt;"
    assert shown("{{ x|exact }}{{ y|percent }}", x=None, y="") == "––"
    assert shown("{{ x|period }}{{ y|day }}", x="soon", y="today") == "soontoday"


def test_instants_are_machine_readable_too():
    moment = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)
    assert shown("{{ x|moment }}", x=moment).startswith('<time datetime="2026-10-05T22:30:00+00:00">')


def test_icons_are_drawings_for_the_eye_only():
    drawing = shown('{% icon "upload" %}')
    assert drawing.startswith("<svg")
    assert 'aria-hidden="true"' in drawing
    assert "style=" not in drawing
    assert shown('{% icon "no-such-icon" %}') == ""


def test_icons_that_point_are_mirrored_with_the_script():
    assert "icon-flip" in shown('{% icon "chevron-right" %}')
    assert "icon-flip" not in shown('{% icon "upload" %}')


def test_links_to_pages_that_do_not_exist_are_left_out():
    request = RequestFactory().get("/staff/")
    assert shown('{% nav_link "no_such_page" "X" "house" %}', request=request) == ""
    assert 'aria-current="page"' in shown('{% nav_link "staff_home" "Queue" "house" %}', request=request)
    assert "aria-current" not in shown('{% nav_link "home" "Home" "house" %}', request=request)


@pytest.mark.parametrize(
    "kind,words", [("good", "circle-check"), ("warn", "triangle"), ("bad", "circle-alert")]
)
def test_a_badge_has_a_word_and_a_sign(kind, words):
    badge = shown('{% include "elements/badge.html" %}', kind=kind, text="Due")
    assert f"badge-{kind}" in badge
    assert "Due" in badge
    assert "<svg" in badge
