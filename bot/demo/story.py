"""A story to start from: four areas, ideas in several languages, an open survey, a team. Everything goes the residents' own way."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from datetime import timedelta

from bot.delivery import media
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from bot.running import App
from bot.services import staff, surveys
from db import areas


@dataclass(frozen=True, slots=True)
class Role:
    """A resident of the story: language, area, the idea they send, and how they answer (which option, 0 = first)."""

    label: str
    language: str
    area: str
    goal: int
    idea: str
    choice: int


ROLES = (
    Role(
        "Resident · Türkçe",
        "tr",
        "rollbergsiedlung",
        3,
        "Oyun parkına gölgelik ve iki bank konmasını istiyoruz. Yazın çocuklar güneşte kalıyor.",
        1,
    ),
    Role(
        "Resident · العربية",
        "ar",
        "rollbergsiedlung",
        8,
        "أقترح مقهى لغات مساء كل خميس، حتى يتعرف الجيران بعضهم على بعض ويتدربوا على الألمانية.",
        2,
    ),
    Role(
        "Resident · Deutsch",
        "de",
        "rollbergsiedlung",
        7,
        "Der Weg zwischen den Häusern ist abends dunkel. Eine Lampe am Durchgang würde schon helfen.",
        3,
    ),
    Role(
        "Resident · English",
        "en",
        "rollbergsiedlung",
        2,
        "A weekly hour where someone helps with computers and online forms would be great.",
        1,
    ),
    Role(
        "Resident · Wedding", "tr", "badstrasse", 6, "Kadınlar için akşam spor kursu olsa çok iyi olur.", 2
    ),
    Role(
        "Resident · Moabit",
        "ar",
        "moabit-ost",
        4,
        "نحتاج إلى مكان قريب يساعدنا في فهم رسائل الدوائر الرسمية.",
        0,
    ),
    Role(
        "Resident · Kreuzberg",
        "de",
        "mehringplatz",
        5,
        "Im Sommer ein Kino im Hof, mit Filmen in mehreren Sprachen.",
        1,
    ),
    Role(
        "Resident · Rollberg",
        "en",
        "rollbergsiedlung",
        9,
        "Please put news about planned building works on the notice boards in several languages.",
        2,
    ),
)
VISITORS = (
    ("New · Türkçe", "tr"),
    ("New · العربية", "ar"),
    ("New · Deutsch", "de"),
    ("New · English", "en"),
)
TEAM = "Team · Rollbergsiedlung"


async def tell(telegram: SmallTelegram, app: App) -> None:
    """Plays the story; takes a few seconds."""
    teller = Teller(telegram, app)
    for label, language in VISITORS:
        telegram.user(label, language)
    team = telegram.user(TEAM, "de")
    team.staff = True
    await teller.joins(team, "de", "rollbergsiedlung")
    await teller.appoints(team, "rollbergsiedlung")
    teller.publishes("safety")
    teller.publishes("together")
    for role in ROLES:
        if role.language in app.world.catalogues.codes:
            await teller.lives(role)


class Teller:
    """Acts for the people of the story, one step after the other."""

    def __init__(self, telegram: SmallTelegram, app: App) -> None:
        self.telegram, self.app = telegram, app

    async def settled(self) -> None:
        """Waits until the bot has answered everything."""
        app, busy = self.app, 1
        while busy:
            busy = await app.poller.once(app.clock, 0)
            busy += await app.drain_inbox()
            busy += await app.sender.drain(app.clock)
            busy += await media.fetch(app.database, app.world, app.telegram, app.threads)

    async def presses(self, user: Person, verb: str, last: str = "") -> bool:
        """Presses the newest button that begins and ends with this; whether there was one."""
        for message in reversed(self.telegram.messages(user)):
            for data in message.data:
                if data.startswith(verb) and data.endswith(last):
                    self.telegram.press(user, message.message_id, data)
                    await self.settled()
                    return True
        return False

    async def joins(self, user: Person, language: str, area: str) -> None:
        with self.app.database.begin() as tx:
            place = areas.by_slug(tx, area)
        assert place is not None
        self.telegram.start(user, f"a{place.code}")
        await self.settled()
        for verb in (f"start.language:{language}", "start.agree"):
            await self.presses(user, verb)

    async def appoints(self, user: Person, area: str) -> None:
        with self.app.database.begin() as tx:
            place = areas.by_slug(tx, area)
            token = staff.invite(tx, "lead", place.id if place else None, None, self.app.clock())
        self.telegram.start(user, f"v{token}")
        await self.settled()

    def publishes(self, template: str) -> None:
        now = self.app.clock()
        with self.app.database.begin() as tx:
            surveys.publish(tx, self.app.world, template, None, now, now + timedelta(days=90))

    async def lives(self, role: Role) -> None:
        """Joins, sends an idea (one with a picture), answers a survey."""
        user = self.telegram.user(role.label, role.language)
        await self.joins(user, role.language, role.area)
        await self.presses(user, "idea.new")
        self.telegram.text(user, role.idea)
        if role.goal == 3:
            self.telegram.photo(user, picture())
        await self.settled()
        if not await self.presses(user, "idea.goal:", f":{role.goal}"):
            raise LookupError(f"the idea of {role.label} was not understood")
        await self.presses(user, "idea.send:")
        await self.answers(user, role)

    async def answers(self, user: Person, role: Role) -> None:
        self.telegram.text(user, "/surveys")
        await self.settled()
        for verb in ("survey.open", "survey.start"):
            await self.presses(user, verb)
        for _ in range(12):
            if not await self._answers_one(user, role.choice):
                return

    async def _answers_one(self, user: Person, choice: int) -> bool:
        """One question: a choice, a tick and on, or skipped; False once there is nothing to answer."""
        data = self.telegram.last(user).data
        for verb in ("survey.pick", "survey.tick"):
            options = [one for one in data if one.startswith(verb)]
            if options:
                await self.presses(user, options[choice % len(options)])
                return verb == "survey.pick" or await self.presses(user, "survey.done")
        skip = [one for one in data if one.startswith("survey.skip")]
        return bool(skip) and await self.presses(user, skip[0])


def picture(width: int = 320, height: int = 200) -> bytes:
    """A small PNG of a playground in the sun, drawn here so that the project carries no foreign picture."""
    lines = b"".join(
        b"\0" + b"".join(_pixel(x, y, width, height) for x in range(width)) for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(lines, 9))
        + chunk(b"IEND", b"")
    )


def _pixel(x: int, y: int, width: int, height: int) -> bytes:
    if (x - width * 4 // 5) ** 2 + (y - height // 4) ** 2 < (height // 8) ** 2:
        return b"\xff\xd2\x3f"
    if y > height * 2 // 3:
        return b"\xd8\xc3\x9a" if abs(x - width // 3) < width // 5 else b"\x6f\xa8\x5b"
    if abs(x - y - width // 8) < 6 and y > height // 4:
        return b"\xc0\x39\x2b"
    return b"\x9f\xd3\xef"
