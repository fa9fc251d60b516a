"""A restatement and its versions: in English for staff, in Arabic, dark and narrow for the partner."""

import pytest

from settlements.runs.restate.models import Restatement
from settlements.statements.models import Statement
from tests.settlements.restate.conftest import JANUARY, corrected, quarter, tiered  # noqa: F401
from tests.settlements.restate.steps import approve, requested


@pytest.fixture
def asked(live_server, corrected, quarter, fiona) -> Restatement:  # noqa: F811
    return requested(quarter, JANUARY, fiona)


def test_staff_see_each_difference_before_approval(asked, visit, check_page, april, fiona):
    one = f"/staff/restatements/{asked.pk}/"
    pages = [
        ("/staff/restatements/", april),
        (one, april),
        (f"{one}periods/{JANUARY}/", april),
        (f"{one}cancel/", fiona),
        (f"/staff/agreements/{asked.agreement.number}/restate/{JANUARY}/", fiona),
    ]
    for path, person in pages:
        page = visit(path, person)
        assert page.locator("h1").count() == 1, path
        check_page(page)


def test_the_partner_reads_both_versions(asked, visit, check_page, april, finn):
    approve(asked, april)
    number = Statement.objects.get(period__label=JANUARY, version=1).number
    for path in ("", "compare/", "versions/1/", "versions/1/lines/1/", "versions/1/ladder/earned/"):
        page = visit(f"/statements/{number}/{path}", finn, language="ar", theme="dark", width=320)
        assert page.locator("h1").count() == 1, path
        check_page(page)
