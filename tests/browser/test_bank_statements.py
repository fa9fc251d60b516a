"""A bank's statement handed in by a click, its bookings matched by hand, and every page of it looked at."""

import pytest
from django.urls import reverse

from settlements.payouts.bank_statements.match_by_hand import match_by_hand
from settlements.payouts.bank_statements.models import BankStatementFile
from settlements.payouts.bank_statements.read_statement import read_statement
from settlements.payouts.models import Payout
from tests.browser.test_payments import LOOKS, look
from tests.factories.agreements import make_agreement
from tests.factories.bank_accounts import usable_accounts
from tests.factories.usage import submitted_report
from tests.settlements.payouts.bank_statements.steps import back, debit, file_with, handed_in, row
from tests.settlements.payouts.steps import approve, prepared, sent
from tests.settlements.runs.steps import issued_run


@pytest.fixture
def statement(live_server, hosta, fiona, april) -> BankStatementFile:
    """August paid and come back, September sent; charges, a payment without a name, one of a stranger."""
    usable_accounts(hosta)
    agreement = make_agreement(hosta, collected_by="licensor", reporter="partner", starts="2026-08-01")
    first = _sent(agreement, "2026-08", fiona, april)
    handed_in(fiona, debit(first), statement_id="FIRST")
    second = _sent(agreement, "2026-09", fiona, april)
    return handed_in(
        fiona,
        back(first),
        row("4.80", credit=False, remittance="Charges of November", bank_reference="BANK 9"),
        row("20.00", credit=False, name="Host A GmbH", remittance="Transfer", bank_reference="BANK 10"),
        row("1200.00", name="A stranger with a long name Ltd.", remittance="For the licence, thank you"),
        row("19.00", credit=False, end_to_end_id=second.number, bank_reference="BANK 12"),
    )


def _sent(agreement, label: str, finance, approver) -> Payout:
    submitted_report(agreement, label, [{"usage_date": f"{label}-05"}])
    issued_run(label, finance, approver, agreement)
    return sent(approve(prepared(finance), approver), finance)


def test_from_the_file_to_the_payout(statement, visit, live_server, fiona, april, tmp_path):
    content = tmp_path / "december.xml"
    content.write_bytes(file_with(row("20.00", credit=False, bank_reference="BANK 20"), statement_id="NEXT"))
    page = visit("/staff/payouts/", fiona)
    page.locator("text=Bank statements").click()
    page.locator("text=Hand in a statement").first.click()
    page.set_input_files("input[type=file]", content)
    page.locator("button:has-text('Hand in')").last.click()
    page.wait_for_selector("text=The statement is being read.")
    read_statement(file_id=BankStatementFile.objects.first().pk)
    page.locator("text=Match by hand").click()
    page.locator("input[type=radio]").first.check()
    page.locator("button:has-text('Match')").last.click()
    page.wait_for_selector("text=Kept. Somebody else confirms it now.")
    page = visit(page.url.removeprefix(live_server.url), april)
    page.locator("text=Confirm or take back").click()
    page.locator("button:has-text('Confirm')").click()
    page.wait_for_selector("text=Confirmed. The partner is told.")
    assert Payout.objects.filter(state="paid").count() == 1


@pytest.mark.parametrize("language,theme", LOOKS)
def test_every_page(statement, visit, check_page, fiona, april, language, theme):
    refused = handed_in(fiona, content=b"no xml")
    waiting = BankStatementFile.objects.create(
        name="waiting.xml",
        size=1,
        sha256="0",
        sealed="x",
        taken_by=april,
        taken_at=refused.taken_at,
        moved_at=refused.moved_at,
    )
    lines = {line.text: line.pk for line in statement.lines.all()}
    pages = {
        "queue": "/staff/",
        "list": reverse("bank_statements"),
        "one": reverse("bank_statement", args=[statement.pk]),
        "unmatched": reverse("bank_statement", args=[statement.pk]) + "?state=unmatched",
        "refused": reverse("bank_statement", args=[refused.pk]),
        "waiting": reverse("bank_statement", args=[waiting.pk]),
        "hand-in": reverse("take_bank_statement"),
        "match": reverse("match_bank_line", args=[statement.pk, lines["Transfer"]]),
        "nothing-fits": reverse("match_bank_line", args=[statement.pk, lines["Charges of November"]]),
        "confirm": reverse("confirm_bank_line", args=[statement.pk, lines["Transfer"]]),
        "aside": reverse("set_bank_line_aside", args=[statement.pk, lines["Charges of November"]]),
    }
    for name, path in pages.items():
        if name == "confirm":
            told = statement.lines.get(text="Transfer")
            match_by_hand(line=told, number=Payout.objects.get(state="sent").number, by=fiona)
        page = visit(path, fiona, language=language, theme=theme)
        look(page, f"bank-{name}-{language}-{theme}")
        check_page(page)
