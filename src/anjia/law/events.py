"""What law tells."""

from dataclasses import dataclass, field

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CalculationShared(Event):
    """A calculation was given out by a link: its kind, what was typed, and the sum (None: it has none)."""

    kind: str
    jurisdiction: str
    typed: dict[str, str] = field(default_factory=dict)
    result_fen: int | None = None
    household_id: int | None = None
