"""The size ratchet: functions and files may only shrink towards the aim, never grow past what is on record.

`python tools/ratchet.py` prints the figures and fails when one is over its bound in tools/sizes.toml;
`... --tighten` lowers the bounds to today's figures.
"""

import ast
import statistics
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BOUNDS = ROOT / "tools" / "sizes.toml"
AIMS = {
    "function_median": 6,
    "function_p95": 25,
    "function_most": 50,
    "file_median": 80,
    "file_p95": 250,
    "file_most": 400,
}


def sources() -> list[Path]:
    return [p for p in (ROOT / "src").rglob("*.py") if not {"migrations", "tests"} & set(p.parts)]


def function_lines(path: Path) -> list[int]:
    """Lines of each function's body, without its docstring and decorators."""
    lengths = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            lengths.append((node.end_lineno or 0) - body[0].lineno + 1)
    return lengths


def p95(values: list[int]) -> int:
    return sorted(values)[int(len(values) * 0.95)]


def figures() -> dict[str, int]:
    functions = [n for path in sources() for n in function_lines(path)]
    files = [len(path.read_text().splitlines()) for path in sources() if path.name != "__init__.py"]
    return {
        "function_median": int(statistics.median(functions)),
        "function_p95": p95(functions),
        "function_most": max(functions),
        "file_median": int(statistics.median(files)),
        "file_p95": p95(files),
        "file_most": max(files),
    }


def main() -> int:
    today = figures()
    if "--tighten" in sys.argv:
        lines = (f"{name} = {max(value, AIMS[name])}" for name, value in today.items())
        head = "# Bounds of the size ratchet: they may only fall. Aims: see STYLE.md."
        BOUNDS.write_text("\n".join([head, *lines, ""]))
    bounds = tomllib.loads(BOUNDS.read_text())
    over = [f"{name} is {today[name]}, bound {bound}" for name, bound in bounds.items() if today[name] > bound]
    print("sizes: " + ", ".join(f"{name} {value}" for name, value in today.items()))
    print("\n".join(over))
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
