"""What was noticed while reading: a code with its values. The sentences are made where languages are known."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Value = str | int


class Level(StrEnum):
    """How much a finding weighs."""

    NOTE = "note"  # put right or left aside; said so that nobody wonders
    DOUBT = "doubt"  # taken, but a person should look
    REFUSAL = "refusal"  # the row, or the whole file, is not taken


@dataclass(frozen=True)
class Finding:
    """One thing noticed about a file, a row or a cell. `field` names the column's meaning, if it is about one."""

    code: str
    level: Level
    values: dict[str, Value] = field(default_factory=dict)
    field: str = ""

    def to_body(self) -> dict[str, Any]:
        """The finding as JSON values."""
        return {"code": self.code, "level": self.level.value, "values": self.values, "field": self.field}

    @classmethod
    def from_body(cls, body: dict[str, Any]) -> "Finding":
        """The finding again from its JSON values."""
        return cls(body["code"], Level(body["level"]), dict(body["values"]), body["field"])


def note(code: str, about: str = "", **values: Value) -> Finding:
    """Something put right on the way."""
    return Finding(code, Level.NOTE, values, about)


def doubt(code: str, about: str = "", **values: Value) -> Finding:
    """Something a person should look at."""
    return Finding(code, Level.DOUBT, values, about)


def refusal(code: str, about: str = "", **values: Value) -> Finding:
    """Something because of which the row or the file is not taken."""
    return Finding(code, Level.REFUSAL, values, about)


class Unreadable(Exception):
    """The file cannot be read as a table at all; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def unreadable(code: str, **values: Value) -> Unreadable:
    """The exception for a file that is not taken, with its refusal."""
    return Unreadable(Finding(code, Level.REFUSAL, values))


def shortened(text: str, most: int = 40) -> str:
    """The text for quoting in a finding: one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
