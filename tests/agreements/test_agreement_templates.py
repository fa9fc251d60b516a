"""Terms kept, and agreements that begin with them: a template, or another partner's terms."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agreements.access import versions_with_rules
from agreements.agreement_templates.rename_template import rename_template
from agreements.agreement_templates.restore_template import restore_template
from agreements.agreement_templates.retire_template import retire_template
from agreements.agreement_templates.save_template import save_template
from agreements.models import Agreement, AgreementTemplate
from agreements.terms_document import version_document
from portal.audit.models import AuditEvent
from tests.factories.agreements import make_agreement, make_terms, share
from tests.scenes import scene

RICH = make_terms(
    "2026-01-01",
    share(("1000", "0.2"), "0.1", accumulate="year"),
    exclusivity=[{"id": "x1", "market": "ID", "from": "2026-02-01", "to": "2026-03-01", "uplift": "0.02"}],
    minimum_guarantee={"amount": "10.50", "per": "quarter"},
)


@scene
def version(hosta):
    made = make_agreement(hosta, terms=[RICH], title="Hosting")
    return versions_with_rules(made).get()


@scene
def template(version, carla) -> AgreementTemplate:
    return save_template(version=version, name="  Usual hosting ", by=carla)


def frame(partner, **fields) -> dict:
    return {
        "partner": partner.pk,
        "title": "Rival's hosting",
        "collected_by": "licensor",
        "reporter": "licensor",
        "settlement_currency": "USD",
        "period_length": "month",
        "time_zone": "UTC",
        "starts_date": "2027-01-01",
        **fields,
    }


def test_a_template_names_no_partner_and_no_days(template, version, hosta):
    assert (template.name, template.frame["settlement_currency"]) == ("Usual hosting", "USD")
    assert {"version", "from", "to"}.isdisjoint(template.terms)
    assert template.terms["exclusivity"][0]["from"] == 31
    assert hosta.name not in str([template.frame, template.terms, template.beside])
    assert "2026" not in str(template.terms)


@pytest.mark.parametrize("way", ["template", "copy"])
def test_an_agreement_begins_with_it(client, carla, rival, version, template, way):
    client.force_login(carla)
    asked = template.pk if way == "template" else version.agreement.number
    url = f"/staff/agreements/new/?{way}={asked}"
    page = client.get(url).content.decode()
    assert ('value="Usual hosting"' if way == "template" else 'value="Hosting"') in page
    assert client.post(url, frame(rival)).status_code == 302
    made = Agreement.objects.get(partner=rival)
    begun = versions_with_rules(made).get()
    wanted = {**version_document(version), "from": "2027-01-01"}
    wanted["exclusivity"] = [{**wanted["exclusivity"][0], "from": "2027-02-01", "to": "2027-03-01"}]
    assert version_document(begun) == wanted
    kept = list(version.clauses.values_list("number", "kind", "title", "text"))
    assert kept
    assert list(begun.clauses.values_list("number", "kind", "title", "text")) == kept
    assert {clause.partner for clause in begun.clauses.all()} == {rival}
    assert begun.rules.get().partner == rival


def test_terms_that_cannot_stand_in_the_frame_are_said(client, carla, rival, template):
    client.force_login(carla)
    response = client.post(
        f"/staff/agreements/new/?template={template.pk}", frame(rival, settlement_currency="JPY")
    )
    assert "minimum_guarantee.amount" in response.content.decode()
    assert not Agreement.objects.filter(partner=rival).exists()


@pytest.mark.parametrize(
    "asked", ["template=x", "template=999999", "template=" + "9" * 40, "copy=AGR-2026-9999"]
)
def test_what_there_is_not_is_no_page(client, carla, asked):
    client.force_login(carla)
    assert client.get(f"/staff/agreements/new/?{asked}").status_code == 404


def test_saving_renaming_and_retiring_by_pages(client, carla, version):
    client.force_login(carla)
    url = f"/staff/agreements/{version.agreement.number}/versions/1/template/"
    assert client.get(url).status_code == 200
    client.post(url, {"name": "First"})
    assert "Another template has this name" in client.post(url, {"name": "FIRST"}).content.decode()
    made = AgreementTemplate.objects.get()
    client.post(f"/staff/agreements/templates/{made.pk}/rename/", {"name": "Second"})
    client.post(f"/staff/agreements/templates/{made.pk}/retire/")
    page = client.get("/staff/agreements/templates/").content.decode()
    assert "Second" in page
    assert "Retired" in page
    assert client.get(f"/staff/agreements/new/?template={made.pk}").status_code == 404
    client.post(f"/staff/agreements/templates/{made.pk}/retire/")
    assert client.get(f"/staff/agreements/new/?template={made.pk}").status_code == 200


def test_a_retired_name_is_free_until_it_comes_back(template, version, carla):
    retire_template(template=template, by=carla)
    other = save_template(version=version, name="Usual hosting", by=carla)
    with pytest.raises(ValidationError, match="Another template"):
        restore_template(template=template, by=carla)
    rename_template(template=other, name="Other", by=carla)
    restore_template(template=template, by=carla)
    template.refresh_from_db()
    assert template.retired_at is None


def test_each_act_is_recorded_in_the_house_and_needs_the_role(template, version, carla, fiona):
    rename_template(template=template, name="New name", by=carla)
    retire_template(template=template, by=carla)
    restore_template(template=template, by=carla)
    events = AuditEvent.objects.filter(event__startswith="template.").order_by("position")
    assert [row.event for row in events] == [
        "template.saved",
        "template.renamed",
        "template.retired",
        "template.restored",
    ]
    assert {row.partner_id for row in events} == {None}
    for act in (retire_template, restore_template):
        with pytest.raises(PermissionDenied):
            act(template=template, by=fiona)
    with pytest.raises(PermissionDenied):
        save_template(version=version, name="x", by=fiona)
    with pytest.raises(PermissionDenied):
        rename_template(template=template, name="x", by=fiona)
