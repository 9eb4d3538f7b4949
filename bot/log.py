"""What the operator reads: one line for each event on stderr, without anything that people wrote or are known by.

Our own code logs errors by class and place, never by their text. Libraries are heard from WARNING on, and what they say
is cleaned: tokens and long numbers are replaced, and python-telegram-bot's messages stay unfilled, because they carry
whole updates.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import threading
from collections.abc import Iterator, MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter

OWN = ("bot", "handlers", "db", "__main__")
QUIET = ("httpx", "httpcore", "telegram", "apscheduler", "aiohttp.access", "alembic")

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
_NUMBER = re.compile(r"\d{6,}")

Event = MutableMapping[str, Any]


def set_up(level: str = "INFO", json: bool = False, stream: TextIO | None = None) -> None:
    """The level is that of our own code. Errors nobody caught go the same way as everything else."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(_Cleaning())
    handler.setFormatter(_formatter(json, handler.stream))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in OWN:
        logging.getLogger(name).setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # it would print the arguments of a badly written message
    structlog.configure(
        processors=[*_OWN_CHAIN, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def guard(loop: asyncio.AbstractEventLoop) -> None:
    """Errors of tasks that nobody waits for are logged like all others; asyncio would print their texts."""
    loop.set_exception_handler(lambda _, context: _report("an error in the loop", context.get("exception")))


def redacted(text: str) -> str:
    """The text without bot tokens."""
    return _TOKEN.sub("[token]", text)


def error_place(error: BaseException) -> str:
    """Where an error arose and of which class it is: `module:line ClassName`, if possible a line of ours."""
    frames = list(_frames(error))
    ours = [frame for frame in frames if _is_ours(frame[0])]
    place = "".join(f"{module}:{line} " for module, line, _ in (ours or frames)[-1:])
    return f"{place}{type(error).__name__}"


def trace(error: BaseException) -> str:
    """All places on the way to an error and to what caused it, by class; only the system's own errors keep a text."""
    lines = [f"{module}:{line} {function}" for module, line, function in _frames(error)]
    text = f": {_hidden(str(error))}" if isinstance(error, OSError) else ""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join([*([trace(earlier)] if earlier else []), *lines, f"{type(error).__name__}{text}"])


def _frames(error: BaseException) -> Iterator[tuple[str, int, str]]:
    step: TracebackType | None = error.__traceback__
    while step:
        code = step.tb_frame
        yield code.f_globals.get("__name__", "?"), step.tb_lineno, code.f_code.co_name
        step = step.tb_next


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in OWN


def _hidden(text: str) -> str:
    """Without tokens and without numbers long enough to be somebody's Telegram id."""
    return _NUMBER.sub("[number]", redacted(text))


class _Cleaning(logging.Filter):
    """The second line: whatever a library or a forgotten call says, it leaves the process cleaned."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not isinstance(record.msg, dict):
            record.msg, record.args = _said(record), ()
            if record.exc_info and record.exc_info[1]:
                of = error_place if _is_ours(record.name) else trace
                record.error = of(record.exc_info[1])
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def _said(record: logging.LogRecord) -> str:
    package = record.name.partition(".")[0]
    if package == "telegram":
        return _hidden(str(record.msg))
    try:
        text = record.getMessage()
    except (TypeError, ValueError, KeyError):
        text = str(record.msg)
    if package == "asyncio":  # the lines below the first one are reprs of tasks and of what they raised
        text = text.partition("\n")[0]
    return text if _is_ours(record.name) else _hidden(text)


class _Formatter(ProcessorFormatter):
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def _formatter(json: bool, stream: TextIO) -> logging.Formatter:
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json
        else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    return _Formatter(
        processors=[ProcessorFormatter.remove_processors_meta, renderer],
        foreign_pre_chain=[*_CHAIN, _with_error],
    )


def _with_error(_logger: Any, _method: str, event: Event) -> Event:
    """What the filter found out about the error of a record that did not come through structlog."""
    if error := getattr(event["_record"], "error", ""):
        event["error"] = error
    return event


def _by_place(_logger: Any, _method: str, event: Event) -> Event:
    """`log.exception` and `exc_info=` of our own code come out as class and place."""
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else sys.exc_info()[1] if given is True else given
    if isinstance(error, BaseException):
        event["error"] = error_place(error)
    return event


_CHAIN: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_OWN_CHAIN: list[Any] = [structlog.stdlib.filter_by_level, *_CHAIN, _by_place]


def _uncaught(kind: type[BaseException], error: BaseException | None, _: TracebackType | None) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    _report("an error nobody caught", error)


def _report(event: str, error: BaseException | None) -> None:
    details = {"error": error_place(error), "trace": trace(error)} if error else {}
    structlog.get_logger("bot").critical(event, **details)
