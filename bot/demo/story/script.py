"""Scenes as tables: who does what on which day, by the words, presses and photos that anybody would use."""

from __future__ import annotations

import re
from asyncio import gather
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import time

from bot.demo.story.picture import picture
from bot.demo.story.teller import Teller
from bot.demo.values import Person

PHOTO, FIXED = "photo", "photo fixed"
"""Steps: a picture of the playground, and of the same one later."""

NUMBER, INVITE, CODE = r"([A-Z]+-\d+-\d+)", r"start=(v[\w-]+)", r"([A-Z]\d[A-Z] \d[A-Z]\d)"
"""What the bot says and somebody needs later: the number of an idea, an invitation, the code of a poster."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What one person does, one step after the other, so many days before today. A step is a button ("verb" or "verb last"),
    words ("> words"), a photo, or what to remember of the answer ("= name pattern"); in braces stands what is known by then.
    Scenes of the same moment go on at the same time."""

    days: int
    at: time
    who: str
    steps: tuple[str, ...]


def scene(when: str, who: str, *steps: str) -> Scene:
    """`when` is a number of days and a time, such as "26 11:00"."""
    days, at = when.split()
    return Scene(int(days), time.fromisoformat(at), who, steps)


def opened(key: str) -> tuple[str, ...]:
    """To an idea, from anywhere: staff look for its number."""
    return "> /desk", "desk.search", f"> {{{key}}}"


Deed = Callable[[Teller, Person], Awaitable[None]]


@dataclass
class Player:
    """Acts for the people of the scenes. `known` is what stands in braces, `deeds` are steps that look before they press."""

    teller: Teller
    people: Mapping[str, Person]
    known: dict[str, str]
    deeds: Mapping[str, Deed]

    async def play(self, scenes: Iterable[Scene]) -> None:
        """All at the same time. Raises LookupError where a button is not there, or not said what is to be remembered."""
        await gather(*(self._act(one) for one in scenes))

    async def _act(self, one: Scene) -> None:
        for step in one.steps:
            await self._does(self.people[one.who], step.format_map(self.known))

    async def _does(self, user: Person, step: str) -> None:
        sign, _, rest = step.partition(" ")
        if sign == ">":
            await self.teller.says(user, rest)
        elif sign == "=":
            self._remembers(user, *rest.split(" ", 1))
        elif sign == PHOTO:
            await self.teller.shows(user, picture(mended=step == FIXED))
        elif deed := self.deeds.get(step):
            await deed(self.teller, user)
        else:
            await self.teller.follows(user, step)

    def _remembers(self, user: Person, name: str, pattern: str) -> None:
        said = self.teller.telegram.last(user).text
        found = re.search(pattern, said)
        if found is None:
            raise LookupError(f"{pattern} is not said: {said}")
        self.known[name] = found[1]
