"""A version begins on a day of its own, inside the term."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agreements.draft_version import draft_version
from tests.factories.agreements import make_agreement


def test_a_day_taken_or_outside_the_term_takes_no_version(hosta, carla):
    agreement = make_agreement(hosta, ends="2027-01-01")
    for day, words in [
        (date(2026, 1, 1), "Version 1 begins on that day"),
        (date(2025, 12, 31), "not in force on that day"),
        (date(2027, 1, 1), "not in force on that day"),
    ]:
        with pytest.raises(ValidationError, match=words):
            draft_version(agreement=agreement, from_date=day, by=carla)
