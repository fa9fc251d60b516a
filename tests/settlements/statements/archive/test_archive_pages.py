"""The page that begins, waits and hands out; what outsiders find."""

import pytest
from django.urls import reverse

from settlements.models import StatementArchive
from settlements.statements.archive.make_statement_archive import make_statement_archive
from tests.factories.statement_archives import EMPTY_ZIP, statement_archive
from tests.factories.usage import body_bytes


@pytest.fixture
def look(client, vera):
    client.force_login(vera)
    return lambda query="": client.get(reverse("statement_archive") + query).text


def begin(client):
    return client.post(reverse("begin_statement_archive"))


def test_it_is_begun_waited_for_and_fetched(client, look, payable):
    assert reverse("statement_archive") in client.get(reverse("statements")).text
    assert "Make the ZIP" in look()
    assert begin(client).headers["Location"] == f"{reverse('statement_archive')}?wait"
    waiting = look("?wait")
    assert "<bdi>0</bdi> of <bdi>1</bdi> statement<" in waiting
    assert 'http-equiv="refresh" content="2; url=' in waiting
    archive = StatementArchive.objects.get()
    make_statement_archive(archive_id=archive.pk)
    file_url = reverse("statement_archive_file", args=[archive.pk])
    assert f'content="0; url={file_url}"' in look("?wait")
    # Whoever comes back later finds it, and is not sent a file unasked.
    assert "http-equiv" not in look()
    assert file_url in look()
    assert "Make a new one" not in look()
    answer = client.get(file_url)
    assert answer["Content-Type"] == "application/zip"
    assert archive.partner.code in answer["Content-Disposition"]
    assert body_bytes(answer).startswith(b"PK")


def test_a_failure_is_said_and_can_be_tried_again(client, look, payable):
    begin(client)
    StatementArchive.objects.update(state="failed")
    assert "could not be made" in look("?wait")
    assert "http-equiv" not in look("?wait")
    begin(client)
    assert "being made" in look("?wait")


def test_statements_issued_since_are_said(look, hosta, vera, payable, receivable):
    statement_archive(hosta, vera)  # of one statement
    assert "Statements were issued since" in look("?wait")
    assert "Make a new one" in look()
    assert "http-equiv" not in look("?wait")


def test_without_a_statement_there_is_nothing_to_begin(client, ruth):
    client.force_login(ruth)
    assert "nothing to pack" in client.get(reverse("statement_archive")).text
    assert "nothing to pack" in client.post(reverse("begin_statement_archive"), follow=True).text
    assert reverse("statement_archive") not in client.get(reverse("statements")).text
    assert not StatementArchive.objects.exists()


def test_outsiders_find_nothing(client, hosta, vera, ruth, adam):
    archive = statement_archive(hosta, vera)
    url = reverse("statement_archive_file", args=[archive.pk])
    for outsider in (ruth, adam):
        client.force_login(outsider)
        assert client.get(url).status_code == 404
    client.force_login(adam)
    assert client.get(reverse("statement_archive")).status_code == 404
    assert begin(client).status_code == 404
    client.force_login(vera)
    assert body_bytes(client.get(url)) == EMPTY_ZIP
    StatementArchive.objects.update(state="failed", file=None)
    assert client.get(url).status_code == 404
