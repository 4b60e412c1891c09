"""What losses does: write down what was lost, say why, publish the tree, work on reasons."""

from anjia.losses.operations.actions import check_actions, plan_action, recurrence_of
from anjia.losses.operations.losses import explain_loss, record_loss, recover_losses
from anjia.losses.operations.missed import record_missed_visits
from anjia.losses.operations.trees import add_reason, close_reason

__all__ = [
    "add_reason",
    "check_actions",
    "close_reason",
    "explain_loss",
    "plan_action",
    "record_loss",
    "record_missed_visits",
    "recover_losses",
    "recurrence_of",
]
