"""A move that was taken back can be made anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dayplans", "0006_places_left_empty")]

    operations = [
        migrations.AddField("acceptedmove", "made_before", models.PositiveSmallIntegerField(default=0)),
        migrations.RemoveConstraint("acceptedmove", "accepted_move_once"),
        migrations.AddConstraint(
            "acceptedmove",
            models.UniqueConstraint(fields=["company_id", "move", "made_before"], name="accepted_move_once"),
        ),
    ]
