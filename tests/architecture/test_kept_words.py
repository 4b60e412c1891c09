"""What operations keep is kept in no reader's language: `gettext_noop` where it is written, `kept_reason` to read."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "anjia"
KEPT = {"reason", "evidence", "source", "fault", "why"}
SAID = {"_", "gettext", "ngettext", "pgettext"}
FILES = sorted(SOURCE.glob("*/operations/**/*.py"))


def _is_said(node: ast.expr) -> bool:
    """Whether the value is a text in the writer's language, with or without values in it."""
    if isinstance(node, ast.BinOp):
        return _is_said(node.left)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAID


def said(tree: ast.AST) -> Iterator[int]:
    """The lines on which a text in the writer's language becomes something that is kept."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in KEPT and _is_said(node.value):
            yield node.value.lineno
        if isinstance(node, ast.Assign) and _is_said(node.value):
            names = [one.id if isinstance(one, ast.Name) else getattr(one, "attr", "") for one in node.targets]
            yield from [node.lineno] if KEPT & set(names) else []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_is_kept_in_the_language_of_whoever_wrote_it(path: Path) -> None:
    assert list(said(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize(
    "line", ['keep(reason=_("x"))', 'row.fault = _("x %(n)s") % {"n": 1}', 'why = ngettext("a", "b", 2)']
)
def test_a_text_that_would_be_kept_is_found(line: str) -> None:
    assert list(said(ast.parse(line))) == [1]
