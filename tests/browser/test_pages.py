"""Every page of the way, with figures on it: in Arabic and dark for the partner, in English for staff."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from settlements.statements.archive.models import StatementArchive
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_draft_agreement
from tests.factories.statement_archives import statement_archive
from tests.factories.usage import checked_report, submitted_report
from tests.settlements.runs.steps import issued_run, settled_run

SEPTEMBER, OCTOBER = "2026-09", "2026-10"
LONG_AGO = datetime(2026, 10, 1, tzinfo=UTC)  # the page that waits looks again in half a minute


@pytest.fixture
def statement(live_server, hosta, uma, fiona, april) -> Statement:
    """September issued; October's file checked with a fault in it, its run blocked; a draft waiting."""
    agreement = make_agreement(
        hosta, reporter="partner", starts="2026-09-01", ends="2026-11-01", title="Chat"
    )
    submitted_report(agreement, SEPTEMBER, [{"usage_date": "2026-09-05"}], by=uma)
    run = issued_run(SEPTEMBER, fiona, april, agreement)
    checked_report(agreement, OCTOBER, [{}, {"market": "Atlantis", "source_ref": "x"}], by=uma)
    settled_run(OCTOBER, fiona, agreement)
    make_draft_agreement(hosta)
    return Statement.objects.get(agreement=agreement, period__label=run.label)


def test_the_partner_s_way(statement, visit, check_page, uma):
    report = statement.agreement.reports.get(period__label=OCTOBER)
    number = statement.agreement.number
    pages = [
        "/",
        "/reports/",
        "/reports/all/",
        f"/reports/new/?agreement={number}&period={OCTOBER}",
        f"/reports/{report.pk}/",
        f"/reports/{report.pk}/errors/",
        "/statements/",
        "/statements/archive/",
        f"/statements/{statement.number}/",
        f"/statements/{statement.number}/lines/1/",
        "/agreements/",
        f"/agreements/{number}/",
    ]
    for path in pages:
        page = visit(path, uma, language="ar", theme="dark")
        assert page.locator("h1").count() == 1, path
        check_page(page)


def test_all_statements_as_one_zip(statement, visit, check_page, hosta, uma):
    archive = statement_archive(hosta, uma)
    row = StatementArchive.objects.filter(pk=archive.pk)
    for done in ({"total": 2}, {"state": "failed", "file": None}, {"state": "waiting", "asked_at": LONG_AGO}):
        row.update(**done)
        check_page(visit("/statements/archive/", uma, language="ar", theme="dark", width=320))
        check_page(visit("/statements/archive/", uma, width=320))
    row.update(asked_at=timezone.now())
    page = visit("/statements/archive/", uma)
    assert page.get_by_role("progressbar", name="The ZIP is being made.").is_visible()
    row.update(state="made", file=archive.file, total=statement.version)
    page.get_by_role("link", name=archive.file.name).wait_for()


def test_the_staff_s_way(statement, visit, check_page, fiona):
    first, second = statement.agreement.settlements.order_by("pk").values_list("run_id", flat=True)
    number = statement.agreement.number
    pages = [
        "/staff/",
        "/staff/reports/",
        "/staff/runs/",
        f"/staff/runs/{first}/",
        f"/staff/runs/{second}/",
        f"/staff/runs/{second}/{number}/",
        f"/staff/runs/new/?period={OCTOBER}",
        f"/staff/statements/{statement.number}/",
        f"/staff/agreements/{number}/",
        "/staff/catalogue/",
        "/staff/fx/",
    ]
    for path in pages:
        page = visit(path, fiona)
        assert page.locator("h1").count() == 1, path
        check_page(page)
