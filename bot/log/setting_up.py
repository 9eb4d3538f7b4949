"""How the log of the process is set up, and what becomes of errors that nobody caught."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from types import TracebackType
from typing import TextIO

import structlog
from structlog.stdlib import ProcessorFormatter

from bot.log.cleaning import Cleaning
from bot.log.lines import OWN_CHAIN, formatter
from bot.log.places import OWN, error_place, trace

QUIET = ("httpx", "httpcore", "telegram", "apscheduler", "aiohttp.access", "alembic")


def set_up(level: str = "INFO", json: bool = False, stream: TextIO | None = None) -> None:
    """The level is that of our own code. Errors nobody caught go the same way as everything else."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(Cleaning())
    handler.setFormatter(formatter(json, handler.stream))
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
        processors=[*OWN_CHAIN, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def guard(loop: asyncio.AbstractEventLoop) -> None:
    """Errors of tasks that nobody waits for are logged like all others; asyncio would print their texts."""
    loop.set_exception_handler(lambda _, context: _report("an error in the loop", context.get("exception")))


def _uncaught(kind: type[BaseException], error: BaseException | None, _: TracebackType | None) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    _report("an error nobody caught", error)


def _report(event: str, error: BaseException | None) -> None:
    details = {"error": error_place(error), "trace": trace(error)} if error else {}
    structlog.get_logger("bot").critical(event, **details)
