"""What a partner reads: amounts, lines, how each came about, and the rows behind it."""

import csv
import json
import re
import zipfile
from decimal import Decimal
from fractions import Fraction
from html import unescape

import pytest
from django.urls import reverse

from settlements.engine.__main__ import main
from tests.settlements.statements.conftest import ROWS


@pytest.fixture
def reader(client, vera):
    client.force_login(vera)

    def read(name: str, *args, query: str = "") -> str:
        response = client.get(reverse(name, args=args) + query)
        assert response.status_code == 200
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = body.decode("utf-8-sig")
        return text if name.endswith(("_lines", "_sources", "_input", "_result")) else words(text)

    return read


def words(page: str) -> str:
    """What stands on the page, in one line."""
    main_part = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main_part)).split())


def test_both_directions_say_who_pays_whom_and_why(reader, payable, receivable):
    text = reader("statement", payable.number)
    assert "You will receive" in text
    assert "Model Owner Inc. pays Host A this amount for October 2026 ." in text
    assert "revenue that Model Owner Inc. collected, Host A earned" in text
    assert "Recouped from the advance" in text
    assert "The agreement names no day for payment: what is not held enters the next payout." in text
    text = reader("statement", receivable.number)
    assert "You owe $50.00 Host A pays Model Owner Inc. this amount" in text
    assert "a remittance request asks for it and names the day" in text
    assert "Of $500.00 revenue that Host A collected, Model Owner Inc. earned $50.00 ." in text


def test_lines_foot_to_the_ladder_on_the_page(reader, payable):
    ladder, lines = payable.result_document["ladder"], payable.lines.all()
    earned = sum(line.amount for line in lines if line.kind != "contribution_credit")
    assert earned == Decimal(ladder["earned"]) == payable.earned
    text = reader("statement", payable.number, query="?group=kind")
    assert f"5 lines together ${sum(line.amount for line in lines):,.2f}" in text
    assert f"Earnings 4 lines ${earned:,.2f}" in text


def test_lines_are_filtered_searched_and_sorted_by_the_address(reader, payable):
    text = reader("statement", payable.number, query="?unit=gpu_hours")
    assert "2 lines together" in text
    assert "1 line together" in reader("statement", payable.number, query="?q=4.3")
    assert "2 lines together" in reader("statement", payable.number, query="?q=gpu hou")
    assert "Nothing matches" in reader("statement", payable.number, query="?q=nowhere")
    text = reader("statement", payable.number, query="?group=none&sort=-amount")
    amounts = [line.amount for line in payable.lines.order_by("-amount")]
    places = [text.index(f"How was this calculated? ${amount:,.2f}") for amount in amounts if amount > 0]
    assert places == sorted(places)


def test_every_line_shows_its_own_amount_and_steps(reader, payable):
    for line in payable.lines.all():
        text = reader("statement_line", payable.number, line.position)
        shown = f"{'-' if line.amount < 0 else ''}${abs(line.amount):,.2f}"
        assert f"Amount of this line {shown}" in text
        assert "as it was stored" not in text


def test_a_line_is_explained_from_rows_to_amount(reader, payable):
    line = payable.lines.get(currency="EUR")
    text = reader("statement_line", payable.number, line.position)
    assert "1 row of the reported files was summed." in text
    assert "Clause 4.1" in text
    assert "€2,000.123456 − €0.00 = €2,000.123456" in text
    assert "1 EUR = 1.0857 USD on Oct 30, 2026 (source: ECB)." in text
    assert "€2,000.123456 × 1.0857 = $2,171.5340361792" in text
    assert "the first $1,000.00 20%" in text
    assert "2% for x1 (clause 6.2)" in text
    assert "1% for c1 (Maintenance) by the partner" in text
    assert "october.csv 4 Oct 5, 2026" in text


def test_source_rows_sum_to_the_base(reader, payable):
    for line in payable.lines.exclude(kind="contribution_credit"):
        rows = list(csv.DictReader(reader("statement_sources", payable.number, line.position).splitlines()))
        base = sum(Fraction(row["gross_revenue"]) - Fraction(row["deductions"]) for row in rows)
        assert base == Fraction(line.base)
        assert sum(Fraction(row["quantity"]) for row in rows) == Fraction(line.quantity)
    merged = payable.lines.get(application="search", currency="USD", kind="earning")
    rows = list(csv.DictReader(reader("statement_sources", payable.number, merged.position).splitlines()))
    assert [(row["file"], row["line"]) for row in rows] == [("october.csv", "2"), ("october.csv", "3")]
    text = reader("statement_line", payable.number, merged.position)
    assert "2 rows together, as the calculation took them 2,000 $1,333.433333 $0.10" in text


def test_lost_rows_are_said_and_nothing_breaks(client, reader, payable):
    report = payable.reports.get()
    report.archive = []
    report.save(update_fields=["archive"])
    assert "no longer sum to what was settled" in reader("statement_line", payable.number, 2)
    report.archive = ["nowhere/to/be.parquet"]
    report.save(update_fields=["archive"])
    assert "cannot be read just now" in reader("statement_line", payable.number, 2)
    assert client.get(reverse("statement_sources", args=[payable.number, 2])).status_code == 404


def test_a_page_of_rows_beyond_the_last_is_the_last(reader, payable):
    assert "october.csv" in reader("statement_line", payable.number, 2, query="?page=99")


def test_every_rung_has_a_page(reader, payable):
    for rung, figure in payable.result_document["ladder"].items():
        amount = Decimal(figure)
        text = reader("statement_rung", payable.number, rung)
        assert f"{'-' if amount < 0 else ''}${abs(amount):,.2f}" in text
    ladder = {rung: Decimal(value) for rung, value in payable.result_document["ladder"].items()}
    text = reader("statement_rung", payable.number, "recoupment")
    due = ladder["earned"] + ladder["contribution_credits"]
    assert f"50% of ${due:,.2f} , never more than the $100.00 of the advance" in text
    assert f"−min($100.00, 50% × max(0, ${due:,.2f})) = -$100.00" in text


def test_downloads_recompute_to_the_same(reader, payable, tmp_path, capsys):
    """What FORMULA section 10 calls a bundle: two documents, checked by the calculator alone."""
    documents = {name: reader(f"statement_{name}", payable.number) for name in ("input", "result")}
    assert json.loads(documents["result"])["digest"] == payable.digest
    bundle = tmp_path / "bundle.zip"
    with zipfile.ZipFile(bundle, "w") as made:
        for name, text in documents.items():
            made.writestr(f"settlement-{name}.json", text)
    assert main(["verify", str(bundle)]) == 0
    assert "matches" in capsys.readouterr().out


def test_lines_as_csv_are_for_machines(reader, payable):
    rows = list(csv.DictReader(reader("statement_lines", payable.number).splitlines()))
    assert [Decimal(row["amount"]) for row in rows] == [line.amount for line in payable.lines.all()]
    credit = rows[0]
    assert (credit["kind"], credit["amount"], credit["quantity"]) == ("contribution_credit", "-12.50", "")
    assert len(rows) == len(ROWS) + 1


def test_the_list_says_what_is_due(reader, client, payable, receivable):
    text = reader("statements")
    assert f"You will receive ${payable.due_now:,.2f}" in text
    assert "You owe $50.00" in text
    assert "STM" not in reader("statements", query="?search=nowhere")


def test_staff_read_the_same_about_both_sides(client, adam, payable, receivable):
    client.force_login(adam)
    text = words(client.get(reverse("staff_statement", args=[payable.number])).text)
    assert "Host A will receive" in text
    assert "Prepared by Fiona Finance Approved by April Approver" in text
    assert "Host A owes $50.00" in words(
        client.get(reverse("staff_statement", args=[receivable.number])).text
    )


def test_arabic_is_mirrored_and_minus_stands_before_the_number(client, vera, payable):
    client.force_login(vera)
    client.cookies["django_language"] = "ar"
    page = client.get(reverse("statement", args=[payable.number])).text
    assert 'dir="rtl"' in page
    recouped = re.search(r"<bdi>([^<]*100[.,٫]00[^<]*)</bdi>", page)[1]
    assert re.search("\u200e-", recouped)
    line = client.get(reverse("statement_line", args=[payable.number, 2])).text
    assert '<span dir="ltr"><span class="working">' in line
