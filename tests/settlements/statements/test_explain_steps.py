"""Stored steps in words: every step of every kind of term, and none of them computed again."""

import re
from random import Random

import pytest
from django.utils.translation import override

from settlements.engine import settle_document
from settlements.statements.explain_steps import TITLES, explain_steps
from settlements.statements.ladder_rungs import explain_rung, ladder_rungs
from settlements.statements.names import Names
from settlements.statements.rung_sentences import RUNGS
from settlements.statements.setting import setting_of
from settlements.statements.working import working
from tests.settlements.engine.generate import make_input

pytestmark = pytest.mark.django_db


def text_of(shown) -> str:
    return re.sub(r"<[^>]+>", "", str(shown))


def settled_examples(count: int):
    for seed in range(count):
        document = make_input(Random(seed))
        result = settle_document(document)
        if not result["errors"]:
            yield document, result


def test_every_step_of_any_terms_has_a_sentence():
    """Generated terms reach every kind of line and step that the calculation has."""
    names, kinds, seen = Names(), set(), set()
    for document, result in settled_examples(300):
        for line in result["lines"]:
            setting = setting_of(document, result, names, line)
            told = explain_steps(line["steps"], setting)
            kinds.add(line["kind"])
            seen |= {each.name for each in told}
            stored = [step for each in told for step in each.stored]
            assert stored == line["steps"], "a step is missing or told twice"
            for each in told:
                assert each.title
                assert text_of(each.sentence)
                assert "as it was stored" not in text_of(each.sentence), each
                assert each.rows or text_of(each.result)
    assert kinds == {"earning", "tier_catch_up", "flat_fee", "contribution_credit"}
    assert seen == set(TITLES)


def test_every_rung_of_any_terms_has_a_sentence():
    names, told_rungs = Names(), {}
    for document, result in settled_examples(150):
        setting = setting_of(document, result, names)
        for rung in ladder_rungs(result, setting):
            assert text_of(rung["note"]), rung
            told_rungs.setdefault(rung["name"], set()).add(text_of(rung["note"]))
            steps = result["ladder_steps"][rung["name"]]
            told = explain_rung(rung["name"], steps, setting)
            assert [step for each in told for step in each.stored] == steps
            assert all(text_of(each.sentence) for each in told)
    assert list(told_rungs) == list(RUNGS)
    assert len(told_rungs["due_now"]) > 2


def test_a_reason_or_step_of_a_later_calculator_is_shown_as_it_stands():
    document, result = next(iter(settled_examples(20)))
    setting = setting_of(document, result, Names())
    unknown = {"name": "surcharge", "formula": "base × 2", "inputs": {"base": "3.5"}, "result": "7"}
    told = explain_steps([unknown], setting)[0]
    assert (told.title, told.sentence) == ("surcharge", "This step is shown as it was stored.")
    assert told.result == "<bdi>7</bdi>"
    result["ladder_steps"]["recoupment"][0]["inputs"] = {"because": "the moon is full"}
    note = next(rung["note"] for rung in ladder_rungs(result, setting) if rung["name"] == "recoupment")
    assert note == "the moon is full"


def working_of(formula: str, ratios=(), currencies=None, **inputs) -> str:
    step = {"name": "x", "formula": formula, "inputs": inputs, "result": "0"}
    return working(step, ratios=ratios, currencies=currencies or {})


def test_numbers_are_put_into_the_formula():
    assert working_of("base × fx_rate", base="2000.10", fx_rate="1.0857") == "2,000.1 × 1.0857"
    assert working_of("a × share", {"share"}, {"a": "USD"}, a="-2", share="0.23") == "(-$2.00) × 23%"
    points = [{"id": "c1", "value": "0.01"}, {"id": "c2", "value": "-0.02"}]
    assert working_of("clamp(Σ points, −cap, cap)", {"points"}, points=points, cap="0.03") == "1% + (-2%)"
    assert working_of("Σ tiers ÷ added", tiers="434.3", added="2171.5") == "434.3 ÷ 2,171.5"


def test_words_and_lone_numbers_are_no_working():
    assert working_of("rate of the tier that holds closing", closing="5", rate="0.2") == ""
    assert working_of("left_before", left_before="5") == ""
    assert working_of("Σ uplifts", uplifts=[]) == ""
    assert working_of("base × fx_rate", base="2") == ""


@pytest.mark.parametrize(
    "code, kind, language, told",
    [
        ("CON-2026-0001", "improvement", "en", "1% for CON-2026-0001 (Improvement) by the partner"),
        ("CON-2026-0001", "", "en", "1% for CON-2026-0001 by the partner"),
        ("maintenance", "maintenance", "en", "1% for Maintenance by the partner"),
        ("maintenance", "maintenance", "de", "1 % für Pflege"),
        ("CON-2026-0001", "seen by nobody", "en", "1% for CON-2026-0001 (seen by nobody) by the partner"),
    ],
)
def test_points_are_told_with_the_contribution_s_kind(code, kind, language, told):
    document, result = next(iter(settled_examples(20)))
    document["contributions"] = [{"id": code, "kind": kind}]
    points = [{"id": code, "party": "partner", "value": "0.01"}]
    step = {"name": "contributions", "formula": "Σ points", "inputs": {"points": points}, "result": "0.01"}
    with override(language):
        sentence = text_of(explain_steps([step], setting_of(document, result, Names()))[0].sentence)
    assert told in sentence


def test_a_partners_text_is_escaped():
    document, result = next(iter(settled_examples(20)))
    setting = setting_of(document, result, Names())
    uplifts = [{"id": "<script>", "clause": "6<b>", "value": "0.02"}]
    step = {"name": "exclusivity", "formula": "Σ uplifts", "inputs": {"uplifts": uplifts}, "result": "0.02"}
    sentence = str(explain_steps([step], setting)[0].sentence)
    assert "<script>" not in sentence
    assert "&lt;script&gt;" in sentence


def test_negative_numbers_in_arabic_carry_the_mark_before_the_minus():
    step = {
        "name": "x",
        "formula": "cut + unit",
        "inputs": {"cut": "-5.10", "unit": "-0.01"},
        "result": "-5.11",
    }
    with override("ar"):
        shown = working(step, ratios=(), currencies={"cut": "USD", "unit": "USD"})
    assert shown.count("\u200e-") == 2


def test_a_rate_of_exchange_reads_from_left_to_right_in_every_script():
    document, result = next(iter(settled_examples(20)))
    inputs = {"base": "10.00", "fx_rate": "1.0911", "date": "2026-10-30", "source": "ECB"}
    step = {"name": "fx", "formula": "base × fx_rate", "inputs": inputs, "result": "10.911"}
    setting = setting_of(document, result, Names(), {"currency": "EUR"})
    sentence = str(explain_steps([step], setting)[0].sentence)
    assert re.search(r'<bdi dir="ltr">1 EUR = .*1\.0911.* [A-Z]{3}</bdi>', sentence)


def test_figures_in_arabic_keep_their_order():
    """Each stands alone in a line from left to right, though it begins with a mark from the right."""
    with override("ar"):
        shown = working_of("a − b", (), {"a": "EUR", "b": "EUR"}, a="1200.00", b="12.40")
    first, minus, second = shown.partition(" − ")
    assert minus
    for figure in (first, second):
        assert (figure[0], figure[-1]) == ("\u2068", "\u2069")
        assert figure.count("\u2068") == figure.count("\u2069") == 1
