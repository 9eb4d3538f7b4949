"""What every use case may know about the installation it runs in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.i18n import Catalogues
from bot.keys import Keys


@dataclass(frozen=True, slots=True)
class World:
    """The installation: its languages, keys, served areas (slugs; empty = all), and who is responsible."""

    catalogues: Catalogues
    keys: Keys
    areas: frozenset[str]
    operator: str
    imprint_url: str
    privacy_contact: str
    bot_username: str
    zone: ZoneInfo
    media_dir: Path
