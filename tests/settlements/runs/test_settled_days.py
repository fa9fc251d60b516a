"""Terms of days that are settled do not change any more."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from agreements.import_terms import import_terms
from agreements.settled_until import settled_until
from settlements.runs.approve_run import approve_run
from settlements.runs.request_approval import request_approval
from tests.factories.agreements import bring_into_force, make_terms, preparer, share
from tests.settlements.runs.steps import issued_run, settled_run


@pytest.mark.django_db
def test_settled_from_approval_on(usage, hosted, fiona, april):
    assert settled_until(hosted) is None
    run = request_approval(run=settled_run("2026-09", fiona, hosted), by=fiona)
    assert settled_until(hosted) is None
    approve_run(run=run, by=april, fingerprint=run.fingerprint)
    assert settled_until(hosted) == date(2026, 10, 1)


@pytest.mark.django_db
def test_an_amendment_begins_after_what_is_settled(usage, hosted, fiona, april):
    issued_run("2026-09", fiona, april, hosted)
    amended = {"number": 2, "to": None}
    early = make_terms("2026-09-15", share("0.3"), **amended)
    [version] = import_terms(agreement=hosted, document=[early], by=preparer())
    with pytest.raises(ValidationError, match="is settled"):
        bring_into_force(version)
    later = make_terms("2026-10-01", share("0.3"), **amended)
    [version] = import_terms(agreement=hosted, document=[later], by=preparer())
    bring_into_force(version)
