"""What a handler is given: one update, read, with everything it may use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.core.content import Content
from bot.core.refused import Outdated
from bot.core.text import N_
from bot.i18n import Translator
from bot.services.ballots import Voter
from bot.services.world import World
from db import dialogs
from db.people import Known
from db.session import Tx
from db.staff import Post

LARGEST = 2**31 - 1
"""Of the numbers in buttons: PostgreSQL would raise for a larger id of an area."""


@dataclass(frozen=True, slots=True)
class Call:
    """One update. `tx` is its transaction; `args` are those of the button, command or question."""

    tx: Tx
    now: datetime
    t: Translator
    world: World
    chat: bytes
    address: bytes
    app_language: str | None
    person: Known | None
    posts: tuple[Post, ...] = ()
    args: tuple[str, ...] = ()
    content: Content | None = None
    link: str = ""
    """What a visitor came with (a deep link's payload); it travels in their buttons."""

    @property
    def me(self) -> Known:
        """The person; only for routes whose policy asks for consent."""
        if self.person is None:
            raise Outdated(N_("This button is out of date. Please start again with /start."))
        return self.person

    @property
    def voter(self) -> Voter:
        return Voter(self.me, self.chat)

    @property
    def text(self) -> str:
        return self.content.text if self.content else ""

    @property
    def today(self) -> date:
        """The day here, not in UTC."""
        return self.now.astimezone(self.world.zone).date()

    def arg(self, position: int) -> str:
        """An argument; empty if the sender left it out (clients can send anything)."""
        return self.args[position] if position < len(self.args) else ""

    def number(self, position: int) -> int:
        """A whole number among the arguments. Raises Outdated for anything else."""
        text = self.arg(position)
        if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LARGEST):
            raise Outdated()
        return int(text)

    def switch(self, position: int) -> bool:
        """On (1) or off (0) among the arguments. Raises Outdated for anything else."""
        if self.arg(position) not in ("0", "1"):
            raise Outdated()
        return self.arg(position) == "1"

    def ask(self, asked: str) -> None:
        """What the person writes next answers this question (a route of its kind, with arguments); empty: no question. What
        they have begun to write stays."""
        dialogs.ask(self.tx, self.me.id, asked, self.me.draft, self.now)

    def scope(self, role: str) -> frozenset[int] | None:
        """The ids of the areas where this person has at least this role; None means all areas."""
        areas = [post.area_id for post in self.posts if post.may(role)]
        return None if None in areas else frozenset(area for area in areas if area is not None)
