"""Advances have an account: what issued statements recouped is taken out of the share again."""

from decimal import Decimal

from django.db import migrations
from django.utils import timezone

from settlements.balances.digest_of import digest_of
from settlements.engine.exact import exact_arithmetic


def catch_up(apps, _schema_editor):
    """One transaction per agreement. The share gets back what lowered it; what is left stands as advance."""
    Statement = apps.get_model("settlements", "Statement")
    rows = Statement.objects.filter(version=1).order_by("agreement", "period__from_date")
    wanted = ("agreement", "result_document__ladder__recoupment", "result_document__window__advance_balance")
    found = {}
    with exact_arithmetic():
        for agreement, recoupment, closing in rows.values_list(*wanted):
            recouped, _left = found.get(agreement, (Decimal(0), Decimal(0)))
            found[agreement] = recouped - Decimal(recoupment), Decimal(closing)
    for agreement, (recouped, left) in found.items():
        if recouped or left:
            post(apps, agreement, recouped, left)


def post(apps, agreement_id, recouped, left):
    Agreement = apps.get_model("agreements", "Agreement")
    JournalTransaction = apps.get_model("settlements", "JournalTransaction")
    Entry = apps.get_model("settlements", "Entry")
    agreement = Agreement.objects.get(pk=agreement_id)
    key = f"advances caught up {agreement.number}"
    if JournalTransaction.objects.filter(key=key).exists():
        return
    header = JournalTransaction(
        partner_id=agreement.partner_id,
        cause="advance_taken_in",
        subject=agreement.number,
        key=key,
        currency=agreement.settlement_currency,
        posted_at=timezone.now(),
    )
    with exact_arithmetic():
        amounts = [("advance", left), ("share", recouped), ("advance_paid", -(left + recouped))]
        if agreement.collected_by == "partner":
            amounts = [(account, -amount) for account, amount in amounts]
    entries = [
        Entry(
            partner_id=agreement.partner_id,
            agreement_id=agreement.pk,
            statement="",
            account=account,
            currency=header.currency,
            amount=amount,
        )
        for account, amount in amounts
        if amount
    ]
    header.digest = digest_of(header, entries)
    header.save(force_insert=True)
    for entry in entries:
        entry.transaction = header
    Entry.objects.bulk_create(entries)


class Migration(migrations.Migration):
    dependencies = [("settlements", "0023_advance_account")]

    operations = [migrations.RunPython(catch_up, migrations.RunPython.noop)]
