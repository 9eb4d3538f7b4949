"""The people of the story, what they will do, and how its time goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from bot.demo.story import ideas, kiez, words
from bot.demo.story.cast import HELPER, HELPS_IN, HOME, ROLES, TEAM, Role
from bot.demo.story.hours import Hours, days_before, daytime
from bot.demo.story.script import Player, Scene, scene
from bot.demo.story.teller import Teller
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from bot.running.app import App
from bot.running.clock import utc_now
from bot.services.world import World
from db.session import Tx

BEGAN = 43
"""Days before today on which the story begins."""


@dataclass
class Story:
    """The people of the story, what they will do, and how its time goes on."""

    player: Player
    hours: Hours
    now: datetime
    residents: tuple[tuple[Person, Role], ...]
    scenes: list[Scene]

    @property
    def teller(self) -> Teller:
        return self.player.teller

    @property
    def app(self) -> App:
        return self.teller.app

    @property
    def team(self) -> Person:
        return self.player.people[TEAM]

    @property
    def neighbours(self) -> list[tuple[Person, Role]]:
        """Those who live where the team works."""
        return [(user, role) for user, role in self.residents if role.area == HOME]

    def day(self, days: int, at: time = time(11)) -> None:
        """It is so many days before today."""
        self.hours.goes_to(days_before(self.now, days, at, self.app.world.zone))

    async def until(self, days: int) -> None:
        """All that happened more days before today."""
        past = [one for one in self.scenes if one.days > days]
        self.scenes = self.scenes[len(past) :]
        for (day, at), scenes in groupby(past, key=lambda one: (one.days, one.at)):
            self.day(day, at)
            await self.teller.settled()
            await self.player.play(scenes)

    async def due(self, job: Callable[[Tx, World, datetime, int], int]) -> None:
        """What is due happens. All timed jobs together would find that the clock had stood still, and say so."""
        with self.app.database.begin() as tx:
            job(tx, self.app.world, self.app.clock(), 20)
        await self.teller.settled()


def begun(telegram: SmallTelegram, app: App) -> Story:
    """Everybody is there; those who have not begun stand first. Languages that no role speaks have a neighbour each."""
    catalogues = app.world.catalogues
    names = {code: (catalogues.own_name(code), code.partition("_")[0]) for code in catalogues.codes}
    for name, language in names.values():
        telegram.user(f"New · {name}", language)
    people = {
        TEAM: telegram.user(TEAM, "de", staff=True),
        HELPER: telegram.user(HELPER, HELPS_IN, staff=True),
    }
    people |= {role.label: telegram.user(role.label, role.language) for role in ROLES}
    spoken = {role.language for role in ROLES}
    guests = {code: f"Neighbour · {name}" for code, (name, _) in names.items() if code not in spoken}
    people |= {label: telegram.user(label, names[code][1]) for code, label in guests.items()}
    hours, now = Hours(), daytime(utc_now(), app.world.zone)
    app.clock = telegram.state.now = telegram.updates.now = hours
    known = facts(now.astimezone(app.world.zone).date())
    player = Player(Teller(telegram, app), people, known, {words.CARRIES: words.carry})
    residents = tuple((people[role.label], role) for role in ROLES)
    return Story(player, hours, now, residents, script(guests))


def script(guests: Mapping[str, str]) -> list[Scene]:
    """All scenes as they follow each other. `guests`, by language, come by the poster."""
    come = [
        scene("17 12:30", label, "> {poster}", f"start.language:{code}", "start.agree", *ideas.SUPPORTS)
        for code, label in guests.items()
    ]
    return sorted((*words.SCENES, *ideas.SCENES, *kiez.SCENES, *come), key=lambda one: (-one.days, one.at))


def facts(today: date) -> dict[str, str]:
    """Days and places that people speak of; the weekday is never one of the next three days."""

    def coming(weekday: int) -> str:
        days = (weekday - today.weekday() - 4) % 7 + 4
        return f"{today + timedelta(days=days):%d.%m.%Y}"

    first = today - timedelta(days=BEGAN)
    return {
        "meeting_date": coming(1),
        "cafe_date": coming(3),
        "clean_date": coming(5),
        "meeting_room": f"{kiez.ROOM}, Saal",
        "wrong_room": f"{kiez.ROOM}, Raum 1",
        "months": f"{first:%m.%Y} - {today:%m.%Y}",
    }
