"""Run by the PREVIOUS release's Python, with its wheel and away from this checkout: fills a database as residents would.

`python fill.py DATABASE_URL FOLDER`: the story of the demo (people who agreed, ideas with photos, answers to surveys, a
lead), then one message that waits in the inbox and one answer that waits in the outbox. The keys are fixed, for the test.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot import app as running
from bot.delivery.client import Telegram
from bot.demo.direct import DirectRequest
from bot.demo.story.telling import tell
from bot.demo.telegram import SmallTelegram
from bot.running.app import App
from bot.settings import load
from db import schema
from db.session import Database

KEYS = bytes(range(64))


async def fill(url: str, folder: Path) -> None:
    (folder / "secrets").mkdir(parents=True)
    (folder / "secrets" / "people.key").write_bytes(KEYS)
    database = Database(url)
    schema.upgrade(database)
    database.close()
    telegram = SmallTelegram()
    settings = load(
        {
            "BOT_TOKEN": telegram.token,
            "DATABASE_URL": url,
            "OPERATOR": "Probe",
            "IMPRINT_URL": "https://example.org/imprint",
            "PRIVACY_CONTACT": "privacy@example.org",
            "SECRETS_DIR": str(folder / "secrets"),
            "MEDIA_DIR": str(folder / "media"),
        }
    )
    database = running.open_database(settings)
    direct = DirectRequest(telegram)
    client = Telegram(telegram.token, "http://small.telegram", direct, direct)
    app = App(database, running.make_world(settings, database, telegram.username), client)
    await tell(telegram, app)
    known = [person for person in telegram.people if telegram.messages(person)]
    telegram.text(known[0], "/help")
    await app.poller.once(app.clock, 0)
    await app.drain_inbox()
    telegram.text(known[1], "/goals")
    await app.poller.once(app.clock, 0)
    await app.poller.settle()
    app.threads.close()
    database.checkpoint()
    database.close()


if __name__ == "__main__":
    asyncio.run(fill(sys.argv[1], Path(sys.argv[2])))
