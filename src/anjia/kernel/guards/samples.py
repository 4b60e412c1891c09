"""Made-up rows for trying a guard. They are rolled back, so nothing but the table's own rules must hold for them.

Foreign keys point nowhere: both engines look at them at commit, which never comes.
"""

import datetime
import uuid
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_FIRST_INSTANT = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
# Far from real rows, within the column; rising by column, so that "later" columns are later and amounts positive.
_FIRST_NUMBER = {
    "BigIntegerField": 8_000_000_000_000_000,
    "PositiveBigIntegerField": 8_000_000_000_000_000,
    "IntegerField": 2_000_000_000,
    "PositiveIntegerField": 2_000_000_000,
    "SmallIntegerField": 20_000,
    "PositiveSmallIntegerField": 20_000,
    "BigAutoField": -8_000_000_000_000_000,
    "AutoField": -2_000_000_000,
    "SmallAutoField": -20_000,
}
_TEXTS = {"CharField", "TextField", "SlugField"}


def sample_row(model: type[models.Model], number: int, connection: BaseDatabaseWrapper) -> dict[str, Any]:
    """Values by column, ready for the driver. Rows of different numbers (0..9999) share no value that matters."""
    fields: list[Any] = [field for field in model._meta.local_concrete_fields if not field.generated]
    return {field.column: _value(field, place, number, connection) for place, field in enumerate(fields)}


def _value(field: Any, place: int, number: int, connection: BaseDatabaseWrapper) -> Any:
    if field.null:
        return None
    most = field.max_length
    if field.has_default() and not callable(field.default) and not field.unique:
        return field.get_db_prep_save(field.default, connection)
    if field.choices:
        return field.get_db_prep_save(field.flatchoices[0][0], connection)
    while field.is_relation:
        field = field.target_field
    kind = field.get_internal_type()
    # The plain column under a field that seals, checks or converts.
    plain = getattr(models, kind)() if hasattr(models, kind) else field
    return plain.get_db_prep_save(_raw(kind, place, number, most), connection)


def _raw(kind: str, place: int, number: int, most: int | None) -> Any:
    if kind in _FIRST_NUMBER:
        return _FIRST_NUMBER[kind] + number + place * (1 if "Small" in kind else 10_000)
    if kind in _TEXTS:
        return f"{place}~{number}"[:most]
    step = datetime.timedelta(minutes=number * 100 + place)
    values: dict[str, Any] = {
        "FloatField": 1.0 + place,
        "DecimalField": 1,
        "BooleanField": False,
        "DateTimeField": _FIRST_INSTANT + step,
        "DateField": _FIRST_INSTANT.date() + datetime.timedelta(days=number + place),
        "TimeField": datetime.time(0, place % 60),
        "DurationField": step,
        "UUIDField": uuid.uuid4(),
        "BinaryField": b"probe",
        "JSONField": {},
    }
    return values.get(kind)


__all__ = ["sample_row"]
