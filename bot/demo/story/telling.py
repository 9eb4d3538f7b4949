"""A story to start from: four areas, ideas in several languages, an open survey, a team. Everything goes the residents' own way."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.story.cast import ROLES, TEAM, VISITORS
from bot.demo.story.teller import Teller
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Person
from bot.running.app import App
from bot.services import invites, publishing
from db import areas


async def tell(telegram: SmallTelegram, app: App) -> None:
    """Plays the story; takes a few seconds."""
    teller = Teller(telegram, app)
    for label, language in VISITORS:
        telegram.user(label, language)
    team = telegram.user(TEAM, "de")
    team.staff = True
    await teller.joins(team, "de", "rollbergsiedlung")
    await _appoint(teller, team, "rollbergsiedlung")
    _publish(app, "safety")
    _publish(app, "together")
    for role in ROLES:
        if role.language in app.world.catalogues.codes:
            await teller.lives(role)


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
