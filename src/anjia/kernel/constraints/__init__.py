"""Rules that the database keeps by itself, declared on the model, the same on PostgreSQL and on SQLite.

A guard stands in `Meta.constraints` beside Django's own and travels in migrations as they do. A write that
breaks it raises `django.db.IntegrityError` on every path: save, bulk_create, update(), raw SQL. `violated(error)`
names the guard. `anjia.kernel.guards` proves at start-up that the guards are there and bite.

Two differences between the engines to keep out of code: `bulk_create(ignore_conflicts=True)` skips a clash
silently on PostgreSQL and raises on SQLite; and one UPDATE that swaps two slots fails on both (free one first).
"""

from anjia.kernel.constraints.append_only import AppendOnly
from anjia.kernel.constraints.final import Final
from anjia.kernel.constraints.guard import Guard, Part
from anjia.kernel.constraints.migration import EnableRangeGuards
from anjia.kernel.constraints.no_overlap import NoOverlap
from anjia.kernel.constraints.violations import violated

__all__ = ["AppendOnly", "EnableRangeGuards", "Final", "Guard", "NoOverlap", "Part", "violated"]
