"""Who there is: people with their accounts, and groups."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, eq=False)
class Person:
    """An account. What it did with the bot (started, blocked, deleted itself) changes over time."""

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    staff: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    @property
    def name(self) -> str:
        return self.first_name


@dataclass(slots=True, eq=False)
class Group:
    """A supergroup with the bot in it; privacy mode is off, so the bot reads everything."""

    id: int
    title: str
    members: list[Person]
    bot_inside: bool = True
    kicked: bool = False
    messages_sent: int = 0
