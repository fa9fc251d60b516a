"""The whole circle, each step by the person whose it is, on the real portal with a real worker.

Share: 20 %. September: Germany 1,000.00 → 200.00, Indonesia 500.00 → 100.00; due 300.00. Of Indonesia's
500.00 the partner finds 300.00 to be its own tests: the line should be 200.00 × 20 % = 40.00, so 60.00 are
held and 240.00 paid. Agreed in the end: 150.00 were tests, the line is 350.00 × 20 % = 70.00. That is an
adjustment of −30.00, for which 30.00 stay held; the other 30.00 are free at once. October: 800.00 → 160.00,
less 30.00, due 130.00; with it the last 30.00 are free. The next payout is 130.00 + 30.00 + 30.00 = 190.00.
In all: 240.00 + 190.00 = 430.00 = 200.00 + 70.00 + 160.00.
"""

import io
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from portal.accounts.roles import PartnerRole, StaffRole
from tests.browser.circle_steps import (
    HELD,
    NOT_PAID,
    PAID,
    accept_on_the_phone,
    approve_run,
    ask_then_dispute,
    hand_in,
    open_run,
    pay,
    prepare_payout,
    propose,
    read_adjustment,
    read_statement,
)
from tests.browser.person import Person
from tests.factories.accounts import give_second_factor, make_member, make_staff
from tests.factories.agreements import make_agreement, make_terms, share
from tests.factories.bank_accounts import usable_accounts

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


@pytest.fixture
def cast(celery_worker_running, live_portal, hosta, uma, fiona, april, browser) -> Iterator[SimpleNamespace]:
    """An agreement in force since September, and six people who are not logged in."""
    terms = make_terms(f"{SEPTEMBER}-01", share("0.20", clause="4.1"))
    usable_accounts(hosta)
    make_agreement(hosta, reporter="partner", starts=f"{SEPTEMBER}-01", terms=[terms], title="Chat")
    users = {
        "uploader": uma,
        "partner_finance": make_member("fred@hosta.example", "Fred Figures", hosta, PartnerRole.FINANCE),
        "signatory": make_member("sina@hosta.example", "Sina Signs", hosta, PartnerRole.SIGNATORY),
        "finance": fiona,
        "approver": april,
        "disputes": make_staff("dora@licensor.example", "Dora Disputes", StaffRole.DISPUTES),
    }
    for name in ("partner_finance", "signatory"):
        give_second_factor(users[name])
    signatory = users["signatory"]
    signatory.language, signatory.theme = "ar", "dark"
    signatory.save()
    people = {
        name: Person(browser, live_portal.url, user, phone=name == "signatory")
        for name, user in users.items()
    }
    yield SimpleNamespace(**people)
    for person in people.values():
        person.context.close()


def germany(gross: str) -> dict[str, str]:
    return {"market": "DE", "gross_revenue": gross}


def indonesia(gross: str) -> dict[str, str]:
    return {"market": "ID", "gross_revenue": gross}


def told(command: str) -> str:
    out = io.StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_the_whole_circle(cast):
    asked = {name for name, person in vars(cast).items() if person.log_in()}
    assert asked == {*vars(cast)} - {"uploader"}, "those with a second factor are asked for it"

    hand_in(cast.uploader, SEPTEMBER, germany("1000"), indonesia("500"))
    open_run(cast.finance, SEPTEMBER, due="$300.00")
    approve_run(cast.approver, SEPTEMBER)
    ask_then_dispute(
        cast.partner_finance, SEPTEMBER, "Indonesia", was="$100.00", claimed="40.00", effect="$60.00"
    )

    first = prepare_payout(cast.finance, "$240.00")
    cast.approver.comes_back_an_hour_later()
    pay(cast.approver, cast.finance, first, "SEPA 2026-1")
    assert (cast.approver.asked_again, cast.finance.asked_again) == (2, 1), "money moves after one more proof"
    read_statement(cast.partner_finance, SEPTEMBER, (HELD, "$60.00"), (PAID, "$240.00"))

    propose(cast.disputes, "70.00", adjustment="-$30.00", kept="$30.00", released="$30.00")
    accept_on_the_phone(cast.signatory, "-30.00")
    assert cast.signatory.asked_again == 1
    read_statement(cast.partner_finance, SEPTEMBER, (NOT_PAID, "$30.00"), (HELD, "$30.00"), (PAID, "$240.00"))

    hand_in(cast.uploader, OCTOBER, germany("800"))
    open_run(cast.finance, OCTOBER, due="$130.00")
    approve_run(cast.approver, OCTOBER)
    october = [("Earned", "$160.00"), ("Adjustments", "-$30.00"), ("Due now", "$130.00")]
    read_statement(cast.partner_finance, OCTOBER, *october)
    read_adjustment(cast.partner_finance, OCTOBER, "DSP-")
    read_statement(cast.partner_finance, SEPTEMBER, (NOT_PAID, "$60.00"), (PAID, "$240.00"))

    second = prepare_payout(cast.finance, "$190.00")
    pay(cast.approver, cast.finance, second, "SEPA 2026-2")
    read_statement(cast.partner_finance, SEPTEMBER, (PAID, "$240.00"))
    assert cast.partner_finance.page.locator("#money .badge").inner_text() == "Paid"

    assert "The books agree" in told("verify_books")
    assert "chains agree" in told("verify_audit")
