"""What was lost and why, read by screens."""

from anjia.losses.queries.losses import (
    Figures,
    LossFilter,
    LossPage,
    LossSummary,
    Share,
    count_unexplained,
    figures,
    loss,
    losses_page,
    reasons_given,
    recurrence,
)
from anjia.losses.queries.trees import TreeSummary, reason_name, tree
from anjia.losses.queries.words import lost_names

__all__ = [
    "Figures",
    "LossFilter",
    "LossPage",
    "LossSummary",
    "Share",
    "TreeSummary",
    "count_unexplained",
    "figures",
    "loss",
    "losses_page",
    "lost_names",
    "reason_name",
    "reasons_given",
    "recurrence",
    "tree",
]
