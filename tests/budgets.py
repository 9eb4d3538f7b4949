"""How long files and functions are: `python -m tests.budgets` prints the table."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers", "db")
PLUMBING = ("handlers/routes/", "handlers/call.py", "handlers/dispatch.py")
"""Stand among the handlers, but are the way to them."""


@dataclass(frozen=True, slots=True)
class Size:
    """Something with a name and a number of lines."""

    lines: int
    name: str


@dataclass(frozen=True, slots=True)
class Budget:
    """What is measured, what it came to, where, and what it may come to."""

    name: str
    lines: float
    where: str
    limit: int


def measure() -> list[Budget]:
    paths = [path for path in _paths() if path.stat().st_size]
    files = [Size(path.read_text("utf-8").count("\n"), _name(path)) for path in paths]
    functions = [size for path in paths for size in _functions(path)]
    handlers = [
        size for size in files if size.name.startswith("handlers/") and not size.name.startswith(PLUMBING)
    ]
    return [
        _longest("largest file", files, 300),
        Budget("median file", median(size.lines for size in files), f"{len(files)} files", 80),
        _longest("longest function", functions, 40),
        Budget(
            "median function", median(size.lines for size in functions), f"{len(functions)} functions", 10
        ),
        _longest("largest handler module", handlers, 150),
    ]


def _longest(name: str, sizes: list[Size], limit: int) -> Budget:
    """Names the longest, or all that are too long."""
    longest = max(sizes, key=lambda size: size.lines)
    over = [f"{size.name} ({size.lines})" for size in sizes if size.lines > limit]
    return Budget(name, longest.lines, ", ".join(over) or longest.name, limit)


def _functions(path: Path) -> Iterator[Size]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Size((node.end_lineno or 0) - node.lineno + 1, f"{_name(path)}:{node.name}")


def _paths() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations/versions" not in path.as_posix():
                yield path


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    for budget in measure():
        print(f"{budget.name:24}{budget.lines:6g} of {budget.limit:3}  {budget.where}")  # noqa: T201
