"""The sentences in the code: every literal given to `N_`, `t`, `plural`, `Refused` or `Outdated`.

Read from the syntax tree, since Babel's extraction misses a call that stands two brackets deep in another.
`N_("...", limit=120)` limits the length of its translations, and so do the calls in LIMITS for what stands in them.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.catalogues.calls import LIMITS, MARKS, called, limit_of, literal, problems
from bot.i18n.entries import Forms

PACKAGES = ("bot", "handlers")


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
        id(inner): LIMITS[called(outer)]
        for outer in calls
        if called(outer) in LIMITS
        for inner in ast.walk(outer)
    }
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if (wanted := MARKS.get(called(call))) is None:
            continue
        found.problems.extend(f"{file}:{call.lineno}: {problem}" for problem in problems(call, wanted))
        msgids = tuple(text for arg in call.args[:wanted] if (text := literal(arg)) is not None)
        if len(msgids) == wanted:
            _add(found, Sentence(msgids, (file,), limit_of(call) or limits.get(id(call), 0)))


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
