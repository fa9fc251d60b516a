"""The check of a report in parts; archives of several files."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

AS_LIST = """
ALTER TABLE usage_report ALTER COLUMN {0} DROP DEFAULT, ALTER COLUMN {0} TYPE varchar(200)[]
USING CASE WHEN {0} = '' THEN '{{}}'::varchar(200)[] ELSE ARRAY[{0}]::varchar(200)[] END
"""
AS_NAME = "ALTER TABLE usage_report ALTER COLUMN {0} TYPE varchar(200) USING coalesce({0}[1], '')"


def names(field):
    """A report's one file becomes a list of one, and nothing an empty list."""
    several = django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=200), blank=True, default=list, size=None
    )
    return migrations.RunSQL(
        sql=AS_LIST.format(field),
        reverse_sql=AS_NAME.format(field),
        state_operations=[migrations.AlterField(model_name="report", name=field, field=several)],
    )


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_people"),
        ("usage", "0003_put_in_line"),
    ]

    operations = [
        names("archive"),
        names("problems"),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("claim", models.PositiveSmallIntegerField()),
                ("began", models.DateTimeField()),
                ("place", models.CharField(max_length=100)),
                ("number", models.PositiveIntegerField()),
                ("concludes", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be checked"),
                            ("checking", "Being checked"),
                            ("checked", "Checked"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("queued_at", models.DateTimeField(blank=True, null=True)),
                ("progress_at", models.DateTimeField(blank=True, null=True)),
                ("rows_seen", models.PositiveBigIntegerField(default=0)),
                ("bytes_seen", models.PositiveBigIntegerField(default=0)),
                ("result", models.JSONField(blank=True, null=True)),
                (
                    "partner",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="accounts.partner"),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="usage.report"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "began", "number"), name="part_once")
                ],
            },
        ),
    ]
