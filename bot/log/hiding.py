"""What may not leave the process: bot tokens, and numbers by which somebody is known."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
_NUMBER = re.compile(r"\d{6,}")


def redacted(text: str) -> str:
    """The text without bot tokens."""
    return _TOKEN.sub("[token]", text)


def hidden(text: str) -> str:
    """Without tokens and without numbers long enough to be somebody's Telegram id."""
    return _NUMBER.sub("[number]", redacted(text))
