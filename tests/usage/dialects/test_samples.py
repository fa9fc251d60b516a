"""A sample file, from which a dialect is begun: shown, suggested from, and never trusted."""

import gzip
import re
from dataclasses import replace

import pytest

from tests.factories.usage import body
from tests.usage.dialects.conftest import own_file, send_sample
from tests.usage.formats.tables import as_xlsx
from usage.dialects import trial
from usage.models import DialectSample


def test_columns_of_equal_names_are_suggested_and_nothing_else_is(client, uma, typed):
    client.force_login(uma)
    sent = send_sample(client, own_file().replace(b"Menge", b"quantity"))
    page = body(client.get(sent["Location"]))
    assert "Suggested, because they are called alike: quantity." in page
    assert page.count(" selected>") == len(re.findall(r"<select", page))
    assert '<option value="quantity" selected>' in page
    assert '<option value="Umsatz" selected>' not in page


def test_a_focus_file_begins_with_what_focus_says(client, uma):
    client.force_login(uma)
    head = (
        "ChargePeriodStart,BilledCost,BillingCurrency,ChargeCategory,ConsumedQuantity,ConsumedUnit,SkuId,Tags"
    )
    sent = send_sample(client, f"{head}\n,,,,,,,\n".encode(), separator=",", of_focus="on")
    page = body(client.get(sent["Location"]))
    for name in ("ChargePeriodStart", "BilledCost", "BillingCurrency", "ConsumedQuantity", "Tags"):
        assert f'<option value="{name}" selected>' in page
    assert "ChargeCategory != Usage" in page


def test_a_workbook_is_a_sample_too(client, uma, typed):
    client.force_login(uma)
    table = [["Datum", "Menge"], ["05.10.2026", "1.234,5"]]
    sent = send_sample(client, as_xlsx(table), "sample.xlsx")
    assert "1.234,5" in body(client.get(sent["Location"]))


@pytest.mark.parametrize(
    "content", [b"", b"\0\1\2", b"PK\x03\x04broken", b'{"a"', b"\xff\xfe", b'"', b"a;" * 3000]
)
def test_a_sample_made_to_hurt_is_a_sentence(client, uma, typed, content):
    client.force_login(uma)
    sent = send_sample(client, content)
    if sent.status_code == 422:
        return
    assert client.get(sent["Location"]).status_code == 200
    assert client.post(sent["Location"], {**typed, "act": "try"}).status_code in (200, 422)


def test_a_sample_that_unpacks_to_far_more_is_refused_early(client, uma, typed, monkeypatch):
    monkeypatch.setattr(trial, "SAMPLE_LIMITS", replace(trial.SAMPLE_LIMITS, max_unpacked_bytes=100_000))
    client.force_login(uma)
    sent = send_sample(client, gzip.compress(own_file() + b"x" * 1_000_000))
    assert "The file is larger than" in body(client.get(sent["Location"]))
    assert "The file is larger than" in body(client.post(sent["Location"], {**typed, "act": "try"}))


def test_a_sample_may_not_be_too_large(client, uma):
    client.force_login(uma)
    answer = send_sample(client, b"x" * (5 * 1024 * 1024 + 1))
    assert answer.status_code == 422
    assert "Its first hundred rows are enough." in body(answer)
    assert not DialectSample.objects.exists()
