"""The whole bot against the small Telegram, one step after the other, as people use it."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import make_world
from bot.delivery.client import Telegram
from bot.demo.direct import DirectRequest
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Message, Person
from bot.i18n.catalogues import Catalogues
from bot.running.app import App
from bot.settings import load
from bot.views.notice import NOTICE_VERSION
from db import areas, people
from db.people import Known
from db.session import Database, Tx

JPEG = b"\xff\xd8\xff\xe0" + b"a picture" * 40 + b"\xff\xd9"
OGG = b"OggS" + b"a voice" * 40
CATALOGUES = Catalogues.load()
"""Read once for all bots: that takes longer than most of the tests."""

BEGIN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday morning in Berlin."""


class Clock:
    """Time as the tests tell it."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Resident:
    """Somebody with the chat open in front of them."""

    bot: Bot
    user: Person

    def starts(self, payload: str = "") -> Resident:
        return self._did(self.bot.telegram.start(self.user, payload))

    def says(self, text: str) -> Resident:
        return self._did(self.bot.telegram.text(self.user, text))

    def taps(self, label: str) -> Resident:
        """Presses the button with this in its label, on the newest message that has one."""
        for message in reversed(self.chat):
            if any(label in one for one in message.labels):
                return self._did(self.bot.telegram.tap(self.user, message.message_id, label))
        return self._did(self.bot.telegram.tap(self.user, None, label))

    def presses(self, data: str, on: int | None = None) -> Resident:
        """A press with any data: clients can send what they like."""
        return self._did(self.bot.telegram.press(self.user, on or self.chat[-1].message_id, data))

    def edits(self, message_id: int, text: str) -> Resident:
        self.bot.telegram.edit(self.user, message_id, text)
        return self._did(None)

    def sends_photo(self, caption: str | None = None, album: str | None = None) -> Resident:
        return self._did(self.bot.telegram.photo(self.user, JPEG, caption, album))

    def sends_voice(self, seconds: int = 4) -> Resident:
        return self._did(self.bot.telegram.voice(self.user, OGG, seconds))

    def sends_place(self, latitude: float, longitude: float) -> Resident:
        return self._did(self.bot.telegram.location(self.user, latitude, longitude))

    def sends_file(
        self, name: str = "plan.pdf", mime: str = "application/pdf", content: bytes = b"%PDF-1.7"
    ) -> Resident:
        return self._did(self.bot.telegram.document(self.user, content, name, mime))

    def sends_sticker(self) -> Resident:
        return self._did(self.bot.telegram.sticker(self.user))

    def _did(self, _what: Any) -> Resident:
        self.bot.settle()
        return self

    @property
    def chat(self) -> list[Message]:
        """The messages as the person sees them, oldest first."""
        return self.bot.telegram.messages(self.user)

    @property
    def message(self) -> Message:
        """What the bot said or changed last."""
        shown = {one.message_id: one for one in self.chat if one.from_bot}
        for request in reversed(self.bot.telegram.requests):
            number = request.result.get("message_id") if isinstance(request.result, dict) else None
            if number in shown and request.params.get("chat_id") == self.user.id:
                return shown[number]
        raise AssertionError("the bot has said nothing yet")

    @property
    def screen(self) -> str:
        return self.message.text or self.message.caption

    @property
    def buttons(self) -> list[str]:
        keyboard = self.message.keyboard
        return self.message.labels or (keyboard.labels if keyboard else [])

    @property
    def known(self) -> Known | None:
        """The person as the database has them."""
        with self.bot.database.begin() as tx:
            return people.by_hash(tx, self.bot.world.keys.hash(self.user.id))


@dataclass
class Bot:
    """The bot, its small Telegram, its database and its clock."""

    database: Database
    folder: Path
    log: io.StringIO
    areas: str = ""
    clock: Clock = field(default_factory=Clock)
    expects_failures: bool = False

    def __post_init__(self) -> None:
        self.telegram = SmallTelegram(now=self.clock)
        self.runner = asyncio.Runner()
        self.settings = load(
            {
                "BOT_TOKEN": self.telegram.token,
                "DATABASE_URL": self.database.url.render_as_string(hide_password=False),
                "OPERATOR": "Quartiersmanagement Probe",
                "IMPRINT_URL": "https://example.org/imprint",
                "PRIVACY_CONTACT": "privacy@example.org",
                "SECRETS_DIR": str(self.folder / "secrets"),
                "MEDIA_DIR": str(self.folder / "media"),
                "AREAS": self.areas,
            }
        )
        self.world = make_world(self.settings, self.database, self.telegram.username, CATALOGUES)
        self.app = self._started()

    def _started(self) -> App:
        async def make() -> App:
            direct = DirectRequest(self.telegram)
            telegram = Telegram(self.telegram.token, "http://small.telegram", direct, direct)
            return App(self.database, self.world, telegram, self.clock)

        return self.runner.run(make())

    def restarts(self) -> None:
        """The process ends and a new one begins: nothing that was only in memory is left."""
        self.app.threads.close()
        self.app.paper.close()
        self.app = self._started()

    def settle(self) -> None:
        """Everything that is due happens."""
        self.runner.run(self._settle())

    async def _settle(self) -> None:
        app = self.app
        busy = 1
        while busy:
            busy = await app.poller.once(self.clock, 0)
            busy += await app.drain_inbox()
            busy += await app.sender.drain(self.clock)
            busy += await app.bulk.drain(self.clock)
            busy += await app.fetch()
            await app.poller.settle()

    def tidies(self) -> None:
        """What happens once nothing is under way."""
        self.runner.run(self.app.tidy())

    def passes(self, **time: float) -> None:
        self.clock.now += timedelta(**time)
        self.settle()

    def visitor(self, app_language: str | None = "en") -> Resident:
        """Somebody who has just opened the chat and not pressed START."""
        return Resident(self, self.telegram.user("a resident", app_language))

    def resident(self, language: str = "en", area: str | None = "rollbergsiedlung") -> Resident:
        """Somebody who agreed to the notice and chose an area."""
        someone = self.visitor(language).starts()
        someone.presses(f"start.language:{language}")
        someone.presses(f"start.agree:{NOTICE_VERSION}~{language}")
        if area:
            someone.presses(f"area.set:{self.area(area)}")
        return someone

    def staff(
        self, role: str = "team", area: str | None = "rollbergsiedlung", language: str = "en"
    ) -> Resident:
        """Somebody with a role, as if they had opened an invite."""
        from db import staff

        someone = self.resident(language, area or "rollbergsiedlung")
        known, where = someone.known, self.area(area) if area else None
        assert known is not None
        with self.database.begin() as tx:
            staff.appoint(tx, known.id, where, role, self.clock())
        return someone

    def area(self, slug: str) -> int:
        with self.database.begin() as tx:
            found = areas.by_slug(tx, slug)
        assert found is not None
        return found.id

    def rows(self, table: Any) -> list[Any]:
        """All rows of a table."""
        from sqlalchemy import select

        with self.database.begin() as tx:
            return list(tx.execute(select(table.__table__)))

    def count(self, table: Any) -> int:
        return len(self.rows(table))

    def does(self, work: Any) -> Any:
        """Runs a function of the transaction, as a service would be called."""

        def run(tx: Tx) -> Any:
            return work(tx)

        with self.database.begin() as tx:
            return run(tx)

    def close(self) -> None:
        self.app.threads.close()
        self.app.paper.close()
        self.runner.close()
        self.database.close()
