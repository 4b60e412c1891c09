"""What losses tells."""

from dataclasses import dataclass

from anjia.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class LossFact(Event):
    """What all facts about one loss say; it is part of the story of the thing that was lost too."""

    loss_id: int
    household_id: int
    subject: str

    def subjects(self) -> list[str]:
        return list(dict.fromkeys([*super().subjects(), self.subject]))


@dataclass(frozen=True, kw_only=True)
class ChanceLost(LossFact):
    """An enquiry, proposal, order or visit ended in nothing; `guess` is the first idea why, "" for none."""

    lost: str
    amount_fen: int
    guess: str


@dataclass(frozen=True, kw_only=True)
class LossExplained(LossFact):
    """A person said why, by the tree of this version."""

    reason: str
    tree_version: int


@dataclass(frozen=True, kw_only=True)
class LossRecovered(LossFact):
    """It was not lost after all: accepted later, or the visit took place."""


@dataclass(frozen=True, kw_only=True)
class LossTreePublished(Event):
    """A version of the loss tree was published; reasons given before keep theirs."""

    loss_tree_id: int
    version: int
    reasons: int
