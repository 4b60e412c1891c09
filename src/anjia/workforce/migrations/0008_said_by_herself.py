"""Caregivers say themselves what they are good with; some of it waits for the desk."""

from django.db import migrations, models

KINDS = ["strength", "limit", "district", "claim", "denied"]


class Migration(migrations.Migration):
    dependencies = [("workforce", "0007_only_in_districts")]

    operations = [
        migrations.AlterField(
            "caregiversuiting", "kind", models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
        ),
        migrations.AddField("caregiversuiting", "said_at", models.DateTimeField(null=True)),
    ]
