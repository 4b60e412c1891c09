"""A caregiver may say outside which districts she is not sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workforce", "0006_credentials")]

    operations = [
        migrations.AddField("caregiver", "only_in", models.CharField(max_length=500, blank=True, default="")),
    ]
