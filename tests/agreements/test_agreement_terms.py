"""`agreement-terms/1`: all that is agreed, out and in again, is the same."""

import copy
import json

import pytest

from agreements.agreement_terms import agreement_terms
from agreements.contributions.edit_tariff import edit_tariff
from agreements.fault_words import WORDS
from agreements.import_terms import import_terms
from agreements.models import Agreement
from agreements.operations.edit_operations import edit_operations
from settlements.engine.faults import InvalidInput
from tests.factories.agreements import (
    bring_into_force,
    make_agreement,
    make_draft_agreement,
    make_terms,
    preparer,
    share,
)
from tests.factories.beside_money import obligation, saying
from tests.scenes import scene

TERMS = make_terms("2026-01-01", share(("1000", "0.2"), "0.1", application="search"))
TARIFF = [{"id": "audit", "kind": "maintenance", "name": "Yearly audit", "amount": "500"}]


def say_all(version) -> None:
    saying(obligation())(version)
    edit_tariff(version=version, tariff=TARIFF, by=preparer())
    edit_operations(
        version=version,
        operations={"report_due_days": 10, "tolerance_share": "0.01", "escalation": "mediation"},
        by=preparer(),
    )


@scene
def agreement(hosta) -> Agreement:
    return make_agreement(hosta, terms=[TERMS], say=say_all)


def without_number(document: dict) -> dict:
    return {**document, "agreement": {**document["agreement"], "number": ""}}


def test_out_and_in_again_is_the_same(agreement, hosta, carla):
    out = agreement_terms(agreement=agreement)
    assert out["format"] == "agreement-terms/1"
    other = make_draft_agreement(hosta, reporter=agreement.reporter, title=agreement.title)
    (version,) = import_terms(agreement=other, document=json.dumps(out), by=carla)
    bring_into_force(version)
    other.refresh_from_db()
    assert without_number(agreement_terms(agreement=other)) == without_number(out)


def test_into_the_same_agreement_it_changes_nothing(agreement, carla):
    out = agreement_terms(agreement=agreement)
    assert import_terms(agreement=agreement, document=out, by=carla) == []
    assert agreement_terms(agreement=agreement) == out


@pytest.mark.parametrize(
    "change, path, code",
    [
        (lambda said: said["beside"][0]["operations"].update(netting=True), "beside[0]", "in_force"),
        (lambda said: said["beside"][0].update(version=7), "beside[0].version", "unknown_version"),
        (lambda said: said["beside"].insert(0, "x"), "beside[0].version", "unknown_version"),
        (lambda said: said.update(beside={}), "beside", "wrong_type"),
    ],
)
def test_faults_of_what_stands_are_named(agreement, carla, change, path, code):
    out = agreement_terms(agreement=agreement)
    said = copy.deepcopy(out)
    change(said)
    with pytest.raises(InvalidInput) as refusal:
        import_terms(agreement=agreement, document=said, by=carla)
    assert [(fault.path, fault.code) for fault in refusal.value.faults] == [(path, code)]
    assert code in WORDS
    assert agreement_terms(agreement=agreement) == out


def test_faults_of_a_draft_are_named_all_at_once_and_nothing_is_written(agreement, hosta, carla):
    said = agreement_terms(agreement=agreement)
    said["beside"][0]["clauses"][0]["kind"] = "poetry"
    said["beside"][0]["tariff"][0]["amount"] = "-1"
    said["beside"][0]["surprise"] = []
    other = make_draft_agreement(hosta, reporter=agreement.reporter, title=agreement.title)
    with pytest.raises(InvalidInput) as refusal:
        import_terms(agreement=other, document=said, by=carla)
    assert {fault.path for fault in refusal.value.faults} == {
        "beside[0].clauses[0].kind",
        "beside[0].tariff[0].amount",
        "beside[0].surprise",
    }
    assert not other.versions.get().rules.exists()


def test_both_sides_download_it_and_nobody_else(client, agreement, vera, ruth, oscar, adam):
    path = f"/agreements/{agreement.number}/agreement-terms.json"
    client.force_login(vera)
    assert json.loads(client.get(path).content) == agreement_terms(agreement=agreement)
    client.force_login(ruth)
    assert client.get(path).status_code == 404
    client.force_login(oscar)
    assert client.get(f"/staff{path}").status_code == 403
    client.force_login(adam)
    assert client.get(f"/staff{path}").status_code == 200
