"""Payouts and remittance requests as both sides see them: approved by a click, then every page looked at."""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from agreements.operations.edit_operations import edit_operations
from settlements.disputes.claims import Claim
from settlements.disputes.models import Dispute
from settlements.disputes.open_dispute import open_dispute
from settlements.disputes.withdraw_dispute import withdraw_dispute
from settlements.payouts.models import Remittance
from settlements.statements.models import Statement
from settlements.tax.confirm_rate import confirm_rate
from settlements.tax.propose_rate import propose_rate
from tests.factories.agreements import make_agreement, make_terms, preparer, share
from tests.factories.bank_accounts import usable_accounts
from tests.factories.usage import submitted_report
from tests.settlements.payouts.steps import approve, paid, prepared, receipt_told, received, requested
from tests.settlements.runs.steps import issued_run

LOOKS = [("en", "light"), ("ar", "dark")]
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def money(live_server, hosta, finn, fiona, april) -> dict[str, str]:
    """15.00 of August paid, 5.00 were held meanwhile; September prepared, a part of the 50.00 that are owed
    held; October unpaid, a part of it due in 30 days.
    """
    usable_accounts(hosta)
    hosted = make_agreement(
        hosta, collected_by="licensor", reporter="partner", starts="2026-08-01", title="Chat in Europe"
    )
    owing = make_agreement(
        hosta,
        collected_by="partner",
        starts="2026-09-01",
        terms=[make_terms("2026-09-01", share("0.10"))],
        title="Own customers",
    )
    numbers = {"paid": paid(_settled(hosted, "2026-08", finn, fiona, april), fiona).number}
    withdraw_dispute(by=finn, dispute=Dispute.objects.get(), version=1, reason="We found it.")
    submitted_report(hosted, "2026-09", [{"usage_date": "2026-09-05", "gross_revenue": "123456.78"}])
    submitted_report(owing, "2026-09", [{"usage_date": "2026-09-05", "gross_revenue": "500"}])
    issued_run("2026-09", fiona, april, hosted, owing)
    waiting = prepared(fiona)
    numbers |= {"prepared": waiting.number, "batch": waiting.batch.number}
    numbers["requested"] = requested(fiona).number
    # A real dispute: a portal checks its books after each run, and pays nothing where they disagree.
    statement = Statement.objects.get(agreement=owing)
    claim = Claim(statement.lines.get(), Decimal("37.50"))
    open_dispute(by=finn, statement=statement, claims=[claim], category="usage", text="We doubt it.")
    received(Remittance.objects.get(), fiona, april, "10")
    receipt_told(Remittance.objects.get(), fiona, "5.50")
    given = {
        "country": "DE",
        "default_rate": Decimal("0.15"),
        "source": "§ 50a EStG; Article 12",
        "by": fiona,
    }
    treaty = {"treaty_rate": Decimal("0.05"), "treaty_until_date": date(2026, 12, 31)}
    row = propose_rate(partner=hosta, from_date=date(2026, 10, 1), **given, **treaty)
    confirm_rate(row=row, by=april)
    propose_rate(partner=hosta, from_date=date(2027, 1, 1), **given)
    later = make_agreement(
        hosta, reporter="partner", starts="2026-10-01", title="Search in Asia", say=_in_thirty_days
    )
    for agreement in (hosted, later):
        submitted_report(agreement, "2026-10", [{"usage_date": "2026-10-05"}])
    issued_run("2026-10", fiona, april, hosted, later)
    return numbers


def _in_thirty_days(version) -> None:
    edit_operations(version=version, operations={"payment_days": 30}, by=preparer())


def _settled(agreement, label: str, finn, finance, approver):
    submitted_report(agreement, label, [{"usage_date": f"{label}-05"}])
    issued_run(label, finance, approver, agreement)
    statement = agreement.statements.get()
    claim = Claim(statement.lines.get(), Decimal("15"))
    open_dispute(by=finn, statement=statement, claims=[claim], category="usage", text="Too much.")
    return approve(prepared(finance), approver)


def look(page, name: str) -> None:
    """A picture at both widths, where PICTURES names a folder."""
    for width in (1280, 320) if PICTURES else ():
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 800})


def test_approved_by_a_second_person(money, visit, april):
    page = visit(f"/staff/payout-batches/{money['batch']}/", april)
    page.locator("text=Approve the batch").click()
    page.wait_for_selector("text=Approved. Download the bank file")
    with page.expect_download() as download:
        page.locator("text=Download the bank file").last.click()
    assert download.value.suggested_filename == f"{money['batch']}.xml"


@pytest.mark.parametrize("language,theme", LOOKS)
def test_the_partner_s_pages(money, visit, check_page, finn, language, theme):
    pages = {
        "home": "/",
        "payouts": "/payouts/",
        "payout": f"/payouts/{money['paid']}/",
        "payout-prepared": f"/payouts/{money['prepared']}/",
        "remittances": "/remittances/",
        "remittance": f"/remittances/{money['requested']}/",
        "tax": "/tax/",
    }
    for name, path in pages.items():
        page = visit(path, finn, language=language, theme=theme)
        look(page, f"partner-{name}-{language}-{theme}")
        check_page(page)


@pytest.mark.parametrize("language,theme", LOOKS)
def test_the_staff_s_pages(money, visit, check_page, april, language, theme):
    april.staff_roles = ["finance", "approver", "administrator"]
    april.save()
    pages = {
        "queue": "/staff/",
        "payouts": "/staff/payouts/",
        "batch": f"/staff/payout-batches/{money['batch']}/",
        "payout": f"/staff/payouts/{money['prepared']}/",
        "returned": f"/staff/payouts/{money['paid']}/returned/",
        "cancel": f"/staff/payouts/{money['prepared']}/cancel/",
        "remittances": "/staff/remittances/",
        "remittance": f"/staff/remittances/{money['requested']}/",
        "received": f"/staff/remittances/{money['requested']}/received/",
        "ageing": "/staff/remittances/ageing/",
        "tax": "/staff/tax/",
        "rates": "/staff/partners/hosta/withholding/",
        "new-rate": "/staff/partners/hosta/withholding/new/",
        "two-approvers": "/staff/payouts/two-approvers/",
    }
    for name, path in pages.items():
        page = visit(path, april, language=language, theme=theme)
        look(page, f"staff-{name}-{language}-{theme}")
        check_page(page)
