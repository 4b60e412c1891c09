"""What the desk has still to see of the districts that caregivers changed themselves."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("workforce", "0008_said_by_herself")]

    operations = [
        migrations.AddField("caregiver", "districts_known", models.CharField(max_length=500, null=True)),
        migrations.AddField("caregiver", "districts_said_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "caregiver",
            models.CheckConstraint(
                condition=Q(districts_known__isnull=True, districts_said_at__isnull=True)
                | Q(districts_known__isnull=False, districts_said_at__isnull=False),
                name="caregiver_districts_said",
            ),
        ),
        migrations.AddIndex(
            "caregiver",
            models.Index(
                fields=["company_id", "districts_said_at"],
                name="caregiver_said",
                condition=Q(districts_said_at__isnull=False),
            ),
        ),
    ]
