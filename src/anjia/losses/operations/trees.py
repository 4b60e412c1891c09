"""Publish versions of the loss tree."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext as _

from anjia.kernel.actors import Actor
from anjia.kernel.errors import Missing, Refusal
from anjia.kernel.operations import announce, once
from anjia.kernel.text import clean_line
from anjia.losses.events import LossTreePublished
from anjia.losses.models import LossTree
from anjia.losses.queries.trees import TreeSummary, tree
from anjia.losses.rules import MOST_OWN, Node, with_closed, with_leaf


def add_reason(*, parent: str, name: str, at: datetime, by: Actor) -> str:
    """Publishes the tree with one more leaf under a first level; returns its code.

    Refuses a name that stands there already, and more than a hundred of one's own.
    """
    words = clean_line(name, most=40, what=_("the reason"), least=2)
    current = tree()
    if parent not in {node.code for node in current.nodes if not node.parent}:
        raise Refusal(_("A reason of your own stands under one of the first level."), field="parent")
    names = current.names()
    if any(node.parent == parent and names[node.code] == words and not node.closed for node in current.nodes):
        raise Refusal(_("“%(name)s” stands there already.") % {"name": words}, field="name")
    if sum(node.own for node in current.nodes) >= MOST_OWN:
        raise Refusal(_("The tree has room for %(most)d reasons of your own.") % {"most": MOST_OWN})
    nodes = with_leaf(current.nodes, parent, words)
    _publish(current, nodes, at=at, by=by)
    return next(node.code for node in nodes if node not in current.nodes)


def close_reason(*, code: str, closed: bool, at: datetime, by: Actor) -> None:
    """Publishes the tree with a reason taken out of the choice, or put back. The last first level stays: refused."""
    current = tree()
    node = next((one for one in current.nodes if one.code == code), None)
    if node is None:
        raise Missing
    if node.closed == closed:
        return
    if code == "other":
        raise Refusal(_("“Something else” stays, so that every loss can be explained."))
    _publish(current, with_closed(current.nodes, code, closed=closed), at=at, by=by)


def _publish(current: TreeSummary, nodes: Sequence[Node], *, at: datetime, by: Actor) -> None:
    """Writes the next version; of two people who publish at once, one is refused."""
    with once("loss_tree_version_once", _("Somebody has just changed the tree. Please look at it again.")):
        row = LossTree.objects.create(
            version=current.version + 1,
            nodes=[asdict(node) for node in nodes],
            published_at=at,
            published_by=str(by),
        )
        announce(LossTreePublished(loss_tree_id=row.pk, version=row.version, reasons=len(nodes)), at=at, by=by)
