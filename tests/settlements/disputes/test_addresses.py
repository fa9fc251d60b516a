"""Addresses typed by hand."""

import pytest
from django.urls import reverse

from tests.settlements.disputes.steps import line


@pytest.mark.parametrize("question", ["9" * 5000, "9" * 25, "0", "-1", "x", "²"])
def test_a_question_that_is_none(client, payable, fred, question):
    client.force_login(fred)
    about = reverse("dispute_line", args=[payable.number, line(payable, "DE").position])
    assert client.get(about, {"question": question}).status_code == 404
