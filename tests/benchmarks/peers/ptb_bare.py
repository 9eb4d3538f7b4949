"""The same on python-telegram-bot without a database: what the framework and its transport cost alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.benchmarks.peers.memory import Memory
from tests.benchmarks.peers.ptb import builder, run

if __name__ == "__main__":
    memory = Memory()

    @asynccontextmanager
    async def open_() -> AsyncIterator[Memory]:
        yield memory

    application = builder().build()
    application.bot_data["open"] = open_
    run(application)
