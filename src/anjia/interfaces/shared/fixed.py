"""What a template says alike to everybody is written once per language, not at each page.

Half of a page's template is text, translations, addresses of files and icons: nothing of the one who asks. When a
template is loaded, each run of such parts becomes one `Fixed` node, which writes them in an empty context, so that no
variable of a request can get in, and keeps what it wrote for the language. An address of a fixed name is kept too.
"""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django.template import Context, Node, NodeList, Template
from django.template.base import FilterExpression, TextNode, Variable
from django.template.defaulttags import AutoEscapeControlNode, CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleBlockNode, SimpleNode
from django.template.loaders import base, cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from anjia.interfaces.shared.addresses import address, address_if_any
from anjia.interfaces.shared.tags import charts, choices, controls, layout

# Components that are made of their arguments alone: no clock, no database, no context.
COMPONENTS = (charts, choices, controls, layout)
_NAMED = {"True", "False", "None"}


class Fixed(Node):
    """Parts that stand on every page alike."""

    child_nodelists = ()

    def __init__(self, parts: Iterable[Node]) -> None:
        self.parts = tuple(parts)
        self.token, self.origin = self.parts[0].token, self.parts[0].origin
        self._written: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The parts in the language of now."""
        language = get_language()
        written = self._written.get(language)
        if written is None:
            written = self._written[language] = SafeString("".join(str(part.render(Context())) for part in self.parts))
        return written


class KnownAddress(Node):
    """The address of a page of a fixed name: where the site is mounted decides it, no language and no request."""

    child_nodelists = ()

    def __init__(self, node: URLNode) -> None:
        self.name, self.asvar = str(node.view_name.resolve(Context())), node.asvar
        self.token, self.origin = node.token, node.origin

    def render(self, context: Context) -> str:
        """The address, or nothing where it is kept under a name; then it may be missing."""
        if not self.asvar:
            return address(self.name)
        context[self.asvar] = address_if_any(self.name)
        return ""


def fix(nodes: NodeList) -> None:
    """Joins what is fixed in these nodes and in all below them."""
    for number, node in enumerate(nodes):
        if type(node) is URLNode and not (node.args or node.kwargs) and _is_constant(node.view_name):
            nodes[number] = KnownAddress(node)
        for below in _below(node):
            fix(below)
    joined: list[Node] = []
    for fixed, run in groupby(nodes, is_fixed):
        parts = list(run)
        worth_it = fixed and not all(isinstance(part, TextNode) for part in parts)
        joined += [Fixed(parts)] if worth_it else parts
    nodes[:] = joined


def _below(node: Node) -> list[NodeList]:
    if isinstance(node, AutoEscapeControlNode):
        return []  # what is written once is written escaped
    if isinstance(node, IfNode):
        return [nodes for _condition, nodes in node.conditions_nodelists]
    # What a component encloses is a list below it, but Django does not name it.
    names = ("nodelist",) if isinstance(node, SimpleBlockNode) else node.child_nodelists
    held = (getattr(node, name, None) for name in names)
    return [nodes for nodes in held if isinstance(nodes, NodeList)]


def is_fixed(node: Node) -> bool:
    """Whether the node says the same to everybody who reads the same language."""
    return any(isinstance(node, kind) and rule(node) for kind, rule in _RULES)


def _is_component(node: Any) -> bool:
    arguments = [*node.args, *node.kwargs.values()]
    inside = node.nodelist if isinstance(node, SimpleBlockNode) else ()
    return (
        any(node.func is getattr(module, node.func.__name__, None) for module in COMPONENTS)
        and not node.takes_context
        and node.target_var is None
        and all(map(_is_constant, arguments))
        and all(map(is_fixed, inside))
    )


def _is_translation(node: Any) -> bool:
    spoken = node.asvar is None and _is_constant(node.filter_expression)
    return spoken and (node.message_context is None or _is_constant(node.message_context))


def _is_constant(given: FilterExpression) -> bool:
    literal = not isinstance(given.var, Variable) or given.var.lookups is None or given.var.var in _NAMED
    return literal and not given.filters


_RULES: tuple[tuple[type[Node], Callable[[Any], bool]], ...] = (
    (TextNode, lambda _node: True),
    (Fixed, lambda _node: True),
    (CommentNode, lambda _node: True),
    (LoadNode, lambda _node: True),
    (TranslateNode, lambda node: _is_translation(node)),
    (StaticNode, lambda node: node.varname is None and _is_constant(node.path)),
    (SimpleNode, lambda node: _is_component(node)),
)


class _Fixing(base.Loader):
    """Joins what is fixed in a template as soon as it is read, before anybody else sees it."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        fix(template.nodelist)
        return template


class Loader(cached.Loader, _Fixing):
    """Named in the settings, around the loaders that find the templates: reads each once, and joins what is fixed."""
