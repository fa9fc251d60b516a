"""Two versions side by side: what differs, in which words, and who may look."""

import re
from datetime import date

import pytest

from agreements.access import versions_with_rules
from agreements.compare.differences import Part, Row, compare_also, differences
from agreements.compare.word_differences import word_differences
from agreements.draft_version import draft_version
from agreements.models import Version
from agreements.negotiation.propose_version import propose_version
from tests.factories.agreements import (
    counter_draft,
    make_agreement,
    make_terms,
    preparer,
    price,
    share,
    signatory,
)
from tests.scenes import scene

FIRST = make_terms(
    "2026-01-01",
    share(("1000", "0.2"), "0.1", clause="4.1"),
    price("0.4", unit="gpu_hours", id="gpu", tier_metric="quantity"),
    exclusivity=[{"id": "x1", "market": "ID", "from": "2026-01-01", "uplift": "0.02"}],
    cap={"amount": "100.00", "per": "year"},
    to="2026-07-01",
)
SECOND = make_terms(
    "2026-07-01",
    share(("1000", "0.2"), ("5000", "0.15"), "0.1", clause="4.1"),
    share("0.3", id="search", application="search"),
    number=2,
    cap={"amount": "200.00", "per": "year"},
)


@scene
def agreement(hosta):
    return make_agreement(hosta, terms=[FIRST, SECOND])


def versions(agreement) -> list[Version]:
    return list(versions_with_rules(agreement))


def text(value):
    return None if value is None else str(value).replace("<bdi>", "").replace("</bdi>", "")


def rows(parts: list[Part]) -> dict[str, list[tuple]]:
    return {
        part.title: [(row.name, row.change, text(row.old), text(row.new)) for row in part.rows]
        for part in parts
        if part.rows
    }


def test_every_member_that_differs_is_a_row(agreement):
    found = rows(differences(*versions(agreement)))
    assert ("Cap", "changed", "$100.00 per calendar year", "$200.00 per calendar year") in found[
        "Dates, limits and conditions"
    ]
    assert found["Rule default"] == [
        ("Tier 2", "changed", "and above: 10%", "up to $5,000.00: 15%"),
        ("Tier 3", "added", None, "and above: 10%"),
    ]
    assert found["Rule search"] == [
        ("All of it", "added", None, "This holds for Search. 30% of net revenue.")
    ]
    assert found["Rule gpu"][0][1:3] == (
        "removed",
        "This holds for all usage that no narrower rule covers. GPU hours: $0.40 each.",
    )
    assert "Exclusive in Indonesia: +2% on the share." in found["Exclusive right x1"][0][2]


def test_what_is_the_same_is_named_apart(agreement):
    parts = {part.title: part for part in differences(*versions(agreement))}
    assert "Tier 1" in parts["Rule default"].same
    assert "Rounding" in parts["Dates, limits and conditions"].same


def test_clauses_differ_word_by_word(agreement):
    old = agreement.versions.get(number=2)
    new = draft_version(agreement=agreement, from_date=date(2026, 12, 1), by=preparer(), copy_of=old)
    clause = new.clauses.first()
    last = clause.text.split()[-1]
    clause.text = clause.text.removesuffix(last) + "Indonesia."
    clause.save()
    _, old, new = versions(agreement)
    [clauses] = [part for part in differences(old, new) if part.title == "Clauses"]
    [row] = clauses.rows
    left, right = row.pieces
    assert [piece.text for piece in left if piece.differs] == [last]
    assert [piece.text for piece in right if piece.differs] == ["Indonesia."]


@pytest.mark.parametrize("words", ["a b c", "", "one\ntwo\n", "x " * 3000])
def test_pieces_joined_are_the_texts_again(words):
    left, right = word_differences(words, f"new {words}")
    assert "".join(piece.text for piece in left) == words
    assert "".join(piece.text for piece in right) == f"new {words}"


def test_another_room_adds_its_part(agreement, monkeypatch):
    monkeypatch.setattr("agreements.compare.differences._also", [])
    compare_also(lambda old, new: [Part("Operations", [Row("Due", "5", "10", "changed")], [])])
    assert differences(*versions(agreement))[-1].title == "Operations"


@pytest.mark.parametrize("asked", ["", "?old=1&new=2", "?old=99&new=x", "?old=&new=2", "?new=2"])
def test_the_page_marks_changes_in_words(client, vera, agreement, asked):
    client.force_login(vera)
    page = client.get(f"/agreements/{agreement.number}/compare/{asked}").content.decode()
    assert "<strong><bdi>$200.00</bdi> per calendar year</strong>" in page
    assert "Changed" in page
    assert "What is the same in both" in page


def test_drafts_of_the_licensor_are_not_offered_to_the_partner(client, vera, carla, ruth, agreement):
    draft_version(agreement=agreement, from_date=date(2026, 12, 1), by=preparer())
    url = f"/agreements/{agreement.number}/compare/"
    client.force_login(vera)
    assert 'value="3"' not in client.get(f"{url}?new=3").content.decode()
    client.force_login(carla)
    assert 'value="3" selected' in client.get(f"/staff{url}?new=3").content.decode()
    client.force_login(ruth)
    assert client.get(url).status_code == 404


def test_a_proposal_is_compared_with_what_came_before_it_not_with_the_answer(client, carla, agreement):
    propose_version(
        version=draft_version(
            agreement=agreement, from_date=date(2026, 12, 1), by=preparer(), copy_of=versions(agreement)[1]
        ),
        by=preparer(),
    )
    answer = counter_draft(agreement, by=signatory(agreement.partner), from_date="2026-12-01")
    assert answer.number == 4
    client.force_login(signatory(agreement.partner))
    page = client.get(f"/agreements/{agreement.number}/compare/?new=3").content.decode()
    assert re.findall(r'value="(\d)" selected', page) == ["2", "3"]


def test_one_version_has_nothing_to_be_compared_with(client, vera, hosta):
    client.force_login(vera)
    page = client.get(f"/agreements/{make_agreement(hosta).number}/compare/").content.decode()
    assert "There is only one version" in page
