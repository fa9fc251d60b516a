"""Settlement period and whose figures settle are terms of each version; empty: as the agreement says."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from agreements.access import versions_with_rules
from agreements.agreement_templates.beginning import of_version
from agreements.agreement_terms import agreement_terms
from agreements.compare.differences import differences
from agreements.draft_agreement import draft_agreement
from agreements.fingerprint_of import fingerprint_of
from agreements.goals.forms import period_labels
from agreements.import_terms import import_terms
from agreements.models import Agreement, OperationalTerms
from agreements.negotiation.propose_version import propose_version
from agreements.operations.edit_operations import edit_operations
from agreements.operations.operations_document import document
from agreements.operations.over_time import over_time
from agreements.operations.periods_on import period_length_on, period_on, reporter_on
from portal.periods import label_of
from tests.factories.agreements import bring_into_force, make_agreement, make_draft_agreement, preparer
from tests.factories.amendments import amend, amendment

pytestmark = pytest.mark.django_db

JUNE_30, JULY_1 = date(2026, 6, 30), date(2026, 7, 1)


@pytest.fixture
def monthly(hosta) -> Agreement:
    """From April, month by month, Host A reports."""
    return make_agreement(hosta, reporter="partner", starts="2026-04-01")


@pytest.fixture
def changed(monthly) -> Agreement:
    """By quarter and by the licensor's figures from July on."""
    amend(monthly, "2026-07-01", period_length="quarter", reporter="licensor")
    return monthly


def test_what_a_version_leaves_open_the_agreement_says(monthly):
    assert "reporter" not in document(monthly.versions.get())
    assert (reporter_on(monthly, date(2026, 5, 1)), period_length_on(monthly, date(2026, 5, 1))) == (
        "partner",
        "month",
    )


def test_the_version_of_the_day_says_it(changed):
    said = [(reporter_on(changed, day), period_length_on(changed, day)) for day in (JUNE_30, JULY_1)]
    assert said == [("partner", "month"), ("licensor", "quarter")]
    assert [label_of(period_on(changed, day)) for day in (JUNE_30, JULY_1)] == ["2026-06", "2026-Q3"]


def test_a_day_before_the_agreement_is_asked_as_its_first(hosta):
    agreement = make_agreement(hosta, starts="2026-05-20", say=lambda version: by_quarter(version))
    assert label_of(period_on(agreement, date(2026, 4, 1))) == "2026-Q2"


def test_an_amendment_that_says_nothing_goes_on(changed):
    amend(changed, "2026-08-15", payment_days=30)
    assert (reporter_on(changed, date(2026, 9, 1)), period_length_on(changed, date(2026, 9, 1))) == (
        "licensor",
        "quarter",
    )


def test_pages_say_from_which_day_which_holds(changed, client, carla, oscar, uma):
    shown = over_time(changed)
    assert shown.lengths == [
        "Calendar month: periods beginning Apr 1\u2009–\u2009Jun 30, 2026",
        "Calendar quarter: periods beginning from Jul 1, 2026 on",
    ]
    assert shown.reporters[1] == "Licensor: periods beginning from Jul 1, 2026 on"
    client.force_login(carla)
    pages = [
        reverse("staff_agreement", args=[changed.number]),
        reverse("staff_version", args=[changed.number, 2]),
    ]
    for page in pages:
        assert shown.lengths[1] in client.get(page).text
    client.force_login(oscar)
    assert shown.lengths[1] in client.get(reverse("staff_agreement", args=[changed.number])).text
    client.force_login(uma)
    for page in (reverse("agreement", args=[changed.number]), reverse("reports")):
        assert shown.lengths[1] in client.get(page).text
        assert shown.reporters[1] in client.get(page).text


def test_one_that_never_changed_is_told_in_a_word(monthly):
    assert over_time(monthly).lengths == ["Calendar month"]


@pytest.mark.parametrize("day, next_one", [("2026-08-01", "Oct 1, 2026"), ("2026-07-02", "Oct 1, 2026")])
def test_a_change_of_length_in_the_middle_of_a_quarter_is_refused(monthly, day, next_one):
    drafted = amendment(monthly, day, period_length="quarter")
    with pytest.raises(ValidationError) as refusal:
        propose_version(version=drafted, by=preparer())
    [sentence] = refusal.value.messages
    assert sentence.startswith("Version 2 would change the settlement period")
    assert f"such as {next_one}" in sentence


def test_a_change_of_reporter_may_begin_on_any_day_and_holds_from_the_next_period(monthly):
    amend(monthly, "2026-08-10", reporter="licensor")
    assert [reporter_on(monthly, date(2026, month, 1)) for month in (8, 9)] == ["partner", "licensor"]


def test_a_version_between_two_is_held_against_the_one_after_it(monthly):
    """By month again from 15 August: silent so far, since nothing changes on that day."""
    amend(monthly, "2026-08-15")
    drafted = amendment(monthly, "2026-07-01", period_length="quarter")
    with pytest.raises(ValidationError, match="Version 2 would change"):
        propose_version(version=drafted, by=preparer())


def test_out_and_in_again_is_the_same(changed, hosta):
    out = agreement_terms(agreement=changed)
    assert out["beside"][1]["operations"]["period_length"] == "quarter"
    other = make_draft_agreement(hosta, starts="2026-04-01", reporter="partner", title=changed.title)
    for version in import_terms(agreement=other, document=json.dumps(out), by=preparer()):
        bring_into_force(version)
    other.refresh_from_db()
    again = agreement_terms(agreement=other)
    assert {**again["agreement"], "number": ""} == {**out["agreement"], "number": ""}
    assert (again["terms"], again["beside"]) == (out["terms"], out["beside"])


def test_they_are_approved_with_the_version(monthly):
    drafted = amendment(monthly, "2026-07-01")
    before = fingerprint_of(read(drafted))
    edit_operations(version=drafted, operations={"reporter": "licensor"}, by=preparer())
    assert fingerprint_of(read(drafted)) != before


def test_what_is_in_force_says_the_same_for_ever(changed):
    rows = OperationalTerms.objects.filter(version__agreement=changed)
    for change in ({"reporter": "partner"}, {"period_length": "month"}):
        with pytest.raises(DatabaseError, match="drafts only"), transaction.atomic():
            rows.update(**change)


def test_a_comparison_names_them(changed):
    old, new = versions_with_rules(changed)
    [part] = [each for each in differences(old, new) if "carried out" in each.title]
    assert [(row.name, row.old, row.new) for row in part.rows] == [
        ("Settlement period", "as the agreement says (Calendar month)", "Calendar quarter"),
        ("Whose figures settle", "as the agreement says (Partner)", "Licensor"),
    ]


def test_the_editor_offers_the_agreements_own_word_and_keeps_another(monthly, client, carla):
    drafted = amendment(monthly, "2026-07-01")
    client.force_login(carla)
    path = reverse("edit_operations", args=[monthly.number, 2])
    page = client.get(path).text
    assert "as the agreement says (Calendar month)" in page
    assert "These hold for periods that begin on" in page
    typed = {"missing_report": "wait", "acknowledge_days": "2", "propose_days": "10"}
    assert client.post(path, {**typed, "period_length": "week"}).status_code == 422
    assert client.post(path, {**typed, "period_length": "quarter", "reporter": ""}).status_code == 302
    said = document(read(drafted))
    assert (said["period_length"], said.get("reporter")) == ("quarter", None)


def test_an_agreement_begun_like_it_has_them_in_its_frame(changed, rival):
    like = of_version(read(changed.versions.get(number=2)))
    assert (like.frame["period_length"], like.frame["reporter"]) == ("quarter", "licensor")
    frame = {**like.frame, "period_length": "month"}
    made = draft_agreement(by=preparer(), partner=rival, starts_date=date(2026, 1, 1), like=like, **frame)
    assert "period_length" not in document(made.versions.get())


def test_goals_are_set_in_the_periods_there_are(changed):
    labels = period_labels(changed, date(2026, 11, 26))
    assert labels[:5] == ["2026-04", "2026-05", "2026-06", "2026-Q3", "2026-Q4"]


def by_quarter(version) -> None:
    edit_operations(version=version, operations={"period_length": "quarter"}, by=preparer())


def read(version):
    return versions_with_rules(version.agreement).get(pk=version.pk)
