"""`kiezstimme run` as an operator starts it, and the small Telegram that it speaks with over real HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.demo.server import make_app
from bot.demo.telegram import SmallTelegram
from tests.torture.places import Place

ROOT = Path(__file__).parent.parent.parent
PACE = 0.01
"""How long a second takes in which Telegram waits before it calls a webhook again."""

LOOK = 0.01
"""Seconds between two looks at what another process does."""


class Process:
    """One process, started and ended as often as one likes. Its log goes on in one file."""

    def __init__(self, name: str, folder: Path, settings: dict[str, str], *arguments: str) -> None:
        self.name, self._arguments = name, arguments
        self._env = {**os.environ, **settings}
        self._log = folder / f"{name}.log"
        self._log.touch()
        self._process: subprocess.Popen[bytes] | None = None
        self._from = 0

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        self._from = self._log.stat().st_size
        command = (sys.executable, "-m", "bot", "run", *self._arguments)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._env, stderr=log)

    async def works(self, seconds: float = 60) -> float:
        """Waits until it says that it runs; how many seconds that took."""
        began = time.monotonic()
        while "the bot runs" not in self.said():
            if not self.alive or time.monotonic() - began > seconds:
                raise AssertionError(f"{self.name} did not start: {self.said()[-2000:]}")
            await asyncio.sleep(LOOK)
        return time.monotonic() - began

    def said(self) -> str:
        """What it wrote to its log since the last start."""
        with self._log.open() as log:
            log.seek(self._from)
            return log.read()

    def lines(self, level: str) -> list[dict[str, Any]]:
        """All lines of one level that any start of it wrote."""
        found = (
            json.loads(line)
            for line in self._log.read_text().splitlines()
            if line.startswith('{"') and line.endswith("}")
        )
        return [line for line in found if line.get("level") == level]

    def send(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    async def stop(self) -> tuple[int, float]:
        """SIGTERM; its exit code, and the seconds until then."""
        began = time.monotonic()
        self.send(signal.SIGTERM)
        while self.alive:
            await asyncio.sleep(LOOK)
        assert self._process is not None
        return self._process.returncode, time.monotonic() - began


def settings(telegram: SmallTelegram, address: str, place: Place, **more: str) -> dict[str, str]:
    """The environment of a process."""
    return {
        "BOT_TOKEN": telegram.token,
        "TELEGRAM_API_URL": address,
        "DATABASE_URL": place.url,
        "OPERATOR": "Probe",
        "IMPRINT_URL": "https://example.org",
        "PRIVACY_CONTACT": "a@example.org",
        "SECRETS_DIR": str(place.folder / "secrets"),
        "MEDIA_DIR": str(place.folder / "media"),
        **more,
    }


@asynccontextmanager
async def served(telegram: SmallTelegram) -> AsyncIterator[str]:
    """The small Telegram behind HTTP on this machine; its address."""
    runner = web.AppRunner(make_app(telegram, PACE), access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def way_in(mode: str) -> dict[str, str]:
    """What a process has to be told about how updates come to it: by `polling` or by `webhook`."""
    if mode == "polling":
        return {}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/hook"
    hook = {"WEBHOOK_URL": url, "WEBHOOK_SECRET": "only-on-this-machine", "LISTEN": f"127.0.0.1:{port}"}
    return {"UPDATES": mode, **hook}
