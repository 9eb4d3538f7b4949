"""A story to start from: four areas, ideas in several languages and what became of them, surveys with their results, events, a
helper for languages, a team. Everything goes the people's own way; only the time goes back, since results need rounds that are
over."""

from __future__ import annotations

import asyncio
from asyncio import gather
from datetime import time, timedelta

from bot.delivery import rounds
from bot.demo.story import kiez, polls
from bot.demo.story.cast import HELPER, HELPS_IN, HOME, Role
from bot.demo.story.people import BEGAN, begun
from bot.demo.story.teller import Teller
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from bot.running.app import App
from bot.services import event_news, helpers, invites, publishing
from db import areas

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


async def tell(telegram: SmallTelegram, app: App) -> None:
    """Plays the story; takes a few seconds."""
    story = begun(telegram, app)
    teller, team = story.teller, story.team
    ready = asyncio.create_task(asyncio.to_thread(app.paper.run, "draw", {"picture": _ANY_PICTURE}))
    story.day(BEGAN)
    await teller.joins(team, "de", HOME)
    await _appoint(teller, team, HOME)
    _publish(app, "together")
    await gather(
        *(_settles_in(teller, *one) for one in story.residents),
        teller.joins(story.player.people[HELPER], HELPS_IN, HOME),
    )
    survey = await polls.comes_round(story)
    await story.until(3)
    await polls.ballot(story)
    await story.until(0)
    story.day(1, time(18, 30))
    await polls.says_what_came(story, survey)
    story.day(0, time(10, 1))
    await story.due(rounds.open_due)
    await gather(
        *(teller.answers(user, role.choice + 1) for user, role in story.neighbours if not role.waits)
    )
    story.hours.goes_to(story.now)
    await ready
    await story.player.play([kiez.TODAY])


def goes_on(app: App) -> None:
    """From now on what is due happens at once: whoever tries out the demo does not want to wait for the clock, which ticks once
    a minute."""
    _SOON.add(task := asyncio.create_task(_hurry(app)))
    task.add_done_callback(_SOON.discard)


async def _hurry(app: App) -> None:
    def does_what_is_due() -> None:
        for job in (rounds.open_due, helpers.offer, event_news.tend):
            with app.database.begin() as tx:
                job(tx, app.world, app.clock(), 20)

    while True:
        await asyncio.sleep(2)
        await app.threads.run(does_what_is_due)


async def _settles_in(teller: Teller, user: Person, role: Role) -> None:
    """Joins. Who lives where the team works answers a first survey, and wants to hear of everything."""
    await teller.joins(user, role.language, role.area)
    if role.area == HOME:
        await teller.opens_survey(user)
        await teller.answers(user, role.choice)
        await teller.follows(user, "me.hear:all")


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
