"""Versions that came into force before there was acceptance: accepted in the moment they were approved."""

from django.db import migrations
from django.db.models import F


def accept(apps, schema_editor) -> None:
    versions = apps.get_model("agreements", "Version").objects
    versions.filter(state="in_force", accepted_at=None).update(
        accepted_by=F("approved_by"), accepted_at=F("approved_at")
    )
    apps.get_model("agreements", "Agreement").objects.filter(state="ended").update(state="expired")


class Migration(migrations.Migration):
    dependencies = [("agreements", "0006_lifecycle")]
    operations = [migrations.RunPython(accept, migrations.RunPython.noop)]
