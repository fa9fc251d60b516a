"""A dialect made on the pages, from a sample to a report read in it."""

import io
import re

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.files.models import StoredFile
from tests.factories.usage import body
from tests.usage.dialects.conftest import own_file, send_sample
from usage.models import Dialect, DialectSample, Report


def test_uma_describes_her_file_tries_it_saves_it_and_uploads_in_it(
    client, uma, hosta, agreement, typed, upload
):
    client.force_login(uma)
    sent = send_sample(client, own_file({}, {"Menge": "12.34"}, {"Land": "Österreich"}))
    assert sent.status_code == 302
    page = body(client.get(sent["Location"]))
    assert all(name in page for name in ("Datum", "Tsd. Token", "1.234,5", "Österreich"))

    page = body(client.post(sent["Location"], {**typed, "act": "try"}))
    counted = re.sub("</?bdi>", "", page)
    assert "Of 3 rows of the sample 1 would be accepted and 2 rejected." in counted
    assert "1234500.0" in page
    assert "Not a number: a number written like 1.234.567,89" in page
    assert "Unknown market" in page
    assert not Dialect.objects.exists()

    saved = client.post(sent["Location"], {**typed, "act": "save"})
    assert saved.status_code == 302, body(saved)
    version = Dialect.objects.get().current
    assert (version.number, version.partner, version.dialect.code) == (1, hosta, "hausformat")
    assert AuditEvent.objects.get(event="dialect.saved").details["dialect"] == "hausformat"
    assert not DialectSample.objects.exists()
    assert not StoredFile.objects.exists()

    page = body(upload(own_file({}, {"Menge": "12.34"}), dialect=str(version.dialect_id)))
    report = Report.objects.get()
    assert (report.state, report.dialect, report.accepted, report.rejected) == ("checked", version, 1, 1)
    assert str(report.buckets.get().quantity) == "1234500.000000000000"
    assert "Menge → quantity" in page
    assert reverse("dialect_version", args=[version.dialect_id, 1]) in page
    received = AuditEvent.objects.get(event="report.received").details
    assert (received["dialect"], received["version"]) == ("hausformat", 1)
    rows = body(client.get(reverse("report_failed_rows", args=[report.pk])))
    assert "line,reason,Datum" in rows
    assert "Menge → quantity: Not a number: a number written like 1.234.567,89" in rows
    assert "Tsd. Token,12.34," in rows

    # The next upload begins with the dialect that was used last.
    form = body(client.get(reverse("new_report")))
    assert re.search(rf'<option value="{version.dialect_id}" selected>Hausformat', form)


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"column_quantity": ""}, "Say from which column this comes"),
        ({"constant_quantity": "1"}, "Choose a column or write what always holds, not both."),
        ({"grouping": ","}, "The decimal mark cannot also separate thousands."),
        ({"words_market": "Deutschland"}, "Line 1 is not understood: “Deutschland”."),
        ({"words_market": "Deutschland = Germany"}, "No such code: Germany."),
        ({"words_unit": "Tsd. Token = output_tokens * 0"}, "“0” is no factor"),
        ({"words_unit": "Tsd. Token = tokens"}, "No such code: tokens."),
        ({"left_out": "Gibtsnicht = x"}, "Write the column and its values"),
        ({"pattern": "YY"}, "Select a valid choice"),
        ({"column_model": "Fremd"}, "Select a valid choice"),
        ({"after": "x"}, "Enter a whole number"),
        ({"header_line": "99"}, "less than or equal to 50"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(client, uma, typed, change, sentence):
    client.force_login(uma)
    sent = send_sample(client, own_file())
    answer = client.post(sent["Location"], {**typed, **change, "act": "save"})
    assert answer.status_code == 422
    assert sentence in body(answer)
    assert not Dialect.objects.exists()


def test_a_change_is_the_next_version_and_says_what_it_changed(client, uma, version, typed):
    client.force_login(uma)
    edit = reverse("edit_dialect", args=[version.dialect_id])
    page = body(client.get(edit))
    assert "Tsd. Token = output_tokens * 1000" in page
    changed = {**typed, "after": "1", "words_market": "Deutschland = DE\nFrankreich = FR", "act": "save"}
    assert client.post(edit, changed).status_code == 302
    page = body(client.get(reverse("dialect", args=[version.dialect_id])))
    assert "What version 2 changed" in page
    assert "market · Frankreich" in page
    # Who still had the first version before them is told, and loses nothing.
    late = client.post(edit, {**changed, "words_market": "Deutschland = DE"})
    assert late.status_code == 422
    assert "Version 2 was saved meanwhile." in body(late)
    first = body(client.get(reverse("dialect_version", args=[version.dialect_id, 1])))
    assert "Frankreich" not in first


def test_out_of_use_it_is_offered_no_more(client, uma, agreement, version):
    client.force_login(uma)
    assert "Hausformat" in body(client.get(reverse("new_report")))
    assert client.post(reverse("retire_dialect", args=[version.dialect_id])).status_code == 302
    assert "Hausformat" not in body(client.get(reverse("new_report")))
    assert "no longer in use" in body(client.get(reverse("dialect", args=[version.dialect_id])))


def test_readers_read_and_outsiders_find_nothing(client, vera, ruth, uma, version):
    client.force_login(uma)
    sample = send_sample(client, own_file())["Location"]
    pages = [
        reverse(name, args=[version.dialect_id]) for name in ("dialect", "edit_dialect", "retire_dialect")
    ]
    client.force_login(vera)
    assert [client.get(page).status_code for page in pages] == [200, 403, 403]
    assert client.get(reverse("new_dialect")).status_code == 403
    assert client.get(sample).status_code == 403
    client.force_login(ruth)
    assert [client.get(page).status_code for page in [*pages, sample]] == [404] * 4
    assert "Hausformat" not in body(client.get(reverse("dialects")))


def test_operations_make_one_for_a_partner(client, oscar, hosta, typed):
    client.force_login(oscar)
    file = io.BytesIO(own_file())
    file.name = "sample.csv"
    given = {"partner": hosta.code, "name": "Hausformat", "separator": ";", "header_line": "1", "file": file}
    sent = client.post(reverse("staff_new_dialect"), given)
    assert sent.status_code == 302, body(sent)
    assert client.post(sent["Location"], {**typed, "act": "save"}).status_code == 302
    assert Dialect.objects.get().partner == hosta
