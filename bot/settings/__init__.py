"""What an installation decides: read once from the environment, `.env` and files of secrets.

Values are never printed: they may be secrets.
"""

from __future__ import annotations

from bot.settings.loading import BadSettings, load, missing_for_run
from bot.settings.model import Settings
from bot.settings.notes import documented
from bot.settings.values import Address, QuietHours

__all__ = ["Address", "BadSettings", "QuietHours", "Settings", "documented", "load", "missing_for_run"]
