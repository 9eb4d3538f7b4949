"""Surveys of the story: one that comes every two weeks, a vote without names, and what the team says afterwards."""

from __future__ import annotations

from asyncio import gather
from datetime import time

from bot.delivery import rounds
from bot.demo.story.asked import BALLOT, CAME, FUND
from bot.demo.story.cast import HOME, Role
from bot.demo.story.people import Story
from bot.demo.story.teller import Teller
from bot.demo.values import Person
from bot.services import survey_life
from db import areas

ROUNDS = (42, 28, 14)
"""Days before today on which the rounds began that are over; the open one began today."""

OPEN_FOR = 3
"""Days that a round is open. Its result is told after them."""


async def comes_round(story: Story) -> str:
    """A ready survey that comes every two weeks: three rounds with answers, results, and what people wrote in the last. Its
    number."""
    teller, team = story.teller, story.team
    story.day(ROUNDS[0], time(9, 30))
    await teller.says(team, "/survey")
    await teller.follows(team, "form.new", "form.goal :7", "form.ready :safety")
    survey = next(one for one in teller.telegram.last(team).data if one.startswith("plan:")).split(":")[1]
    await _plan(story, "every:fortnightly", f"open:{OPEN_FOR}", "feedback:1")
    for number, days in enumerate(ROUNDS):
        await story.until(days)
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
    await teller.follows(team, "plan")
    for choice in choices:
        field = choice.split(":")[0]
        await teller.follows(team, f"plan.field :{field}", f"plan.set :{choice}")
    await teller.follows(team, "plan.check", "plan.publish")


async def ballot(story: Story) -> None:
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


async def says_what_came(story: Story, survey: str) -> None:
    """“You said, we do”, in every language that the team has it in."""
    teller, team = story.teller, story.team
    await teller.says(team, "/survey")
    await teller.follows(team, f"form:{survey}", "outcome")
    for code, text in CAME.items():
        await teller.follows(team, f"outcome.write :{code}")
        await teller.says(team, text)
    await teller.follows(team, "outcome.send")
