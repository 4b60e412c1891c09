"""An answer keeps which places in visits it leaves empty, not only in which visits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dayplans", "0005_incomes_have_a_price")]

    operations = [migrations.AddField("alternative", "empty", models.JSONField(default=list))]
