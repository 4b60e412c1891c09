"""Columns with a meaning: references across borders, sealed text."""

import base64
import hashlib
import hmac
import os
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    _ForeignKey = models.ForeignKey[Any, Any]
    _TextField = models.TextField[str, str]
else:
    _ForeignKey = models.ForeignKey
    _TextField = models.TextField


class CrossesBorder(AttributeError):
    """Code walked from a row into another area's row. The other area's queries are the door."""


class _Door:
    """Stands where Django would put the related object."""

    def __init__(self, field: "Reference") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        if instance is None:
            return self
        area = self.field.remote_field.model._meta.app_label
        raise CrossesBorder(f"{self.field} may not be walked: ask anjia.{area}.queries with .{self.field.attname}")

    def __set__(self, instance: models.Model, value: object) -> None:
        raise CrossesBorder(f"{self.field} takes an id: set .{self.field.attname}")


class Reference(_ForeignKey):
    """A foreign key to a row of an area upstream: true in the database, refused when walked in Python."""

    def __init__(self, to: str, **kwargs: Any) -> None:
        kwargs["on_delete"] = models.PROTECT
        kwargs["related_name"] = "+"
        kwargs.setdefault("db_index", False)
        super().__init__(to, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, *args: Any, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, *args, **kwargs)
        setattr(cls, name, _Door(self))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("on_delete", None)
        kwargs.pop("related_name", None)
        return name, path, args, kwargs


@cache
def _keys() -> dict[str, bytes]:
    """The key ring: "id:base64" entries of ANJIA_FIELD_KEYS, the first one seals."""
    ring = (entry.partition(":") for entry in settings.FIELD_KEYS)
    return {name: hashlib.sha256(base64.b64decode(key)).digest() for name, _colon, key in ring}


def seal(text: str, *, context: str) -> str:
    """AES-256-GCM under the first key of the ring: "v1.<key id>.<base64>", bound to its column by `context`."""
    name, key = next(iter(_keys().items()))
    nonce = os.urandom(12)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), context.encode())
    return f"v1.{name}.{base64.b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, *, context: str) -> str:
    """The text back. Raises ValueError when the key is gone or the bytes were moved or changed."""
    _version, name, body = sealed.split(".", 2)
    raw = base64.b64decode(body)
    try:
        return AESGCM(_keys()[name]).decrypt(raw[:12], raw[12:], context.encode()).decode()
    except (InvalidTag, KeyError) as fault:
        raise ValueError(f"sealed text of {context} cannot be opened with the keys at hand") from fault


def blind_index(value: str, *, purpose: str) -> str:
    """A keyed hash by which a sealed value can be found again, and nothing else. Empty stays empty."""
    if not value:
        return ""
    key = _keys()[min(_keys())]
    return hmac.new(key, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()[:40]


class SealedField(_TextField):
    """Text that the database, its dumps and its logs only ever hold encrypted. Not searchable: add a blind index."""

    def _context(self) -> str:
        return f"{self.model._meta.label}.{self.attname}"

    def get_prep_value(self, value: Any) -> Any:
        return seal(value, context=self._context()) if value else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self.opened(value) if value else value

    def opened(self, sealed: str) -> str:
        """The text that was read as it lies in the database, see `as_sealed`. Raises ValueError as `unseal`."""
        return unseal(sealed, context=self._context())


def as_sealed(name: str) -> Any:
    """A sealed column as it lies in the database, for `values_list`: opening each text costs more than asking."""
    return models.ExpressionWrapper(models.F(name), output_field=models.TextField())
