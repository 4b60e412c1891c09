"""What the inbox tells. The words of a message are never in a fact."""

from dataclasses import dataclass

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ConversationFact(Event):
    """What all facts about one conversation say. Each also stands under "inbox:1", which the open inbox watches."""

    conversation_id: int
    channel: str
    household_id: int | None
    caregiver_id: int | None
    visit_id: int | None = None

    def subjects(self) -> list[str]:
        """What it is about, and the inbox."""
        return [*super().subjects(), "inbox:1"]


@dataclass(frozen=True, kw_only=True)
class MessageReceived(ConversationFact):
    """Somebody wrote to the company; `needs_answer`: the company owes a word."""

    message_id: int
    needs_answer: bool


@dataclass(frozen=True, kw_only=True)
class MessageAnswered(ConversationFact):
    """The company answered. `asks_back`: it asked something first and still owes the answer."""

    message_id: int
    asks_back: bool = False


@dataclass(frozen=True, kw_only=True)
class NoteWritten(ConversationFact):
    """Staff wrote something down that only staff reads."""

    message_id: int


@dataclass(frozen=True, kw_only=True)
class AnswerDelivered(ConversationFact):
    """The far end has taken the answer; `tries` says at which try."""

    message_id: int
    tries: int


@dataclass(frozen=True, kw_only=True)
class AnswerStopped(ConversationFact):
    """The far end did not take the answer, and no further try is made by itself: it is our turn again."""

    message_id: int
    code: str
    tries: int


@dataclass(frozen=True, kw_only=True)
class ConversationTied(ConversationFact):
    """A person or a known address said to whom a conversation belongs."""


@dataclass(frozen=True, kw_only=True)
class ConversationUntied(ConversationFact):
    """A tie was taken away again: `what` is household, caregiver or visit. The ids are those before."""

    what: str


@dataclass(frozen=True, kw_only=True)
class ConversationAssigned(ConversationFact):
    """Somebody, or a team, answers for it from now on."""

    staff_id: int | None
    team: str


@dataclass(frozen=True, kw_only=True)
class ConversationDone(ConversationFact):
    """Nothing is left to say."""


@dataclass(frozen=True, kw_only=True)
class ConversationReopened(ConversationFact):
    """That it is done was taken back."""


@dataclass(frozen=True, kw_only=True)
class MessageBecameComplaint(ConversationFact):
    """A complaint was opened from a message."""

    message_id: int
    complaint_id: int


@dataclass(frozen=True, kw_only=True)
class ChannelConnected(Event):
    """A channel was set up anew, switched on or off. No word of its secrets is in the fact."""

    channel: str
    on: bool


@dataclass(frozen=True, kw_only=True)
class SuggestionBoxOpened(Event):
    """A QR code for suggestions was made, for a branch, a caregiver's card or the company."""

    box_id: int
    branch_id: int | None
    caregiver_id: int | None


@dataclass(frozen=True, kw_only=True)
class SuggestionBoxClosed(Event):
    """A QR code leads nowhere any more."""

    box_id: int
    branch_id: int | None
    caregiver_id: int | None
