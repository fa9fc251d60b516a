"""Every version that stands gets the defaults, which say what held for it."""

from django.db import migrations


def write_defaults(apps, schema_editor):
    OperationalTerms = apps.get_model("agreements", "OperationalTerms")
    versions = apps.get_model("agreements", "Version").objects.filter(operations=None)
    OperationalTerms.objects.bulk_create(
        (
            OperationalTerms(version_id=pk, partner_id=partner)
            for pk, partner in versions.values_list("pk", "partner_id")
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0006_operations")]

    operations = [migrations.RunPython(write_defaults, migrations.RunPython.noop)]
