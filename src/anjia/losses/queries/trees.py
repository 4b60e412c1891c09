"""The loss tree in force, and what its reasons are called."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from anjia.losses.models import LossTree
from anjia.losses.queries.words import standard_names
from anjia.losses.rules import Node, standard_tree


@dataclass(frozen=True)
class TreeSummary:
    """A version of the tree; version 0 is the standard one."""

    version: int
    nodes: tuple[Node, ...]

    def names(self) -> dict[str, str]:
        """Each reason by its own name."""
        words = standard_names()
        return {node.code: node.name or words.get(node.code, node.code) for node in self.nodes}

    def full_names(self) -> dict[str, str]:
        """Each reason with its first level: "Price: too expensive"."""
        names = self.names()
        return {
            node.code: _("%(cause)s: %(detail)s") % {"cause": names[node.parent], "detail": names[node.code]}
            if node.parent
            else names[node.code]
            for node in self.nodes
        }

    def choices(self) -> list[tuple[str, str]]:
        """The reasons that can be chosen now, each first level before its leaves."""
        names = self.full_names()
        return [(node.code, names[node.code]) for node in self.nodes if not node.closed]


def tree() -> TreeSummary:
    """The tree in force."""
    row = LossTree.objects.order_by("-version").first()
    if row is None:
        return TreeSummary(0, standard_tree())
    return TreeSummary(row.version, tuple(Node(**node) for node in row.nodes))


def reason_name(code: str) -> str:
    """What one reason is called, with its first level; no query for one that comes with Anjia."""
    names = TreeSummary(0, standard_tree()).full_names()
    return names[code] if code in names else tree().full_names().get(code, code)
