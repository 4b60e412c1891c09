"""What onboarding tells."""

from dataclasses import dataclass

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ImportPreviewed(Event):
    """A file was read; nothing of it is in force yet."""

    batch_id: int
    kind: str
    file_name: str
    rows: int
    bad: int


@dataclass(frozen=True, kw_only=True)
class ImportConfirmed(Event):
    """The good rows of a file are written, each once; `asked` of them as price questions."""

    batch_id: int
    kind: str
    file_name: str
    written: int
    asked: int
    bad: int


@dataclass(frozen=True, kw_only=True)
class ImportDiscarded(Event):
    """A file that was read is not wanted; its rows are gone."""

    batch_id: int
    kind: str
    file_name: str
