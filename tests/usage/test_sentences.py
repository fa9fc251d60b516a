"""Every problem speaks: what is wrong, what was expected, what to do next."""

import pytest

from tests.factories.usage import checked_report
from tests.usage.formats.tables import as_xlsx
from usage.customer_key import customer_key
from usage.file_sentences import SENTENCES
from usage.row_sentences import EXPECTED, FIXES, TITLES, expected_of, fix_of, title_of
from usage.verdict_text import file_sentences, problem_groups, verdict_lines

HEADER = b"usage_date,application,model,market,unit,quantity,gross_revenue,currency\n"
ROW = b"2026-10-05,search,llama-3.1-8b,DE,output_tokens,1,1,USD\n"
# INTERFACE.md, "Usage files": problems of rows; duplicate_file is said at once, by receive_report.
OF_ROWS = (
    "missing_value bad_date date_outside_period unknown_application unknown_model unknown_market "
    "unknown_unit unknown_currency unknown_deployment deployment_mismatch bad_number too_many_decimals "
    "number_too_large negative_value too_few_columns too_many_columns no_agreement duplicate_row "
    "personal_data_suspected unterminated_quote bad_record"
)
OF_FILES = (
    "bad_encoding missing_column duplicate_column unknown_column empty_file file_too_large unsupported_format"
)


@pytest.mark.parametrize("code", OF_ROWS.split())
def test_every_row_problem_has_a_name_an_expectation_and_a_fix(code):
    assert title_of(code) == str(TITLES[code])
    assert fix_of(code).endswith(".")
    assert expected_of(code, {"from": "2026-10-01", "to": "2026-11-01", "columns": 8})


def test_no_sentence_is_for_a_problem_that_does_not_exist():
    assert set(TITLES) == set(FIXES) == set(OF_ROWS.split())
    assert set(EXPECTED) <= set(OF_ROWS.split())
    assert set(SENTENCES) == {*OF_FILES.split(), "unterminated_quote", "own_fault", "infected"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content, words",
    [
        (b"", ["is empty", "no usage"]),
        (HEADER, ["header but no rows"]),
        (b"\n\n\n", ["is empty"]),
        (HEADER.replace(b",currency", b""), ["lacks the column “currency”", "template"]),
        (HEADER.replace(b"market", b"country") + ROW, ["lacks the column “market”", "not known: “country”"]),
        (HEADER.replace(b"market", b"model") + ROW, ["names the column “model” twice", "lacks the column"]),
        (HEADER.replace(b",", b";") + ROW, ["separated by “;”", "commas"]),
        (HEADER.replace(b",", b"\t") + ROW, ["separated by “TAB”"]),
        (HEADER + ROW + b"\x00\x01\x02\n", ["binary bytes", "line 3"]),
        (b"PK\x03\x04" + b"x" * 50, ["XLSX", "damaged"]),
        (b"%PDF-1.7\n", ["PDF"]),
        (b'{"usage_date": 1}\n', ["lacks the columns", "“currency”"]),
        (b'[{"usage_date": 1}]\n', ["looks like a JSON file", "JSON Lines"]),
        (b"{\n", ["JSON Lines file is damaged"]),
        (as_xlsx([["usage_date"], ["=1"]]), ["Cell A2 holds a formula"]),
        (HEADER + ROW.replace(b"search", "Über".encode("latin-1")), ["Line 2", "0xDC", "UTF-8"]),
        ((HEADER + ROW).decode().encode("utf-16"), ["UTF-16", "UTF-8"]),
        (b'usage_date,"application,model\n' + ROW, ["Line 1", "quotation mark"]),
        (HEADER + b"x" * 17_000_000, ["Line 2", "longer than"]),
        ((HEADER + ROW).replace(b"\n", b"\r"), ["line feeds"]),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(agreement, content, words):
    report = checked_report(agreement, "2026-10", content)
    assert report.state == "refused"
    said = " ".join(file_sentences(report))
    for word in words:
        assert word in said
    assert said in " ".join(verdict_lines(report))


@pytest.mark.django_db
def test_an_unterminated_quote_and_a_line_of_ten_million_characters_spoil_only_their_rows(agreement):
    content = HEADER + ROW + b'2026-10-06,"search,a,b\n' + b"y" * 10_000_000 + b"\n" + ROW
    report = checked_report(agreement, "2026-10", content)
    assert (report.rows, report.accepted, report.rejected) == (4, 2, 2)
    groups = {group.code: group.examples[0] for group in problem_groups(report)}
    assert groups["unterminated_quote"]["line"] == 3
    assert groups["too_few_columns"]["line"] == 4
    assert len(groups["too_few_columns"]["found"]) < 300


def test_each_partner_has_its_own_customer_key(hosta, rival):
    assert customer_key(partner=hosta) != customer_key(partner=rival)
    assert customer_key(partner=hosta) == customer_key(partner=hosta)
    assert len(customer_key(partner=hosta)) == 32
