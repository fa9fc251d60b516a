"""Versions stay; samples do not."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import ProgrammingError, transaction
from django.utils import timezone

from portal.refused import Refused
from tests.factories.usage import checked_report
from tests.usage.dialects.conftest import DEFINITION, own_file
from usage.dialects.add_sample import add_sample
from usage.dialects.forget_samples import forget_samples
from usage.dialects.read_definition import BadDefinition, read_definition
from usage.dialects.retire_dialect import retire_dialect
from usage.dialects.save_dialect import save_dialect
from usage.models import DialectSample, DialectVersion, Report


def save(version, uma, after=1, **changes):
    return save_dialect(
        by=uma,
        partner=version.partner,
        name=changes.pop("name", "Hausformat"),
        definition=read_definition({**DEFINITION, **changes}),
        dialect=version.dialect,
        after=after,
    )


def refused(act, *args, **changes) -> str:
    with pytest.raises(Refused) as refusal, transaction.atomic():
        act(*args, **changes)
    return refusal.value.code


def test_a_version_never_changes(version):
    for change in (
        lambda: DialectVersion.objects.update(number=7),
        lambda: DialectVersion.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_what_would_be_no_version_is_refused(version, uma, hosta):
    assert refused(save, version, uma) == "nothing_changed"
    assert refused(save, version, uma, after=0, header_line=2) == "changed_meanwhile"
    again = {"by": uma, "partner": hosta, "name": "Hausformat", "definition": version.read}
    assert refused(save_dialect, **again) == "name_taken"
    retire_dialect(dialect=version.dialect, by=uma)
    assert refused(save, version, uma, header_line=2) == "dialect_retired"
    # Its name is free again, its code stays what reports were read in.
    assert save_dialect(**again).dialect.code == "hausformat-2"


def test_a_report_keeps_the_version_it_was_read_in(version, uma, agreement):
    report = checked_report(agreement, "2026-10", own_file(), by=uma, dialect=version)
    assert (report.accepted, report.rejected) == (1, 0)
    second = save(version, uma, words={})
    later = checked_report(agreement, "2026-10", own_file({}, {}), by=uma, dialect=second)
    assert (later.accepted, later.rejected) == (0, 2)
    assert Report.objects.get(pk=report.pk).dialect == version


def test_times_are_days_where_the_agreement_lives(uma, hosta, agreement):
    agreement.time_zone = "Asia/Tokyo"
    agreement.save()
    definition = read_definition(
        {**DEFINITION, "days": {"pattern": "DD.MM.YYYY", "time": True, "zone": "Europe/Berlin"}}
    )
    version = save_dialect(by=uma, partner=hosta, name="Zeiten", definition=definition)
    content = own_file({"Datum": "30.09.2026 18:00"}, {"Datum": "31.10.2026 18:00"})
    report = checked_report(agreement, "2026-10", content, by=uma, dialect=version)
    assert (report.accepted, report.rejected) == (1, 1)
    [group] = report.verdict["groups"]
    assert (group["code"], group["examples"][0]["found"]) == (
        "date_outside_period",
        "31.10.2026 18:00 → 2026-11-01",
    )


def test_samples_are_forgotten_after_a_day(uma, hosta, django_capture_on_commit_callbacks):
    sample = add_sample(by=uma, partner=hosta, content=io.BytesIO(own_file()), file_name="s.csv", name="S")
    name = sample.file.content.name
    assert forget_samples() == 0
    DialectSample.objects.update(made_at=timezone.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        assert (forget_samples(), forget_samples()) == (1, 0)
    assert not default_storage.exists(name)


@pytest.mark.parametrize(
    "change, place, code",
    [
        ({"columns": {}}, "columns.usage_date", "missing"),
        ({"columns": {**DEFINITION["columns"], "price": {"column": "x"}}}, "columns", "not_canonical"),
        (
            {"columns": {**DEFINITION["columns"], "usage_date": {"constant": "x"}}},
            "columns.usage_date",
            "not_constant",
        ),
        (
            {"columns": {**DEFINITION["columns"], "model": {"key": "x"}}},
            "columns.model",
            "column_or_constant",
        ),
        ({"columns": 5}, "", "not_a_definition"),
        ({"surprise": 5}, "", "not_a_definition"),
        ({"separator": "::"}, "separator", "not_offered"),
        ({"header_line": True}, "header_line", "not_offered"),
        ({"header_line": 0}, "header_line", "not_offered"),
        ({"numbers": {"decimal": ",", "grouping": ","}}, "numbers.grouping", "same_marks"),
        ({"numbers": {"decimal": []}}, "numbers.decimal", "not_offered"),
        ({"numbers": {"sense": 1}}, "", "not_a_definition"),
        ({"days": {"zone": "Europe/Atlantis"}}, "days.zone", "not_offered"),
        ({"units": {"x": {"unit": "y", "factor": "-1"}}}, "units", "bad_factor"),
        ({"units": {"x": {"unit": "y", "factor": 1000}}}, "units", "bad_factor"),
        ({"units": {"x": {"unit": "y", "factor": "1e9"}}}, "units", "bad_factor"),
        ({"unit_factor": "1000"}, "columns.unit", "bad_factor"),
        ({"words": {"quantity": {"a": "b"}}}, "words.quantity", "not_canonical"),
        ({"words": {"market": {"a\0": "DE"}}}, "", "bad_word"),
        ({"words": {"market": {"a": "DE", "A": "FR"}}, "ignore_case": True}, "words.market", "said_twice"),
        ({"words": {"market": {str(at): "DE" for at in range(5001)}}}, "words.market", "too_many_words"),
        ({"left_out": [{"column": "", "values": []}]}, "left_out", "condition"),
        ({"left_out": [{"column": "a", "values": "b"}]}, "left_out", "not_a_definition"),
        ({"ignored": ["Menge"]}, "ignored", "mapped_and_ignored"),
        ({"ignored": [5]}, "", "not_a_definition"),
    ],
)
def test_every_fault_of_a_definition_has_its_place(change, place, code):
    with pytest.raises(BadDefinition) as bad:
        read_definition({**DEFINITION, **change})
    assert (place, code) in {(each.place, each.code) for each in bad.value.faults}


@pytest.mark.parametrize(
    "junk", [None, 5, [], "x", {"columns": None}, {"columns": {"model": 5}}, {"words": 5}]
)
def test_junk_is_no_definition(junk):
    with pytest.raises(BadDefinition):
        read_definition(junk)


def test_a_definition_is_read_back_from_its_json():
    definition = read_definition(DEFINITION)
    assert read_definition(definition.as_json()) == definition
