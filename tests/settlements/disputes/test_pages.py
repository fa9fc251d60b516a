"""The pages: opening with what stood on the line, the whole way to an outcome, and what each reader sees."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from django.urls import reverse

from settlements.adjustments.models import Adjustment
from settlements.balances.read import held_for
from settlements.disputes.models import Dispute, Question
from tests.scenes import scene
from tests.settlements.disputes.pages import led_to, look, send, text_of
from tests.settlements.disputes.steps import OCTOBER, dispute, issued, line, propose

REASON = {"category": "usage", "text": "We count less."}


@scene
def german(payable) -> tuple[str, int]:
    """The arguments of the pages about the German line."""
    return payable.number, line(payable, "DE").position


def test_the_form_is_filled_from_the_line(client, payable, german, fred):
    page = look(client, fred, "dispute_line", *german)
    assert 'name="claimed_amount" value="200.00"' in page
    assert "What the line should be, in USD" in page
    same = send(client, fred, "dispute_line", *german, claimed_amount="200.00", **REASON)
    assert same.status_code == 422
    assert "The line says that already." in text_of(same)


@pytest.mark.parametrize("amount", ["150,00", "1e2", "１５０", "NaN", "150.001", "--1", "9" * 29, ""])
def test_amounts_are_plain_numbers(client, german, fred, amount):
    answer = send(client, fred, "dispute_line", *german, claimed_amount=amount, **REASON)
    assert answer.status_code == 422
    assert not Dispute.objects.exists()


def test_its_effect_is_shown_before_it_is_opened(client, german, dora):
    preview = send(
        client, dora, "staff_dispute_line", *german, claimed_amount="150.00", step="preview", **REASON
    )
    assert preview.status_code == 200
    assert "$50.00 of what is due is in doubt." in text_of(preview)
    assert not Dispute.objects.exists()


def test_the_whole_way(client, payable, german, dora, fred, sigrid, fiona):
    """Staff doubt a line; the partner writes; an outcome is proposed, shown in money, accepted, settled."""
    opened = send(client, dora, "staff_dispute_line", *german, claimed_amount="150.00", **REASON)
    found = Dispute.objects.get()
    assert led_to(opened) == reverse("staff_dispute", args=[found.number])
    seen = look(client, fred, "dispute", found.number)
    assert "Opened by the licensor (Dora Disputes)" in seen
    assert "Held now</dt><dd>$50.00" in seen
    send(client, fred, "reply_to_dispute", found.number, text="Here are our logs.")
    assert "Here are our logs." in look(client, dora, "staff_dispute", found.number)

    [row] = found.lines.all()
    amounts = {f"agreed_{row.pk}": "166.67", "version": "1", "text": "Your logs are right for two days."}
    preview = send(client, dora, "propose_outcome", found.number, step="preview", **amounts)
    shown = text_of(preview)
    assert "-$33.33" in shown.replace("‎", "").replace("−", "-")
    assert "Stays held until then</dt><dd>$33.33" in shown.replace("<dd> ", "<dd>")
    assert "Released at once</dt><dd>$16.67" in shown
    assert Dispute.objects.get().state == "open"
    computed = {**amounts, "shown": f"{row.pk}:166.67", "step": "send"}
    assert led_to(send(client, dora, "propose_outcome", found.number, **computed))

    assert "A signatory of" in look(client, dora, "staff_dispute", found.number)
    accept = look(client, sigrid, "accept_outcome", found.number)
    assert "$166.67" in accept
    led_to(send(client, sigrid, "accept_outcome", found.number, version="2"))
    assert "Waits for the next statement" in look(client, fred, "dispute", found.number)
    assert "$33.33 stays held until that statement is issued." in look(client, fred, "dispute", found.number)
    october = issued(payable.agreement, fiona, "1000.00", label=OCTOBER)
    assert f"Taken in by {october.number}" in look(client, fred, "dispute", found.number)
    assert held_for(found.number) == 0
    assert "$166.67" in look(client, fred, "statement", october.number)  # 200.00 − 33.33


def test_what_was_not_shown_is_not_sent(client, doubted, dora):
    """An amount changed after it was computed is computed again."""
    [row] = doubted.lines.all()
    fields = {f"agreed_{row.pk}": "170.00", "version": "1", "text": "So.", "step": "send"}
    answer = send(client, dora, "propose_outcome", doubted.number, shown=f"{row.pk}:160", **fields)
    assert answer.status_code == 200
    assert "Send the proposal" in text_of(answer)
    doubted.refresh_from_db()
    assert doubted.state == "open"


def test_a_proposal_begins_with_what_one_side_says(client, doubted, dora):
    [row] = doubted.lines.all()
    for start, amount in (("claimed", "150.00"), ("stated", "200.00")):
        page = look(client, dora, "propose_outcome", doubted.number, start=start)
        assert f'name="agreed_{row.pk}" value="{amount}"' in page
    assert 'value="150.00"' not in look(client, dora, "propose_outcome", doubted.number, start="evil")


def test_a_stale_acceptance_says_so_on_the_page(client, doubted, dora, sigrid):
    propose(doubted, dora, "160.00")
    propose(doubted, dora, "170.00")
    answer = send(client, sigrid, "accept_outcome", doubted.number, version="2")
    assert answer.status_code == 422
    assert "changed since you looked at it" in text_of(answer)
    assert not Adjustment.objects.exists()


def test_several_lines_and_what_is_no_line(client, payable, fred):
    positions = {each.market: each.position for each in payable.lines.all()}
    fields = {f"claimed_{positions['DE']}": "260.00", "claimed_other": "12.34", **REASON}
    led_to(send(client, fred, "dispute_statement", payable.number, **fields))
    found = Dispute.objects.get()
    assert [each.claimed_amount for each in found.lines.all()] == [Decimal("260.00"), Decimal("12.34")]
    page = look(client, fred, "dispute", found.number)
    assert "Something that is no line" in page
    assert "Claimed beside the statement</dt><dd>$72.34" in page
    again = look(client, fred, "dispute_statement", payable.number)
    assert f"claimed_{positions['DE']}" not in again
    assert f"claimed_{positions['ID']}" in again
    nothing = send(client, fred, "dispute_statement", payable.number, **REASON)
    assert nothing.status_code == 422


def test_from_question_to_dispute(client, german, fred, dora):
    led_to(send(client, fred, "ask_about_line", *german, subject="Why so little?", text="We count more."))
    question = Question.objects.get()
    assert "Why so little?" in look(client, dora, "staff_questions")
    send(client, dora, "staff_reply_to_question", question.pk, text="Two days are missing.")
    page = look(client, fred, "question", question.pk)
    turn = f"{reverse('dispute_line', args=german)}?question={question.pk}"
    assert turn in page
    query = f"?question={question.pk}"
    led_to(send(client, fred, "dispute_line", *german, query=query, claimed_amount="260.00", **REASON))
    found = Dispute.objects.get()
    thread = look(client, fred, "dispute", found.number)
    assert thread.index("We count more.") < thread.index("Two days are missing.") < thread.index("We count l")
    assert f"became dispute {found.number}" in look(client, fred, "question", question.pk)
    # The other side's question is not theirs to turn.
    client.force_login(dora)
    url = reverse("staff_dispute_statement", args=[german[0]])
    assert client.get(f"{url}?question={question.pk}").status_code == 404
    for strange in ("x", "9" * 30, "-1"):
        assert client.get(f"{url}?question={strange}").status_code == 404


def test_close_a_question(client, german, fred):
    send(client, fred, "ask_about_line", *german, subject="Why so little?", text="We count more.")
    question = Question.objects.get()
    led_to(send(client, fred, "close_question", question.pk))
    question.refresh_from_db()
    assert question.state == "closed"
    client.force_login(fred)
    assert client.get(reverse("close_question", args=[question.pk])).status_code == 302


def test_lists_with_filters_and_csv(client, payable, dora, fred, vera):
    first = dispute(payable, dora, DE="150.00")
    second = dispute(payable, fred, ID="120.00")
    page = look(client, vera, "disputes")
    assert first.number in page
    assert second.number in page
    assert "2 go on" in page
    some = look(client, vera, "disputes", side="partner")
    assert first.number not in some.split("</form>")[-1]
    assert second.number in some
    rows = b"".join(client.get(reverse("disputes") + "?format=csv").streaming_content).decode()
    found = {row["Dispute"]: row for row in csv.DictReader(StringIO(rows.removeprefix("\ufeff")))}
    row = found[first.number]
    assert (row["Status"], row["Statement"], row["Opened by"]) == ("Open", payable.number, "The licensor")
    assert Decimal(row["Effect on what is due"]) == Decimal("50.00")
    assert "Host A" in look(client, dora, "staff_disputes", search="Host")
    assert "Nothing matches" in look(client, dora, "staff_disputes", search="nobody")


def test_who_may_is_said(client, doubted, dora, vera, adam, sigrid, fred):
    propose(doubted, dora, "160.00")
    assert "This needs one of these roles: Signatory." in look(client, vera, "dispute", doubted.number)
    assert "This needs one of these roles: Signatory." in look(client, fred, "dispute", doubted.number)
    signing = look(client, sigrid, "dispute", doubted.number)
    assert reverse("accept_outcome", args=[doubted.number]) in signing
    assert "You may read the messages but not write." in signing
    reading = look(client, adam, "staff_dispute", doubted.number)
    assert "You may read this dispute but not act in it." in reading
    assert "A signatory of Host A accepts or refuses the proposal." in reading
    assert "<button" not in reading.split('id="main"')[1].split("page-foot")[0]


@pytest.mark.parametrize("language", ["de", "ja", "hi", "ar", "id"])
def test_it_is_read_in_every_language(client, doubted, dora, fred, language):
    propose(doubted, dora, "160.00")
    fred.language = language
    fred.save()
    client.force_login(fred)
    for name, args in (("disputes", ()), ("questions", ()), ("dispute", (doubted.number,))):
        assert client.get(reverse(name, args=args)).status_code == 200
