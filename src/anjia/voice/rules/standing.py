"""How a conversation stands, derived from its messages and from who called it done."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Standing(StrEnum):
    """Whose turn it is."""

    US = "us"
    THEM = "them"
    DONE = "done"


@dataclass(frozen=True)
class Marks:
    """Where a conversation has come to, as message ids; 0 is nowhere.

    `last` is the last message of either side, `waits_from` the first one of theirs that nobody has answered, `closed`
    the last message when it was called done.
    """

    last: int = 0
    waits_from: int = 0
    closed: int = 0

    def heard(self, message_id: int, *, needs_answer: bool) -> "Marks":
        """They wrote. What needs no answer does not open what was done."""
        if needs_answer:
            return Marks(message_id, self.waits_from or message_id, 0)
        open_before = self.waits_from or (self.last and self.closed < self.last)
        return Marks(message_id, self.waits_from, 0 if open_before else message_id)

    def said(self, message_id: int) -> "Marks":
        """We answered."""
        return Marks(message_id, 0, 0)

    def done(self) -> "Marks":
        """Somebody called it done."""
        return replace(self, waits_from=0, closed=self.last)

    def open_again(self, unanswered: int) -> "Marks":
        """That was taken back, or an answer did not arrive; `unanswered` is their first message without an answer."""
        return replace(self, waits_from=unanswered, closed=0)


def standing_of(marks: Marks) -> Standing:
    """Whose turn it is."""
    if marks.waits_from:
        return Standing.US
    return Standing.DONE if marks.closed >= marks.last else Standing.THEM
