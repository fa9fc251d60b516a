"""The demo is told through acts of people, goes on where it stopped, and never asks what day it is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Count

from agreements.clauses.missing_kinds import missing_kinds
from agreements.models import Deployment, Derivative, Incident, ObligationDue, Subprocessor, Version
from agreements.obligations.overdue import overdue_now
from portal.accounts.models import User
from portal.audit.verify_chain import verify_chains
from portal.demo import make_demo as story
from portal.demo import make_dialect, make_disputes, make_reports, make_restatement, traffic
from portal.demo.cast import HOSTS
from portal.demo.doubts import DOUBTS
from portal.demo.hosts import host_of
from portal.demo.make_demo import make_demo
from portal.demo.months import demo_labels
from portal.demo.traffic import usage_csv
from settlements.balances.verify_books import verify_books
from settlements.models import Adjustment, Dispute, FxRate, Payout, Restatement, Statement
from tests.usage.check.files import rules, same
from usage.check.check_file import check_file
from usage.dialects.read_definition import read_definition
from usage.models import Dialect, Report
from usage.reconciliation.reconcile import reconcile
from usage.reconciliation.reconciliation_page import overall

PASSWORD = "a long word for the demo"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "newest, last", [("2026-10-30", "2026-10"), ("2026-10-24", "2026-10"), ("2026-10-23", "2026-09")]
)
def test_the_last_month_is_the_last_whose_final_day_finds_a_rate(newest, last):
    day = date.fromisoformat(newest)
    FxRate.objects.create(base="EUR", quote="USD", date=day, rate=Decimal("1.1"), source="ECB")
    labels = demo_labels()
    assert (labels[0], labels[-1]) == ("2025-11", last)


@pytest.mark.django_db
def test_without_rates_there_is_no_month():
    assert demo_labels() == []


def test_a_host_and_month_always_give_the_same_file():
    host = HOSTS[0]
    assert usage_csv(host, "2026-02") == usage_csv(host, "2026-02") != usage_csv(host, "2026-03")


def test_the_file_in_a_layout_of_its_own_says_the_same(tmp_path):
    """As the canonical one of its host, once it is read in the demo's dialect."""
    host = host_of(make_dialect.HOST)
    given = rules(
        models=same(host.models), markets=frozenset(host.markets), currencies=frozenset([host.currency])
    )
    found = []
    for name, content, dialect in (
        ("own", make_dialect.own_csv("2026-10"), read_definition(make_dialect.DEFINITION)),
        ("canonical", usage_csv(host, "2026-10"), None),
    ):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "usage.csv").write_bytes(content)
        verdict = check_file(path=folder / "usage.csv", rules=given, into=folder, dialect=dialect)
        found.append((verdict.accepted, verdict.rejected, verdict.buckets))
    assert found[0] == found[1]
    assert found[0][1] == 0


@pytest.fixture
def short_story(monkeypatch, settings, tasks_run_inline):
    """Three months of few clients; what happens from May to August happens in November."""
    settings.DEMO = True
    monkeypatch.setattr(story, "demo_labels", lambda: ["2025-11", "2025-12", "2026-01"])
    monkeypatch.setattr(traffic, "CLIENTS", 8)
    monkeypatch.setattr(make_reports, "CORRECTED", ("sakura", "2025-11"))
    for module in (story, make_reports):
        monkeypatch.setattr(module, "LATE", ("thamesgrid", "2025-11"))
    for name in ("RESTATED", "AFTER"):
        monkeypatch.setattr(make_restatement, name, "2025-11")
    doubts = [replace(each, label="2025-11") if each.until == "resolved" else each for each in DOUBTS]
    monkeypatch.setattr(make_disputes, "DOUBTS", doubts)


@pytest.mark.django_db(transaction=True)
def test_the_story_is_told_once_and_its_books_agree(short_story):
    told: list[str] = []
    make_demo(password=PASSWORD, say=told.append)
    found = counts()
    assert found == {
        "statements": 2 * 8 + 1,
        "restated": ["issued"],
        "submitted": 3 * 8 - 3 + 1 + 1 + 1,
        "counter-figures": ["within"],
        "dialects": 1,
        "checked": 1,
        "corrections": 2,
        "payouts": {"approved": 4, "prepared": 4},
        "disputes": ["asked", "open", "proposed", "refused", "resolved", "withdrawn"],
        "adjusted": ["DSP-2026-000001", "STM-2026-000004 v2"],
        "incidents": ["contained", "open"],
        "derivatives": ["confirmed", "proposed"],
        "subprocessors": 2,
        "deployments": ["approved", "approved", "approved", "approved", "contested", "proposed"],
    }
    dues = ObligationDue.objects.order_by("pk").values_list("state", "evidence")
    done = list(dues)
    assert len(overdue_now(ObligationDue.objects.filter(state="open"))) >= 3
    assert {"attested"} == {state for state, evidence in done if evidence}
    assert all(missing_kinds(each) == [] for each in Version.objects.all())
    assert User.objects.get(email="viewer@falak.example").check_password(PASSWORD)
    make_demo(password=PASSWORD, say=told.append)
    assert (counts(), list(dues)) == (found, done)
    assert told[-1] == "2026-01: open, for you to go on with"
    assert verify_books() == []
    assert [finding for chain in verify_chains() for finding in chain.findings] == []


def counts() -> dict[str, object]:
    """Two months are issued for eight hosts; of January five are submitted, one checked, two missing.

    Beside those submitted are counter-figures of one host.
    """
    payouts = Payout.objects.values("state").annotate(count=Count("pk"))
    return {
        "statements": Statement.objects.count(),
        "restated": list(Restatement.objects.values_list("state", flat=True)),
        "submitted": Report.objects.filter(state=Report.State.SUBMITTED).count(),
        "checked": Report.objects.filter(state=Report.State.CHECKED).count(),
        "corrections": Report.objects.filter(correction=True).count(),
        "payouts": {each["state"]: each["count"] for each in payouts},
        "disputes": sorted(Dispute.objects.values_list("state", flat=True)),
        "adjusted": list(Adjustment.objects.exclude(settled_in="").values_list("reference", flat=True)),
        "incidents": sorted(Incident.objects.values_list("state", flat=True)),
        "derivatives": sorted(Derivative.objects.values_list("state", flat=True)),
        "subprocessors": Subprocessor.objects.count(),
        "counter-figures": [
            overall(reconcile(period=each.period)) for each in Report.objects.filter(counter=True)
        ],
        "dialects": Dialect.objects.count(),
        "deployments": sorted(Deployment.objects.values_list("state", flat=True)),
    }
