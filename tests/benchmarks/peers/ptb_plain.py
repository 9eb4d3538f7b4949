"""The bot that people usually write: python-telegram-bot as it comes, SQLAlchemy's asynchronous ORM."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.benchmarks.peers.orm import Store, engine, prepared
from tests.benchmarks.peers.ptb import builder, run


async def begin(application: Any) -> None:
    sessions = await prepared(made)

    @asynccontextmanager
    async def open_() -> AsyncIterator[Store]:
        async with sessions.begin() as session:
            yield Store(session)

    application.bot_data["open"] = open_


async def end(_application: Any) -> None:
    await made.dispose()


if __name__ == "__main__":
    made = engine(os.environ["DATABASE_URL"])
    run(builder().post_init(begin).post_shutdown(end).build())
