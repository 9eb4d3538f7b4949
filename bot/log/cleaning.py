"""What libraries say, cleaned before it is written."""

from __future__ import annotations

import logging

from bot.log.hiding import hidden
from bot.log.places import error_place, is_ours, trace


class Cleaning(logging.Filter):
    """The second line: whatever a library or a forgotten call says, it leaves the process cleaned."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not isinstance(record.msg, dict):
            record.msg, record.args = _said(record), ()
            if record.exc_info and record.exc_info[1]:
                of = error_place if is_ours(record.name) else trace
                record.error = of(record.exc_info[1])
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def _said(record: logging.LogRecord) -> str:
    package = record.name.partition(".")[0]
    if package == "telegram":
        return hidden(str(record.msg))
    try:
        text = record.getMessage()
    except (TypeError, ValueError, KeyError):
        text = str(record.msg)
    if package == "asyncio":  # the lines below the first one are reprs of tasks and of what they raised
        text = text.partition("\n")[0]
    return text if is_ours(record.name) else hidden(text)
