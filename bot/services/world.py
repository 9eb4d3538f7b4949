"""What every use case may know about the installation it runs in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.i18n import Catalogues
from bot.keys import Keys
from bot.metrics import Metrics
from bot.settings.values import QuietHours


@dataclass(frozen=True, slots=True)
class World:
    """The installation: its languages, keys, served areas (slugs; empty = all), who is responsible, what is counted."""

    catalogues: Catalogues
    keys: Keys
    areas: frozenset[str]
    operator: str
    imprint_url: str
    privacy_contact: str
    bot_username: str
    zone: ZoneInfo
    media_dir: Path
    metrics: Metrics = field(default_factory=Metrics, compare=False, kw_only=True)
    quiet_hours: QuietHours
    spool: Path | None = None
    """Where processes on this machine keep what a crash must not hide."""
    process: str = ""
    """Begins the tokens of the messages that this process claims, so that others see whom they belong to."""
