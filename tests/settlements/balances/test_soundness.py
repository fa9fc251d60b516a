"""A discrepancy stops payouts and tells finance, once; mended, payouts go on."""

import pytest
from django.core.management import call_command
from django.db import Error, connection
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.notices.models import Mail, OutboxEvent
from settlements.balances.models import Entry
from settlements.balances.soundness.check_books import check_books
from settlements.balances.soundness.models import BooksCheck
from settlements.balances.soundness.standing_faults import standing_faults
from settlements.balances.tasks import verify_books, verify_books_asked
from settlements.balances.verify_books import Discrepancy
from settlements.payouts.cancel_batch import cancel_batch
from settlements.payouts.models import Payout
from settlements.payouts.prepare_payouts import prepare_payouts
from settlements.statements.models import Statement
from tests.settlements.balances.changed_by_hand import triggers_off
from tests.settlements.payouts.conftest import bank, hosted, payable  # noqa: F401
from tests.settlements.payouts.steps import approve, code_of, prepared, sent

Occasion = BooksCheck.Occasion


def by_hand(change: str, *values) -> None:
    with triggers_off() as execute:
        execute(change, values)


@pytest.fixture
def tampered(payable):  # noqa: F811
    """An amount of the journal is not what was posted; whoever calls it mends it."""
    change = "UPDATE settlements_entry SET amount = amount {} 1 WHERE id = %s"
    entry = Entry.objects.filter(account="share").first()
    by_hand(change.format("+"), entry.pk)
    return lambda: by_hand(change.format("-"), entry.pk)


def told(person) -> list[Mail]:
    return list(Mail.objects.filter(to=person.email, subject__icontains="books"))


class TestPayoutsStop:
    def test_until_a_check_finds_nothing(self, tampered, fiona, april):
        verify_books()
        assert code_of(prepare_payouts, by=fiona) == "books_disagree"
        tampered()
        assert code_of(prepare_payouts, by=fiona) == "books_disagree"
        verify_books()
        assert prepared(fiona).state == Payout.State.PREPARED

    def test_of_what_is_under_way_only_cancelling_goes_on(self, payable, fiona, april):  # noqa: F811
        payout, entry = prepared(fiona), Entry.objects.first()
        change = "UPDATE settlements_entry SET amount = amount {} 1 WHERE id = %s"
        by_hand(change.format("+"), entry.pk)
        check_books(occasion=Occasion.HOUR)
        assert code_of(approve, payout, april) == "books_disagree"
        by_hand(change.format("-"), entry.pk)
        check_books(occasion=Occasion.HOUR)
        payout = approve(payout, april)
        by_hand(change.format("+"), entry.pk)
        check_books(occasion=Occasion.HOUR)
        assert code_of(sent, payout, fiona) == "books_disagree"
        assert cancel_batch(batch=payout.batch, by=fiona, reason="wrong day").state == "cancelled"

    def test_what_documents_said_at_night_stands_through_the_hours(self, payable, fiona):  # noqa: F811
        """An hourly check reads no documents: it takes nothing back of what was found in them."""
        change = "UPDATE settlements_statement SET result_document = jsonb_set(result_document, %s, %s)"
        path = "{shares,collector}"
        was = Statement.objects.get().result_document["shares"]["collector"]
        by_hand(change, path, '"7.77"')
        verify_books(occasion="night")
        assert [each["slow"] for each in standing_faults()] == [True] * len(standing_faults()) != []
        verify_books()
        assert BooksCheck.objects.first().found == 0
        assert code_of(prepare_payouts, by=fiona) == "books_disagree"
        by_hand(change, path, f'"{was}"')
        verify_books(occasion="night")
        assert prepared(fiona)

    def test_who_looked_last_has_the_last_word(self, payable, tampered, monkeypatch):  # noqa: F811
        """One that began before it was mended, and ended after the next, takes nothing back."""
        early = check_books(occasion=Occasion.HOUR)
        tampered()
        check_books(occasion=Occasion.HOUR)
        monkeypatch.setattr("django.utils.timezone.now", lambda: early.as_of)
        monkeypatch.setattr(
            "settlements.balances.soundness.check_books.verify_books", lambda thorough: early_found(early)
        )
        check_books(occasion=Occasion.HOUR)
        assert BooksCheck.objects.count() == 3
        assert standing_faults() == []


def early_found(check: BooksCheck) -> list:
    return [Discrepancy(**each) for each in check.discrepancies]


class TestFinanceIsTold:
    def test_once_of_each_discrepancy(self, tampered, fiona, april):
        verify_books()
        verify_books()
        assert len(told(fiona)) == 1
        assert told(april) == []
        other = Entry.objects.filter(account="payable").first()
        by_hand("UPDATE settlements_entry SET partner_id = partner_id + 1 WHERE id = %s", other.pk)
        verify_books()
        assert len(told(fiona)) == 2

    def test_the_mail_names_the_row(self, tampered, fiona):
        verify_books()
        [mail] = told(fiona)
        assert "settlements_journaltransaction" in mail.text
        assert mail.link.endswith(reverse("books"))

    def test_the_trail_says_when(self, tampered, fiona):
        check_books(occasion=Occasion.HOUR)
        check_books(occasion=Occasion.HOUR)
        tampered()
        check_books(occasion=Occasion.HOUR)
        check_books(occasion=Occasion.HOUR)
        events = AuditEvent.objects.filter(event__startswith="books.").order_by("pk")
        assert [each.event for each in events] == ["books.disagreed", "books.agreed"]

    def test_what_was_found_is_kept_as_it_was(self, tampered):
        check = check_books(occasion=Occasion.HOUR)
        with pytest.raises(Error), connection.cursor() as cursor:
            cursor.execute("UPDATE settlements_bookscheck SET found = 0 WHERE id = %s", [check.pk])


class TestWhen:
    def test_with_every_run(self, payable):  # noqa: F811
        """The scene issued one: both checks are queued with it."""
        queued = OutboxEvent.objects.filter(event__in=["run.approval_requested", "run.issued"])
        assert sorted(each.event for each in queued) == ["run.approval_requested", "run.issued"]

    def test_on_the_command_line(self, tampered, capsys):
        with pytest.raises(SystemExit):
            call_command("verify_books")
        assert BooksCheck.objects.get().occasion == Occasion.COMMAND
        assert "settlements_journaltransaction" in capsys.readouterr().out


class TestPage:
    def test_what_was_found_and_when(self, client, adam, tampered):
        client.force_login(adam)
        assert "Not checked yet" in client.get(reverse("books")).text
        verify_books()
        page = client.get(reverse("books")).text
        assert "The books do not agree, and payouts stand still" in page
        assert "settlements_journaltransaction" in page
        assert "Check now" not in page
        tampered()
        verify_books()
        assert "<h2>The books agree</h2>" in client.get(reverse("books")).text

    def test_a_check_asked_for(self, client, fiona, payable):  # noqa: F811
        client.force_login(fiona)
        answer = client.post(reverse("check_books"), follow=True)
        assert "The books are being checked" in answer.text
        [user_id] = OutboxEvent.objects.get(event="books.check_asked").args
        verify_books_asked(user_id)
        check = BooksCheck.objects.get()
        assert (check.asked_by, check.thorough, check.found) == (fiona, True, 0)
        assert "Fiona Finance" in client.get(reverse("books")).text

    def test_payout_pages_say_why(self, client, fiona, tampered):
        verify_books()
        client.force_login(fiona)
        page = client.get(reverse("staff_payouts")).text
        assert "nothing is paid" in page
        assert "You may read this, but not do it" not in page
        assert "nothing is paid" in client.post(reverse("prepare_payouts"), follow=True).text
        assert "payouts stand still" in client.get(reverse("staff_home")).text
