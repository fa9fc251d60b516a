"""A correction: proposed with its effect, approved by a second person, taken in by the next statement."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, ProgrammingError, transaction
from django.http import Http404
from django.urls import reverse

from portal.accounts.roles import StaffRole
from portal.refused import Refused
from settlements.adjustments.models import Adjustment
from settlements.corrections.approve_correction import approve_correction
from settlements.corrections.drop_correction import drop_correction
from settlements.corrections.models import Correction
from settlements.corrections.propose_correction import propose_correction
from settlements.disputes.claims import corrections_of
from tests.factories.accounts import make_staff
from tests.settlements.disputes.pages import led_to, look, send, text_of
from tests.settlements.disputes.steps import issued, line
from tests.settlements.runs.test_at_once import at_once


def propose(statement, by, amount="-12.50", **fields) -> Correction:
    values = {"line": None, "reason": "We counted a day twice.", **fields}
    return propose_correction(by=by, statement=statement, amount=Decimal(amount), **values)


def test_the_next_statement_takes_it_in_once(payable, fiona, april):
    """300.00 came to 12.50 too much; October's 200.00 becomes 187.50."""
    made = propose(payable, fiona, line=line(payable, "DE"))
    assert (made.number, made.effect) == ("COR-2026-000001", Decimal("-12.50"))
    assert not Adjustment.objects.exists()
    approve_correction(correction=made, by=april)
    october = issued(payable.agreement, fiona, "1000.00", label="2026-10")
    assert october.due_now == Decimal("187.50")
    adjustment = Adjustment.objects.get()
    assert (adjustment.settled_in, adjustment.kind) == (october.number, "correction")
    assert october.input_document["adjustments"][0]["reference"] == made.number


def test_a_dispute_begins_with_the_corrected_line(payable, fiona, april):
    approve_correction(correction=propose(payable, fiona, line=line(payable, "DE")), by=april)
    assert corrections_of(payable) == {line(payable, "DE").key: Decimal("-12.50")}


def test_who_proposed_it_does_not_approve_it(payable, fiona, april):
    both = make_staff("both@licensor.example", "Both Roles", StaffRole.FINANCE, StaffRole.APPROVER)
    made = propose(payable, both)
    with pytest.raises(PermissionDenied, match="You proposed"):
        approve_correction(correction=made, by=both)
    with pytest.raises(PermissionDenied):
        approve_correction(correction=made, by=fiona)
    with pytest.raises(IntegrityError, match="correction_four_eyes"), transaction.atomic():
        Correction.objects.update(state="approved", decided_by=both, decided_at=made.proposed_at)
    approve_correction(correction=made, by=april)


def test_nobody_else_proposes(payable, april, vera):
    with pytest.raises(PermissionDenied):
        propose(payable, april)
    with pytest.raises(Http404):
        propose(payable, vera)


def test_what_cannot_be_proposed(payable, fiona):
    for fields, code in (
        ({"amount": "0"}, "no_amount"),
        ({"amount": "0.001"}, "bad_amount"),
        ({"amount": "9" * 26}, "bad_amount"),
        ({"reason": "  "}, "no_reason"),
    ):
        with pytest.raises(Refused) as refusal:
            propose(payable, fiona, **fields)
        assert refusal.value.code == code


def test_decided_once(payable, fiona, april):
    made = propose(payable, fiona)
    drop_correction(correction=made, by=april, reason="The day was counted once.")
    with pytest.raises(Refused, match="Declined, by April"):
        approve_correction(correction=made, by=april)
    assert not Adjustment.objects.exists()
    withdrawn = drop_correction(correction=propose(payable, fiona), by=fiona, reason="Mistaken.")
    assert withdrawn.state == "withdrawn"
    with pytest.raises(ProgrammingError, match="decided once"), transaction.atomic():
        Correction.objects.update(amount=Decimal(1))


def test_on_the_pages(client, payable, fiona, april, vera, mailoutbox, django_capture_on_commit_callbacks):
    assert reverse("correct_statement", args=[payable.number]) in look(
        client, fiona, "staff_statement", payable.number
    )
    fields = {"amount": "-12.50", "reason": "We counted a day twice."}
    preview = send(client, fiona, "correct_statement", payable.number, step="preview", **fields)
    assert "With the correction</dt><dd>$287.50" in text_of(preview)
    changed = {**fields, "amount": "-15", "shown": "-12.50", "step": "send"}
    assert "-15" in text_of(send(client, fiona, "correct_statement", payable.number, **changed))
    assert not Correction.objects.exists()
    file = ContentFile(b"log", "log.txt")
    posted = {**fields, "shown": "-12.50", "step": "send", "file": file}
    page = led_to(send(client, fiona, "correct_statement", payable.number, query="?line=1", **posted))
    made = Correction.objects.get()
    assert page == reverse("staff_correction", args=[made.number])
    assert "You proposed this correction" in look(client, fiona, "staff_correction", made.number)
    client.force_login(vera)
    assert client.get(reverse("correction", args=[made.number])).status_code == 404
    assert made.number in look(client, april, "staff_home")
    assert led_to(send(client, april, "approve_correction", made.number)) == page
    shown = look(client, vera, "correction", made.number)
    assert "We counted a day twice." in shown
    assert "log.txt" in shown
    assert client.get(reverse("correction_file", args=[made.number])).getvalue() == b"log"
    assert made.number in look(client, vera, "statement", payable.number)
    assert made.number in look(client, fiona, "corrections")


def test_outsiders_find_nothing(client, payable, fiona, april, ruth):
    made = propose(payable, fiona)
    approve_correction(correction=made, by=april)
    client.force_login(ruth)
    for name in ("correction", "correction_file", "staff_correction", "approve_correction"):
        assert client.get(reverse(name, args=[made.number])).status_code == 404


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_approved_and_withdrawn(self, payable, fiona, april):
        made = propose(payable, fiona)
        at_once(
            [
                lambda: approve_correction(correction=made, by=april),
                lambda: drop_correction(correction=made, by=fiona, reason="Mistaken."),
                lambda: approve_correction(correction=made, by=april),
            ]
        )
        made.refresh_from_db()
        assert Adjustment.objects.count() == (made.state == "approved")
