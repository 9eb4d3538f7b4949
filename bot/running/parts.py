"""Which parts of the bot a process runs, and where it listens."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.settings import Settings

NAMES = ("intake", "work", "send", "clock")


@dataclass(frozen=True, slots=True)
class Hook:
    """How updates come in by webhook."""

    listen: tuple[str, int]
    path: str
    secret: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that run here. `rate` is that of the bulk lane; without a `hook` updates are polled."""

    names: frozenset[str] = frozenset(NAMES)
    rate: float = 0.0
    hook: Hook | None = None
    health: tuple[str, int] | None = None
    heartbeat: str = ""
    translate: str = ""
    """Address of a LibreTranslate server; empty where there is none."""

    def does(self, name: str) -> bool:
        return name in self.names

    @property
    def look(self) -> float:
        """Seconds after which a part looks for work by itself: often, where another process may have left it."""
        return 1.0 if len(self.names) == len(NAMES) else 0.05


ALL = Parts()


def of(settings: Settings, names: frozenset[str]) -> Parts:
    hook = None
    if settings.updates == "webhook":
        secret = settings.webhook_secret.get_secret_value()
        path = urlsplit(settings.webhook_url).path or "/"
        hook = Hook((settings.listen.host, settings.listen.port), path, secret)
    health = settings.health_listen
    where = (health.host, health.port) if health else None
    outside = settings.heartbeat_url, settings.translate_url
    return Parts(names, settings.send_rate, hook, where, *outside)
