"""A break at noon that is missed has a price, and who misses it is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dayplans", "0003_places_and_breaks")]

    operations = [
        migrations.AddField("weightsversion", "break_fen", models.PositiveIntegerField(default=1500)),
        migrations.AddField("alternative", "without_break", models.JSONField(default=list)),
    ]
