"""Two people import the same workbook at once: exactly one creates, the other is shown that it is there."""

import io
from threading import Event
from time import sleep

import pytest
from django.db import transaction
from openpyxl import load_workbook

from agreements.lock_draft import lock_agreement
from agreements.models import Agreement
from portal.accounts.models import Partner
from portal.accounts.roles import StaffRole
from portal.audit.models import AuditEvent
from portal.audit.record_event import record_event
from portal.refused import Refused
from portal.workbooks import import_workbook as importing
from portal.workbooks.import_workbook import import_workbook
from portal.workbooks.make_plan import make_plan
from portal.workbooks.models import Workbook
from portal.workbooks.plan import Plan
from portal.workbooks.store_workbook import store_workbook
from portal.workbooks.template_file import template_file
from settlements.openings.models import AgreementOpening
from tests.factories.accounts import make_staff
from tests.factories.agreements import make_agreement, make_terms, share
from tests.portal.workbooks.books import OPENING, changed, filled, saved
from tests.settlements.runs.test_at_once import at_once


def content() -> bytes:
    return saved(filled(load_workbook(io.BytesIO(template_file())), changed()))


@pytest.mark.django_db(transaction=True)
def test_exactly_one_import_creates(mona):
    other = make_staff("mo@licensor.example", "Mo", StaffRole.CONTRACTS, StaffRole.OPERATIONS)
    stored = store_workbook(content=content(), name="books.xlsx", by=mona)
    digest = make_plan(content=content(), by=mona).digest()

    def import_as(by):
        """Each from a row, and so from a file, of their own."""
        return import_workbook(workbook=Workbook.objects.get(pk=stored.pk), by=by, digest=digest)

    outcomes = at_once([lambda by=by: import_as(by) for by in (mona, other)])
    assert [type(each) for each in outcomes].count(Plan) == 1
    [refused] = [each for each in outcomes if isinstance(each, Refused)]
    assert refused.code == "changed"
    for made in (Agreement, AgreementOpening):
        assert made.objects.count() == 1
    assert Partner.objects.filter(code="acme").count() == 1
    assert AuditEvent.objects.filter(event="workbook.imported").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_act_on_an_agreement_and_an_import_wait_for_each_other(carla, hosta):
    """The act holds the second agreement, then wants the partner's chain, which the import must not hold."""
    terms = make_terms("2025-01-01", share("0.20"))
    first, second = (make_agreement(hosta, starts="2025-01-01", terms=[terms]) for _each in range(2))
    row = {**OPENING, "rule": None, "rule_revenue": None, "cap_earned": None, "advance_left": None}
    rows = [{**row, "agreement": each.number} for each in (first, second)]
    book = saved(filled(load_workbook(io.BytesIO(template_file())), {"Opening balances": rows}))
    stored = store_workbook(content=book, name="books.xlsx", by=carla)
    digest = make_plan(content=book, by=carla).digest()
    held = Event()

    @transaction.atomic
    def act() -> str:
        lock_agreement(second)
        held.set()
        sleep(2)
        record_event(event="terms.viewed", subject=second.number, actor=carla, partner=hosta, details={})
        return "done"

    def importing_it() -> Plan:
        held.wait()
        return import_workbook(workbook=stored, by=carla, digest=digest)

    assert [type(each) for each in at_once([act, importing_it])] == [str, Plan]
    assert AgreementOpening.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_fails_in_the_middle_leaves_nothing(mona, monkeypatch):
    """The last act of all breaks: no partner, no draft, no number is there."""
    stored = store_workbook(content=content(), name="books.xlsx", by=mona)
    digest = make_plan(content=content(), by=mona).digest()

    def broken(**_given):
        raise Refused("settled", "No.")

    monkeypatch.setattr(importing, "enter_opening", broken)
    with pytest.raises(Refused):
        import_workbook(workbook=stored, by=mona, digest=digest)
    assert not Agreement.objects.exists()
    assert not Partner.objects.exists()
    stored.refresh_from_db()
    assert stored.imported_at is None
