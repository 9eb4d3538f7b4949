"""What the operator reads: one line for each event on stderr, without anything that people wrote or are known by.

Our own code logs errors by class and place, never by their text. Libraries are heard from WARNING on, and what they say
is cleaned: tokens and long numbers are replaced, and python-telegram-bot's messages stay unfilled, because they carry
whole updates.
"""

from __future__ import annotations

from bot.log.hiding import redacted
from bot.log.places import OWN, error_place, trace
from bot.log.setting_up import QUIET, guard, set_up

__all__ = ["OWN", "QUIET", "error_place", "guard", "redacted", "set_up", "trace"]
