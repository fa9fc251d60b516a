"""Whether a file may name customers is a term of the agreement."""

import pytest
from django.urls import reverse

from tests.factories.amendments import amend
from tests.factories.usage import body, checked_report

pytestmark = pytest.mark.django_db
NAMED = {"customer_ref": "ann@example.com"}


def test_a_reference_that_names_somebody_is_refused_unless_the_terms_allow_it(agreement, uma):
    assert checked_report(agreement, "2026-10", [NAMED], by=uma).accepted == 0
    amend(agreement, "2026-11-01", customer_refs="personal")
    again = checked_report(agreement, "2026-10", [NAMED, {}], by=uma)
    assert (again.accepted, again.rejected) == (1, 1)
    november = checked_report(agreement, "2026-11", [NAMED | {"usage_date": "2026-11-03"}], by=uma)
    assert (november.accepted, november.rejected) == (1, 0)


def test_the_upload_page_says_which_terms_allow_it(client, agreement, uma):
    client.force_login(uma)
    page = reverse("new_report")
    assert "only a keyed hash is kept" in body(client.get(page))
    assert "allow personal data" not in body(client.get(page))
    amend(agreement, "2026-10-01", customer_refs="personal")
    assert f"The terms of agreement {agreement.number} allow personal data" in body(client.get(page))
