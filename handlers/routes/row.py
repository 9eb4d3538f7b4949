"""One way in, and how the tables write it down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.core.screen import Screen
from handlers.call import Call
from handlers.policy import Policy

Handler = Callable[[Call], Screen]


@dataclass(frozen=True, slots=True)
class Route:
    """One way in. `key` is the command, the verb of a button, or the first word of what a person was asked.

    `help` puts a command into the menu. Whatever else a person was being asked is over when they go another way;
    `keeps` leaves it open, for asides such as the language.
    """

    kind: Literal["command", "button", "answer"]
    key: str
    handler: Handler
    policy: Policy
    help: str = ""
    keeps: bool = False

    @property
    def noun(self) -> str:
        """What it is about: the first word of button verbs and of questions."""
        return self.key.split(".")[0]


def command(key: str, handler: Handler, policy: Policy, text: str = "", *, keeps: bool = False) -> Route:
    return Route("command", key, handler, policy, text, keeps)


def button(key: str, handler: Handler, policy: Policy, *, keeps: bool = False) -> Route:
    return Route("button", key, handler, policy, keeps=keeps)


def answer(key: str, handler: Handler, policy: Policy) -> Route:
    return Route("answer", key, handler, policy)


def buttons(noun: str, policy: Policy, handlers: Mapping[str, Handler]) -> tuple[Route, ...]:
    """The buttons of a noun that the same people may press, by what comes after the point in their verbs ("" is the noun
    alone)."""
    return tuple(
        button(f"{noun}.{verb}" if verb else noun, handler, policy) for verb, handler in handlers.items()
    )
