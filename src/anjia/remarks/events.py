"""What remarks tell."""

from dataclasses import dataclass

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RemarkRead(Event):
    """A text was read: `polarity` of the whole, and the aspects that were said to be good and bad."""

    remark_id: int
    household_id: int | None
    visit_id: int | None
    caregiver_id: int | None
    source: str
    polarity: str
    unhappy_about: tuple[str, ...]
    happy_about: tuple[str, ...]
    wish: bool


@dataclass(frozen=True, kw_only=True)
class RemarkCorrected(Event):
    """A person said how a text is to be read; `was` is what it was read as before."""

    remark_id: int
    label_id: int
    household_id: int | None
    polarity: str
    was: str


@dataclass(frozen=True, kw_only=True)
class CorrectionTakenBack(Event):
    """A person took a correction back."""

    remark_id: int
    label_id: int
    household_id: int | None
    polarity: str


@dataclass(frozen=True, kw_only=True)
class ReaderTrained(Event):
    """A reader learned from the company's labels; shares in percent, by cross-validation."""

    reader_id: int
    version: int
    labels: int
    recall_percent: int
    macro_f1_percent: int


@dataclass(frozen=True, kw_only=True)
class ReaderChosen(Event):
    """From now on this reader reads; version 0 is the lexicon alone."""

    reader_id: int | None
    version: int


@dataclass(frozen=True, kw_only=True)
class AspectAssigned(Event):
    """A role looks after an aspect from now on."""

    aspect: str
    role: str


@dataclass(frozen=True, kw_only=True)
class AspectNoted(Event):
    """Somebody took note of what was said unhappily about an aspect."""

    aspect: str
    count: int
