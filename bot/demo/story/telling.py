"""A story to start from: four areas, ideas in several languages, surveys with their results, a team. Everything goes the residents'
and the team's own way; only the time goes back, since results need rounds that are over."""

from __future__ import annotations

import asyncio
from asyncio import gather
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.delivery import rounds
from bot.demo.story.asked import BALLOT, CAME, FUND
from bot.demo.story.cast import HOME, ROLES, TEAM, VISITORS, Role
from bot.demo.story.hours import Hours, days_before, daytime
from bot.demo.story.teller import Teller
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from bot.running.app import App
from bot.running.clock import utc_now
from bot.services import invites, publishing, survey_life
from bot.services.world import World
from db import areas
from db.session import Tx

ROUNDS = (42, 28, 14)
"""Days before today on which the rounds began that are over; the open one began today."""

OPEN_FOR = 3
"""Days that a round is open. Its result is told after them."""

_ANY_PICTURE = {
    "kind": "bars",
    "title": "",
    "note": "",
    "rtl": False,
    "language": "de",
    "rows": [{"label": "", "share": 1.0, "number": ""}],
}
"""Drawn at the beginning: the child process takes a second to start, and does so while the story goes on."""

_SOON: set[asyncio.Task[None]] = set()
"""Kept here as long as they run: the loop itself forgets them."""


@dataclass
class Story:
    """The people of the story, and how its time goes on."""

    teller: Teller
    hours: Hours
    now: datetime
    team: Person
    residents: tuple[tuple[Person, Role], ...]

    @property
    def app(self) -> App:
        return self.teller.app

    @property
    def neighbours(self) -> list[tuple[Person, Role]]:
        """Those who live where the team works."""
        return [(user, role) for user, role in self.residents if role.area == HOME]

    def day(self, days: int, at: time = time(11)) -> None:
        """It is so many days before today."""
        self.hours.goes_to(days_before(self.now, days, at, self.app.world.zone))

    async def due(self, job: Callable[[Tx, World, datetime, int], int]) -> None:
        """What is due happens. All timed jobs together would find that the clock had stood still, and say so."""
        with self.app.database.begin() as tx:
            job(tx, self.app.world, self.app.clock(), 20)
        await self.teller.settled()


async def tell(telegram: SmallTelegram, app: App) -> None:
    """Plays the story; takes a few seconds."""
    story = _begun(telegram, app)
    teller, team = story.teller, story.team
    ready = asyncio.create_task(asyncio.to_thread(app.paper.run, "draw", {"picture": _ANY_PICTURE}))
    story.day(ROUNDS[0] + 1)
    await teller.joins(team, "de", HOME)
    await _appoint(teller, team, HOME)
    _publish(app, "together")
    await gather(*(_settles_in(teller, *one) for one in story.residents))
    survey = await _rounds(story)
    await _ballot(story)
    story.day(2)
    await gather(*(teller.suggests(user, role) for user, role in story.residents if role.idea))
    story.day(1)
    await _says_what_came(story, survey)
    story.day(0, time(10, 1))
    await story.due(rounds.open_due)
    await gather(
        *(teller.answers(user, role.choice + 1) for user, role in story.neighbours if not role.waits)
    )
    story.hours.goes_to(story.now)
    await teller.says(team, "/survey")
    await teller.follows(team, "form.new", "form.goal :9", "form.ready :week")
    await ready
    _SOON.add(task := asyncio.create_task(_opens_soon(app)))
    task.add_done_callback(_SOON.discard)


async def _opens_soon(app: App) -> None:
    """Whoever publishes a survey in the demo does not want to wait for the clock, which ticks once a minute."""

    def open_due() -> int:
        with app.database.begin() as tx:
            return rounds.open_due(tx, app.world, app.clock(), 20)

    while True:
        await asyncio.sleep(2)
        await app.threads.run(open_due)


async def _settles_in(teller: Teller, user: Person, role: Role) -> None:
    """Joins. Who lives where the team works answers a first survey, and wants to hear of everything."""
    await teller.joins(user, role.language, role.area)
    if role.area == HOME:
        await teller.opens_survey(user)
        await teller.answers(user, role.choice)
        await teller.follows(user, "me.hear:all")


def _begun(telegram: SmallTelegram, app: App) -> Story:
    for label, language in VISITORS:
        telegram.user(label, language)
    team = telegram.user(TEAM, "de")
    team.staff = True
    spoken = [role for role in ROLES if role.language in app.world.catalogues.codes]
    residents = tuple((telegram.user(role.label, role.language), role) for role in spoken)
    hours = Hours()
    app.clock = telegram.state.now = telegram.updates.now = hours
    return Story(Teller(telegram, app), hours, daytime(utc_now(), app.world.zone), team, residents)


async def _appoint(teller: Teller, user: Person, area: str) -> None:
    app = teller.app
    with app.database.begin() as tx:
        place = areas.by_slug(tx, area)
        token = invites.make(tx, "lead", place.id if place else None, None, app.clock())
    teller.telegram.start(user, f"v{token}")
    await teller.settled()


def _publish(app: App, template: str) -> None:
    now = app.clock()
    with app.database.begin() as tx:
        publishing.publish(tx, app.world, template, None, now, now + timedelta(days=90))


async def _rounds(story: Story) -> str:
    """A ready survey that comes every two weeks: three rounds with answers, results, and what people wrote in the last. Its
    number."""
    teller, team = story.teller, story.team
    story.day(ROUNDS[0], time(9, 30))
    await teller.says(team, "/survey")
    await teller.follows(team, "form.new", "form.goal :7", "form.ready :safety")
    survey = next(one for one in teller.telegram.last(team).data if one.startswith("plan:")).split(":")[1]
    await _plan(story, "every:fortnightly", f"open:{OPEN_FOR}", "feedback:1")
    for number, days in enumerate(ROUNDS):
        story.day(days)
        await story.due(rounds.open_due)
        last = days == ROUNDS[-1]
        await gather(
            *(
                teller.answers(user, role.choice + number, role.words if last else "")
                for user, role in story.neighbours
            )
        )
    story.day(ROUNDS[-1] - OPEN_FOR, time(12))
    await story.due(rounds.tell_results)
    return survey


async def _plan(story: Story, *choices: str) -> None:
    """From a survey's own page: these choices, the last look, and published."""
    teller, team = story.teller, story.team
    await teller.follows(team, "plan:")
    for choice in choices:
        field = choice.split(":")[0]
        await teller.follows(team, f"plan.field :{field}", f"plan.set :{choice}")
    await teller.follows(team, "plan.check", "plan.publish")


async def _ballot(story: Story) -> None:
    """An anonymous survey of the team's own, as if its form had been sent."""
    teller, team, app = story.teller, story.team, story.app
    story.day(3)
    with app.database.begin() as tx:
        place = areas.by_slug(tx, HOME)
        number = survey_life.create(tx, BALLOT, FUND, place.id if place else None, None, app.clock())
    await teller.says(team, "/survey")
    await teller.follows(team, f"form:{number}")
    await _plan(story, "mode:anonymous", "open:14")
    await story.due(rounds.open_due)
    await gather(*(_votes(teller, user, role) for user, role in story.neighbours if not role.waits))


async def _votes(teller: Teller, user: Person, role: Role) -> None:
    await teller.follows(user, "survey.open", "survey.start")
    await teller.answers(user, role.choice)


async def _says_what_came(story: Story, survey: str) -> None:
    """“You said, we do”, in every language that the team has it in."""
    teller, team = story.teller, story.team
    await teller.says(team, "/survey")
    await teller.follows(team, f"form:{survey}", "outcome:")
    for code, text in CAME.items():
        await teller.follows(team, f"outcome.write :{code}")
        await teller.says(team, text)
    await teller.follows(team, "outcome.send")
