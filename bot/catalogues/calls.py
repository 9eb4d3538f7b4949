"""A call in the code that marks a sentence: what it says, and whether that can be translated."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from bot.i18n.placeholders import placeholders

MARKS = {"N_": 1, "t": 1, "plural": 2, "Refused": 1, "Outdated": 1}
LIMITS = {"Button": 64, "command": 256}
"""Characters that Telegram shows of a button (some phones fewer), and takes as the description of a command."""


def problems(call: ast.Call, wanted: int) -> Iterator[str]:
    """Only whole literal sentences can be translated, and only if each of their names is given a value."""
    args = call.args[:wanted]
    if any(isinstance(arg, ast.JoinedStr | ast.BinOp) for arg in args):
        yield "a sentence should be one literal, with {names} for what changes"
    texts = [literal(arg) for arg in args]
    if wanted == 2 < len(call.args) and None in texts:
        yield "both forms of a plural should be literals: they are looked up together"
    given = {keyword.arg for keyword in call.keywords}
    if None in texts or not texts or None in given or called(call) == "N_":
        return
    expected = placeholders(" ".join(text or "" for text in texts)) - ({"n"} if wanted == 2 else set())
    if expected != given:
        yield f"{texts[0]!r} expects {_listed(expected)} and is given {_listed(given)}"


def _listed(names: set[str | None] | frozenset[str]) -> str:
    return ", ".join(sorted(str(name) for name in names)) or "nothing"


def limit_of(call: ast.Call) -> int:
    """The second argument of `N_`, by place or by name."""
    given = [*call.args[1:2], *(keyword.value for keyword in call.keywords)] if called(call) == "N_" else []
    return next((n.value for n in given if isinstance(n, ast.Constant) and isinstance(n.value, int)), 0)


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def called(call: ast.Call) -> str:
    """The last name of what is called: `t` for both t(...) and call.t(...)."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
