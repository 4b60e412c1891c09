"""Who does something."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["staff", "caregiver", "household", "public", "system"]


@dataclass(frozen=True)
class Actor:
    """The person or clock behind an operation, as the event log keeps it. `str()` gives "staff:3"."""

    kind: Kind
    id: int = 0
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind


SYSTEM = Actor("system")
PUBLIC = Actor("public")
