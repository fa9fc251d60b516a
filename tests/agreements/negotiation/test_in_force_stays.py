"""What is in force is never edited: the database says the same, whoever writes."""

import pytest
from django.db import DatabaseError, transaction

from agreements.import_terms import import_terms
from agreements.models import Clause, ExclusivityGrant, RateRule, TermsComment, Tier, Version, VersionChange
from agreements.negotiation.comment_on_version import comment_on_version
from agreements.negotiation.propose_version import propose_version
from tests.factories.agreements import make_agreement, make_draft_agreement, make_terms
from tests.scenes import scene

CHANGED = {
    RateRule: {"per": 2},
    Tier: {"rate": 0},
    ExclusivityGrant: {"uplift": 0},
    Clause: {"text": "-"},
    Version: {"base": "gross_revenue"},
}
WAYS = [(model, act) for model in CHANGED for act in ("update", "delete", "insert")]


@scene
def version(hosta):
    grant = {"id": "x1", "from": "2026-01-01", "uplift": "0.01"}
    return make_agreement(hosta, terms=[make_terms(exclusivity=[grant])]).versions.get()


@pytest.mark.parametrize("model, act", [way for way in WAYS if way != (Version, "insert")])
def test_its_rows_stay(version, model, act):
    row = model.objects.first()
    rows = model.objects.filter(pk=row.pk)
    acts = {
        "update": lambda: rows.update(**CHANGED[model]),
        "delete": lambda: rows._raw_delete("default"),
        "insert": lambda: model.objects.bulk_create([_copy(row)]),
    }
    with pytest.raises(DatabaseError, match=r"never edited|Cannot delete"), transaction.atomic():
        acts[act]()


def _copy(row):
    row.pk = None
    return row


def test_its_end_moves(version):
    assert Version.objects.filter(pk=version.pk).update(to_date="2027-01-01") == 1


def test_moves_and_comments_stay(hosta, carla, finn):
    agreement = make_draft_agreement(hosta, by=carla)
    [draft] = import_terms(agreement=agreement, document=[make_terms()], by=carla)
    proposal = propose_version(version=draft, by=carla)
    comment_on_version(version=proposal, by=finn, text="Hm")
    for rows in (VersionChange.objects.all(), TermsComment.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        TermsComment.objects.update(text="Oh")
