"""Warnings on the pages of a run: one click for one, one for all of a kind, one for an agreement's."""

import re

import pytest
from django.urls import reverse

from settlements.runs import warning_groups
from settlements.runs.models import SettlementWarning
from tests.factories.usage import submitted_report
from tests.settlements.runs.pages import page_of, post
from tests.settlements.runs.steps import ecb, issued_run, settled_run, warnings_of

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


@pytest.fixture
def october(hosted, remitted, fiona, april):
    """Both agreements come to much more than in September, in foreign currency, at a rate days old."""
    for label, gross in ((SEPTEMBER, "1000"), (OCTOBER, "3000")):
        for agreement, currency in ((hosted, "EUR"), (remitted, "USD")):
            row = {"usage_date": f"{label}-05", "currency": currency, "gross_revenue": gross}
            submitted_report(agreement, label, [row])
        ecb(f"{label}-28", USD="1.1")
        if label == SEPTEMBER:
            issued_run(label, fiona, april)
    return settled_run(OCTOBER, fiona)


def forms(shown: str) -> list[list[str]]:
    """Of each button that acknowledges, the ids it posts."""
    found = re.findall(r'<form method="post" action="[^"]*acknowledge-warnings/">(.*?)</form>', shown)
    return [re.findall(r'name="warning" value="(\d+)"', each) for each in found]


@pytest.mark.django_db
class TestRunPage:
    def test_one_by_one_and_all_of_a_kind(self, client, october, fiona):
        client.force_login(fiona)
        shown = page_of(client, "run", october.pk)
        assert "Warnings are open: read and acknowledge each." in shown
        assert 'action="' + reverse("request_approval", args=[october.pk]) not in shown
        kinds, ones = [], []
        for ids in forms(shown):
            (kinds if len(ids) > 1 else ones).append(ids)
        assert (len(kinds), len(ones)) == (2, 4)

        changed, old_rates = kinds
        done = post(client, "acknowledge_warnings", october.pk, warning=changed)
        assert "Acknowledged in your name." in done
        assert set(warnings_of(october).filter(acknowledged_by=fiona).values_list("kind", flat=True)) == {
            "large_change"
        }
        for pk in old_rates:
            done = post(client, "acknowledge_warnings", october.pk, warning=pk)
        assert forms(done) == []
        assert "Fiona Finance" in done.split('id="acknowledged-title"')[1]
        assert reverse("request_approval", args=[october.pk]) in done

    def test_the_approver_sees_who_acknowledged(self, client, october, fiona, april):
        client.force_login(fiona)
        for ids in forms(page_of(client, "run", october.pk)):
            post(client, "acknowledge_warnings", october.pk, warning=ids)
        post(client, "request_approval", october.pk)
        client.force_login(april)
        shown = page_of(client, "run", october.pk)
        assert shown.split('id="acknowledged-title"')[1].count("Fiona Finance") >= 4
        assert forms(shown) == []

    def test_more_than_fit_come_afterwards(self, client, october, fiona, monkeypatch):
        monkeypatch.setattr(warning_groups, "SHOWN", 1)
        client.force_login(fiona)
        shown = page_of(client, "run", october.pk)
        assert shown.count("1 more comes once these are acknowledged.") == 2
        assert [len(ids) for ids in forms(shown)] == [1, 1]

    def test_what_is_posted_wrongly(self, client, october, fiona):
        client.force_login(fiona)
        for ids in ([], ["x"], ["9" * 30], ["-1"], ["999999999"], ["\x00"]):
            refused = post(client, "acknowledge_warnings", october.pk, warning=ids)
            assert "settled anew since" in refused
        assert (
            not SettlementWarning.objects.exclude(acknowledged_by=None)
            .filter(settlement__run=october)
            .exists()
        )


@pytest.mark.django_db
def test_all_of_one_agreement_on_its_page(client, october, hosted, fiona):
    client.force_login(fiona)
    [ids] = forms(page_of(client, "settlement", october.pk, hosted.number))
    url = reverse("acknowledge_warnings", args=[october.pk])
    done = client.post(url, {"warning": ids, "agreement": hosted.number})
    assert done["Location"] == reverse("settlement", args=[october.pk, hosted.number])
    own = warnings_of(october).filter(settlement__agreement=hosted)
    assert set(own.values_list("acknowledged_by", flat=True)) == {fiona.pk}
    assert warnings_of(october).filter(acknowledged_by=None).count() == 2
    assert "Acknowledged by" in page_of(client, "settlement", october.pk, hosted.number)
