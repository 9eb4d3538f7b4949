"""An event as one line: what it carries, and how it is written."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter

from bot.log.hiding import redacted
from bot.log.places import error_place

Event = MutableMapping[str, Any]


def formatter(json: bool, stream: TextIO) -> logging.Formatter:
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json
        else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    return _Formatter(
        processors=[ProcessorFormatter.remove_processors_meta, renderer],
        foreign_pre_chain=[*_CHAIN, _with_error],
    )


class _Formatter(ProcessorFormatter):
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


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

OWN_CHAIN: list[Any] = [structlog.stdlib.filter_by_level, *_CHAIN, _by_place]
