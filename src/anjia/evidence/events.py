"""What evidence tells."""

from dataclasses import dataclass

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class EvidencePacked(Event):
    """Somebody took the whole case of a complaint away in a file; `seal` tells later whether a file is that one."""

    complaint_id: int
    household_id: int
    seal: str
    entries: int
