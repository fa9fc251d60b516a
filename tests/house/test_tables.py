"""Every table belongs to a partner or, named here, to the house; migrations are complete."""

import pytest
from django.apps import apps
from django.core.management import call_command

OUR_APPS = ["accounts", "audit", "files", "notices", "partners", "agreements", "usage", "settlements"]
OUR_APPS += ["workbooks", "api"]
OF_THE_HOUSE = {
    # Reached by its token only, and gone after two days.
    "api.idempotencykey",
    "accounts.user",
    "accounts.licensor",
    "accounts.partner",
    "accounts.numberseries",
    "notices.noticesettings",
    "agreements.agreementtemplate",
    "agreements.application",
    "agreements.aimodel",
    "agreements.unit",
    "agreements.market",
    "agreements.marketlicence",
    "settlements.bookscheck",
    "settlements.fxrate",
    "settlements.ledgeraccount",
    "settlements.payoutbatch",
    "settlements.batchapproval",
    "settlements.twoapproversfrom",
    "workbooks.workbook",
    "settlements.settlementrun",
    "settlements.bankstatementfile",
    "settlements.bankline",
    "settlements.dayoff",
}
# Tables whose partner may be absent: a chain of the house.
PARTNER_OR_HOUSE = {
    "audit.chain",
    "audit.auditevent",
    "accounts.deputy",
    "api.apitoken",
    "partners.invitation",
    "settlements.bankaccount",
    "notices.outboxevent",
    "notices.mail",
    "notices.notice",
}


@pytest.mark.parametrize("app", OUR_APPS)
def test_every_table_with_a_partner_is_owned_by_one(app):
    for model in apps.get_app_config(app).get_models():
        fields = {field.name: field for field in model._meta.get_fields() if field.concrete}
        if model._meta.label_lower in OF_THE_HOUSE:
            assert "partner" not in fields, f"{model} is listed as the house's but has a partner"
            continue
        assert "partner" in fields, f"{model} belongs to nobody: add a partner, or list it here"
        nullable = fields["partner"].null
        assert not nullable or model._meta.label_lower in PARTNER_OR_HOUSE, f"{model}: partner may be null"


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
