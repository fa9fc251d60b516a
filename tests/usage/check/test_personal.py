"""What looks like personal data in a reference, and what does not."""

import pytest

from tests.usage.check.files import check_rows, faults, row


@pytest.mark.parametrize(
    "reference",
    [
        *("a@b.de", "Ann <ann@example.com>", "10.0.0.1", "host 192.168.1.20:80", "::1"),
        *("fe80::1ff:fe23:4567:890a", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"),
        *("+49 170 1234567", "+628123456789", "0049 30 1234567", "(555) 123-4567", "555-123-4567"),
        *("030 1234567", "0812-3456-7890", "03-1234-5678", "08123456789"),
        *('{"tel": "0170 1234567"}', '["0812-3456-7890"]', '{"a": {"phone": "+628123456789"}}'),
        *("tel:0170 1234567", "Ann Example +49 170 1234567", "['0049 30 1234567']", "<0170 1234567>"),
        *('{"ip": "2001:0db8:85a3:0000:0000:8a2e:0370:7334"}', '{"at": "10.0.0.1"}', "[::1]"),
        *(r"{'mail': 'ann\u0040example.com'}", "ann%40example.com", "ann＠example.com"),
    ],
)
def test_what_looks_personal_is_refused_unless_the_clause_allows_it(tmp_path, reference):
    spoilt = row(customer_ref='"' + reference.replace('"', '""') + '"')
    assert faults(check_rows(tmp_path, spoilt)) == [(2, "customer_ref", "personal_data_suspected")]
    assert check_rows(tmp_path, spoilt, personal_data_allowed=True).accepted == 1


def test_an_e_mail_address_is_no_number_of_a_row(tmp_path):
    """It is kept as it is. Other numbers are, and a repeated address is one fault of its cell."""
    named = row(source_ref="ann@example.com")
    rows = (named, named, row(source_ref="10.0.0.1"), row(source_ref="0049-30-1234567"))
    verdict = check_rows(tmp_path, *rows)
    assert faults(verdict) == [(line, "source_ref", "personal_data_suspected") for line in (2, 3)]
    assert verdict.accepted == 2
    assert faults(check_rows(tmp_path, *rows, personal_data_allowed=True)) == [
        (3, "source_ref", "duplicate_row")
    ]


@pytest.mark.parametrize(
    "reference",
    [
        *("client-012-000549", "12345678901", "0000012345", "2026-10-000001", "v1.2.3", "1.2.3.4.5", "a:b"),
        *("550e8400-e29b-41d4-a716-446655440000", "9f86d081884c7d659a2feaa0c55ad015", "x@y"),
        *("acme/eu/0042", "客户七", "eu:0123456789", "client+7", "a=b", "acme 00123456", "telco-0123"),
    ],
)
def test_a_pseudonym_is_accepted(tmp_path, reference):
    assert check_rows(tmp_path, row(customer_ref=reference)).accepted == 1
