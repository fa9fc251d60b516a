"""The template, filled in, looked at, imported, brought into force and settled."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agreements.approve_version import approve_version
from agreements.discard_agreement import discard_agreement
from agreements.edit_agreement import edit_agreement
from agreements.models import Agreement, Version
from agreements.negotiation.accept_version import accept_version
from agreements.negotiation.propose_version import propose_version
from portal.accounts.models import Partner
from portal.audit.models import AuditEvent
from portal.workbooks.models import ImportedAgreement, Workbook
from portal.workbooks.plan_agreements import FRAME
from settlements.balances.verify_books import verify_books
from settlements.openings.confirm_opening import confirm_opening
from settlements.openings.models import AgreementOpening
from settlements.statements.models import Statement
from tests.factories.agreements import make_agreement, make_terms, second_person, share, signatory
from tests.factories.usage import submitted_report
from tests.portal.workbooks.books import OPENING, changed, filled, saved, template
from tests.settlements.runs.pages import text_of
from tests.settlements.runs.steps import issued_run


def handed_in(client, sheets=None) -> tuple[Workbook, str]:
    """The workbook and the page of its dry run."""
    book = filled(template(client), sheets or changed())
    file = SimpleUploadedFile("books.xlsx", saved(book))
    page = client.post(reverse("workbooks"), {"file": file}, follow=True)
    return Workbook.objects.first(), text_of(page)


def digest_on(page: str) -> str:
    return page.partition('name="digest" value="')[2].partition('"')[0]


def imported(client, stored: Workbook, page: str):
    return client.post(reverse("import_workbook", args=[stored.pk]), {"digest": digest_on(page)}, follow=True)


def test_from_the_template_to_the_first_statement(client, mona, fiona, april):
    """As an accountant checks it in tests/settlements/openings/test_first_period.py: 32.34 are due."""
    client.force_login(mona)
    stored, page = handed_in(client)
    assert "Faults" not in page
    assert not Partner.objects.filter(code="acme").exists()
    assert not Agreement.objects.exists()
    answer = imported(client, stored, page)
    assert "There is nothing new in this file" in text_of(answer)
    acme = Partner.objects.get(code="acme")
    assert (acme.postal_code, acme.country) == ("10115", "DE")
    agreement = Agreement.objects.get()
    assert (agreement.state, agreement.settlement_currency) == ("draft", "USD")
    assert ImportedAgreement.objects.get().reference == "C-1001"
    opening = AgreementOpening.objects.get()
    assert (opening.state, opening.entered_by) == ("entered", mona)
    version = Version.objects.get()
    assert version.state == "draft"
    propose_version(version=version, by=mona)
    version.refresh_from_db()
    version = approve_version(version=version, by=second_person())
    accept_version(version=version, by=signatory(acme))
    opening.refresh_from_db()
    confirm_opening(opening=AgreementOpening.objects.get(), by=april)
    agreement.refresh_from_db()
    usage = {"usage_date": "2026-09-05", "gross_revenue": "300", "deductions": "0", "currency": "USD"}
    submitted_report(agreement, "2026-09", [usage])
    issued_run("2026-09", fiona, april, agreement)
    ladder = Statement.objects.get().result_document["ladder"]
    assert [ladder[rung] for rung in ("earned", "recoupment", "opening_balance", "due_now")] == [
        "40.00",
        "-20.00",
        "12.34",
        "32.34",
    ]
    assert verify_books() == []


def test_a_second_import_changes_nothing(client, mona):
    client.force_login(mona)
    stored, page = handed_in(client)
    imported(client, stored, page)
    events = AuditEvent.objects.count()
    again, page = handed_in(client)
    assert "There is nothing new in this file" in page
    assert page.count("Here already</span>") == 4 + 5  # four sheets, five rows
    assert "differs" not in page
    answer = imported(client, again, page)
    assert answer.status_code == 422
    assert Agreement.objects.count() == AgreementOpening.objects.count() == 1
    assert not AuditEvent.objects.filter(event="workbook.imported")[1:].exists()
    assert AuditEvent.objects.count() <= events + 1


def test_what_differs_is_shown_and_stays(client, mona):
    client.force_login(mona)
    imported(client, *handed_in(client))
    other = changed(Partners={"town": "Bonn"}, Agreements={"cap": 600}, Rates={"rate": 25})
    other["Opening balances"][0]["balance"] = 13
    _stored, page = handed_in(client, other)
    for told in ("here Berlin, in the file Bonn", "here 500 year, in the file 600 year"):
        assert told in page
    assert "here ≤ 1000: 0.2, 0.1, in the file ≤ 1000: 0.25, 0.1" in page
    assert "here 12.34, in the file 13" in page
    assert "There is nothing new in this file" in page
    assert Partner.objects.get(code="acme").town == "Berlin"
    assert AuditEvent.objects.filter(event="terms.viewed", details__page="workbook").exists()


def test_a_look_at_an_opening_that_differs_is_recorded(client, mona):
    """The page shows what was carried over, so the partner sees who looked."""
    client.force_login(mona)
    imported(client, *handed_in(client))
    handed_in(client, {"Opening balances": [{**OPENING, "balance": 13}]})
    looks = AuditEvent.objects.filter(event="terms.viewed", details__page="workbook")
    assert looks.filter(partner__code="acme").count() == 1


def test_what_changed_meanwhile_is_shown_anew(client, mona):
    client.force_login(mona)
    stored, page = handed_in(client)
    Partner.objects.create(code="acme", name="Acme", legal_name="Other", town="Bern", country="CH")
    answer = imported(client, stored, page)
    assert answer.status_code == 422
    assert "Something it rests on changed since you looked" in text_of(answer)
    assert "here Other, in the file Acme Hosting GmbH" in text_of(answer)
    assert not Agreement.objects.exists()
    imported(client, stored, text_of(answer))
    assert Agreement.objects.get().partner.legal_name == "Other"


def test_registering_partners_needs_the_role(client, carla, hosta):
    client.force_login(carla)
    stored, page = handed_in(client)
    assert "It would register partners. This needs one of these roles: Operations." in page
    assert imported(client, stored, page).status_code == 422
    assert not Partner.objects.filter(code="acme").exists()
    without = changed(Agreements={"partner": "hosta"})
    without["Partners"] = []
    imported(client, *handed_in(client, without))
    assert Agreement.objects.get().partner == hosta


def test_an_opening_of_an_agreement_that_is_here(client, carla, hosta):
    """By its number; the other sheets are empty."""
    terms = make_terms("2025-01-01", share("0.20"))
    here = make_agreement(hosta, starts="2025-01-01", terms=[terms])
    client.force_login(carla)
    row = {"agreement": here.number, "settled_until": "2026-08-31", "currency": "USD"}
    row |= {"balance": "-0.10", "source": "كشف حساب"}
    imported(client, *handed_in(client, {"Opening balances": [row]}))
    opening = AgreementOpening.objects.get()
    assert (str(opening.balance), opening.source, opening.agreement) == ("-0.1000", "كشف حساب", here)


def test_an_imported_draft_can_be_discarded_and_imported_again(client, mona):
    client.force_login(mona)
    stored, page = handed_in(client)
    imported(client, stored, page)
    discard_agreement(agreement=Agreement.objects.get(), by=mona)
    stored, page = handed_in(client)
    imported(client, stored, page)
    assert Agreement.objects.count() == AgreementOpening.objects.count() == 1


def test_the_days_of_an_imported_draft_can_be_corrected(client, mona, hosta):
    """Its partner cannot: the opening balance is that one's."""
    client.force_login(mona)
    imported(client, *handed_in(client))
    agreement = Agreement.objects.get()
    frame = {field: getattr(agreement, field) for field in ("partner", *FRAME)}
    edited = edit_agreement(agreement=agreement, by=mona, **{**frame, "starts_date": date(2024, 1, 1)})
    assert edited.versions.get().from_date == date(2024, 1, 1)
    with pytest.raises(ValidationError):
        edit_agreement(agreement=agreement, by=mona, **{**frame, "partner": hosta})


def test_the_trail_says_who_imported_what(client, mona):
    client.force_login(mona)
    imported(client, *handed_in(client))
    [event] = AuditEvent.objects.filter(event="workbook.imported")
    assert event.details["agreements"] == {"C-1001": Agreement.objects.get().number}
    acme = Partner.objects.get(code="acme")
    names = set(AuditEvent.objects.filter(partner=acme).values_list("event", flat=True))
    assert names == {"partner.registered", "agreement.drafted", "terms.imported", "opening.entered"}


def test_what_is_here_is_not_called_new_for_a_fault(client, mona):
    client.force_login(mona)
    imported(client, *handed_in(client))
    _stored, page = handed_in(client, changed(Rates={"rate": "=1"}))
    assert "This holds a formula; paste its value." in page
    assert "New</span>" not in page
