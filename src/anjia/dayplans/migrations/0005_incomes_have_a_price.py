"""Incomes off their fair shares have a price; versions published before go on without one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dayplans", "0004_breaks_have_a_price")]

    operations = [migrations.AddField("weightsversion", "income_fen", models.PositiveIntegerField(default=0))]
