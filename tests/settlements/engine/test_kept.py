"""A bundle handed out once verifies ever after, its steps included; refusals say what they said."""

import json

from tests.settlements.engine.kept import DIGESTS, REFUSALS, digests, refusals


def test_results_are_what_they_were_to_the_last_byte():
    kept, now = json.loads(DIGESTS.read_text()), digests()
    assert {name: now.get(name) for name in kept} == kept


def test_every_sentence_of_refusal_is_still_said():
    assert set(REFUSALS.read_text().splitlines()) <= refusals()
