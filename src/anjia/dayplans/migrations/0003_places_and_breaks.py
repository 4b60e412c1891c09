"""Places in a visit of two, and a break in everybody's day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dayplans", "0002_under_way_once")]

    operations = [
        migrations.AddField("plannedmove", "seat", models.PositiveSmallIntegerField(default=1)),
        migrations.RemoveConstraint("plannedmove", "planned_move_once"),
        migrations.AddConstraint(
            "plannedmove",
            models.UniqueConstraint(
                fields=["company_id", "alternative", "visit_id", "seat"], name="planned_move_once"
            ),
        ),
        migrations.AddField("weightsversion", "break_minutes", models.PositiveSmallIntegerField(default=0)),
    ]
