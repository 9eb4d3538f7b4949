"""How people act in the story: as residents do, one step after the other, until the bot has answered."""

from __future__ import annotations

from bot.delivery import media
from bot.demo.story.cast import Role
from bot.demo.story.picture import picture
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from bot.running.app import App
from db import areas


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
