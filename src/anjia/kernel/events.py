"""Facts: what an area announces, in the past tense, frozen."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar, get_args, get_type_hints

Listener = Callable[..., None]
_kinds: dict[str, type["Event"]] = {}
_listeners: dict[str, list[Listener]] = {}
_by_path: dict[str, Listener] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all facts. Subclass as a frozen, keyword-only dataclass in an area's events.py.

    Fields hold int, str, bool, None, date, datetime, and tuples or dicts of those. Every field "<x>_id" makes the
    fact findable as part of the story of "<x>:<id>". The name in the log is "<area>.<Class>".
    """

    name: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.name = f"{cls.__module__.removeprefix('anjia.').partition('.')[0]}.{cls.__name__}"
        _kinds[cls.name] = cls

    def subjects(self) -> list[str]:
        """What the fact is about, as "<kind>:<id>"."""
        ids = ((f.name, getattr(self, f.name)) for f in fields(self) if f.name.endswith("_id"))
        return [f"{name[:-3]}:{value}" for name, value in ids if value is not None]

    def to_body(self) -> dict[str, Any]:
        """The fact as JSON values."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _rich(hint: Any, value: Any) -> Any:
    hints = get_args(hint) or (hint,)
    if isinstance(value, str) and datetime in hints:
        return datetime.fromisoformat(value)
    if isinstance(value, str) and date in hints:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def event_kinds() -> dict[str, type[Event]]:
    """Every fact that can be announced, by its name in the log."""
    return dict(_kinds)


def revive(name: str, body: dict[str, Any]) -> Event:
    """The fact again from its log row. Fields unknown to today's class are left out, so old rows stay readable."""
    kind = _kinds[name]
    hints = get_type_hints(kind)
    return kind(**{f.name: _rich(hints[f.name], body[f.name]) for f in fields(kind) if f.name in body})


def listen(kind: type[Event], listener: Listener) -> None:
    """Adds a listener for a fact. Called by house.wiring alone; adding the same twice changes nothing."""
    path = path_of(listener)
    _by_path[path] = listener
    heard = _listeners.setdefault(kind.name, [])
    if listener not in heard:
        heard.append(listener)


def listeners_of(kind: type[Event]) -> list[Listener]:
    """Who hears the fact, in the order of the wiring."""
    return list(_listeners.get(kind.name, ()))


def listener_at(path: str) -> Listener:
    """The listener by its path. Raises KeyError when the wiring no longer names it."""
    return _by_path[path]


def path_of(listener: Listener) -> str:
    """A listener's stable name: "quality.ask_the_household"."""
    return f"{listener.__module__.removeprefix('anjia.').partition('.')[0]}.{listener.__name__}"


__all__ = ["Event", "Listener", "event_kinds", "listen", "listener_at", "listeners_of", "path_of", "revive"]
