"""Errors told by class and place, never by their text."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType

from bot.log.hiding import hidden

OWN = ("bot", "handlers", "db", "__main__")


def error_place(error: BaseException) -> str:
    """Where an error arose and of which class it is: `module:line ClassName`, if possible a line of ours."""
    frames = list(_frames(error))
    ours = [frame for frame in frames if is_ours(frame[0])]
    place = "".join(f"{module}:{line} " for module, line, _ in (ours or frames)[-1:])
    return f"{place}{type(error).__name__}{_reason(error)}"


def _reason(error: BaseException) -> str:
    """What the database said, in its own fixed words: SQLITE_FULL, or the five characters of an SQLSTATE."""
    cause = getattr(error, "orig", None)
    word = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return f" {word}" if isinstance(word, str) and word.replace("_", "").isalnum() else ""


def trace(error: BaseException) -> str:
    """All places on the way to an error and to what caused it, by class; only the system's own errors keep a text."""
    lines = [f"{module}:{line} {function}" for module, line, function in _frames(error)]
    text = f": {hidden(str(error))}" if isinstance(error, OSError) else ""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join([*([trace(earlier)] if earlier else []), *lines, f"{type(error).__name__}{text}"])


def _frames(error: BaseException) -> Iterator[tuple[str, int, str]]:
    step: TracebackType | None = error.__traceback__
    while step:
        code = step.tb_frame
        yield code.f_globals.get("__name__", "?"), step.tb_lineno, code.f_code.co_name
        step = step.tb_next


def is_ours(module: str) -> bool:
    return module.partition(".")[0] in OWN
