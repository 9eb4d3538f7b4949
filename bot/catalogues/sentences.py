"""The sentences in the code: every literal given to `N_`, `t`, `plural`, `Refused` or `Outdated`.

Read from the syntax tree, since Babel's extraction misses a call that stands two brackets deep in another.
`N_("...", limit=120)` limits the length of its translations, and so do the calls in LIMITS for what stands in them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.i18n import Forms, placeholders

PACKAGES = ("bot", "handlers")
MARKS = {"N_": 1, "t": 1, "plural": 2, "Refused": 1, "Outdated": 1}
LIMITS = {"Button": 64, "command": 256}
"""Characters that Telegram shows of a button (some phones fewer), and takes as the description of a command."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text (or singular and plural), where it is said, and how long a translation may be (0: any)."""

    msgids: Forms
    files: tuple[str, ...]
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Sentences by their (singular) English, in the order of the code, and what is wrong there."""

    sentences: dict[str, Sentence] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def find(root: Path) -> Found:
    found = Found()
    for path in sorted(path for package in PACKAGES for path in (root / package).rglob("*.py")):
        _search(path.read_text("utf-8"), path.relative_to(root).as_posix(), found)
    return found


def _search(source: str, file: str, found: Found) -> None:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    limits = {
        id(inner): LIMITS[_name(outer)]
        for outer in calls
        if _name(outer) in LIMITS
        for inner in ast.walk(outer)
    }
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if (wanted := MARKS.get(_name(call))) is None:
            continue
        found.problems.extend(f"{file}:{call.lineno}: {problem}" for problem in _problems(call, wanted))
        msgids = tuple(text for arg in call.args[:wanted] if (text := _literal(arg)) is not None)
        if len(msgids) == wanted:
            _add(found, Sentence(msgids, (file,), _limit(call) or limits.get(id(call), 0)))


def _add(found: Found, new: Sentence) -> None:
    """The same English is one sentence wherever it is said, with the plural and limit of any place."""
    old = found.sentences.get(new.msgids[0], new)
    if len(old.msgids) == len(new.msgids) > 1 and old.msgids != new.msgids:
        found.problems.append(f"{new.files[0]}: {new.msgids[0]!r} has another plural in {old.files[0]}")
    limits = [limit for limit in (old.limit, new.limit) if limit]
    found.sentences[new.msgids[0]] = replace(
        max(old, new, key=lambda sentence: len(sentence.msgids)),
        files=tuple(dict.fromkeys(old.files + new.files)),
        limit=min(limits, default=0),
    )


def _problems(call: ast.Call, wanted: int) -> Iterator[str]:
    """Only whole literal sentences can be translated, and only if each of their names is given a value."""
    args = call.args[:wanted]
    if any(isinstance(arg, ast.JoinedStr | ast.BinOp) for arg in args):
        yield "a sentence should be one literal, with {names} for what changes"
    texts = [_literal(arg) for arg in args]
    if wanted == 2 < len(call.args) and None in texts:
        yield "both forms of a plural should be literals: they are looked up together"
    given = {keyword.arg for keyword in call.keywords}
    if None in texts or not texts or None in given or _name(call) == "N_":
        return
    expected = placeholders(" ".join(text or "" for text in texts)) - ({"n"} if wanted == 2 else set())
    if expected != given:
        yield f"{texts[0]!r} expects {_listed(expected)} and is given {_listed(given)}"


def _listed(names: set[str | None] | frozenset[str]) -> str:
    return ", ".join(sorted(str(name) for name in names)) or "nothing"


def _limit(call: ast.Call) -> int:
    """The second argument of `N_`, by place or by name."""
    given = [*call.args[1:2], *(keyword.value for keyword in call.keywords)] if _name(call) == "N_" else []
    return next((n.value for n in given if isinstance(n, ast.Constant) and isinstance(n.value, int)), 0)


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _name(call: ast.Call) -> str:
    """The last name of what is called: `t` for both t(...) and call.t(...)."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
