"""Who gets a seat and who waits. Seats are counted in people, and the waiting list is strictly in order.

A family of four at the head of the list is not overtaken by somebody who comes alone: else large families would hardly ever
get in. Staff see that seats are free and who is next, and can add a chair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["yes", "waiting", "full", "never"]


@dataclass(frozen=True, slots=True)
class Group:
    """Somebody who comes with so many people in all, or who waits to."""

    id: int
    people: int


def settle(seats: int | None, taken: int, waits: bool, people: int, before: int = 0) -> Outcome:
    """What becomes of a yes for so many people.

    `taken` counts the seats of all the others, `waits` is whether somebody else is on the list already, `before` how many
    seats this person has until now. "full": they keep those and get no more. "never": there are fewer seats in all.
    """
    if seats is None or people <= before:
        return "yes"
    if people > seats:
        return "never"
    if not waits and taken + people <= seats:
        return "yes"
    return "full" if before else "waiting"


def moving_up(seats: int | None, taken: int, waiting: Sequence[Group]) -> tuple[Group, ...]:
    """Who of the list gets a seat now, in order. A group for which there are too few seats in all holds up nobody."""
    found: list[Group] = []
    for group in waiting:
        if seats is not None and group.people > seats:
            continue
        if seats is not None and taken + group.people > seats:
            break
        found.append(group)
        taken += group.people
    return tuple(found)
