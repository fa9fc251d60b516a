"""Which outcomes the new figures contain, as people choose and read it."""

import pytest

from settlements.statements.pdf.content_of import content_of
from tests.settlements.restate.contained import april_of, outcome, request_and_approve
from tests.settlements.runs.pages import page_of, post


@pytest.mark.django_db
class TestPages:
    def test_chosen_on_the_page_and_told_on_the_statement(
        self, client, quarter, correction, restatement, fiona, april, finn
    ):
        client.force_login(fiona)
        shown = page_of(client, "restatement", restatement.pk)
        assert "Which of them do the new figures contain?" in shown
        shown = post(client, "choose_contained", restatement.pk, contained=[outcome().pk])
        assert f"Taken back, since the new figures contain it: {correction.number}" in shown
        assert "180.00" in shown, "280.05 − 40 − 140 − 280.05 together"
        request_and_approve(restatement, fiona, april)
        assert "Taken back" in page_of(client, "restatement", restatement.pk)
        statement = april_of(quarter, fiona, april)
        client.force_login(finn)
        told = page_of(client, "statement_rung", statement.number, "adjustments")
        assert "Taken back, since the restated figures of" in told
        rows = content_of(statement=statement)["adjustments"]["rows"]
        assert sum("taken back" in each[1] for each in rows) == 1

    def test_what_is_no_number_is_left_out(self, client, restatement, fiona):
        client.force_login(fiona)
        post(client, "choose_contained", restatement.pk, contained=["x", "²", "9" * 30])
        assert restatement.contained.count() == 0
