"""Rules of the bot taken away one at a time, to show that a simulated day would notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any
from unittest.mock import patch

from sqlalchemy import ColumnElement, bindparam, delete, literal_column, select, update

from bot.delivery import bulk
from bot.intake import arrivals
from bot.intake.receive import Poller
from db import broadcasts, claims, fates, inbox
from db.prepared import plain, word
from db.session import Tx
from db.tables import Inbox, Outbox

Where = tuple[Any, str, Any]


def _any_of_its_chat() -> list[Where]:
    due = (Outbox.state == word("queued"), Outbox.not_before <= bindparam("now"))

    def of(mine: ColumnElement[bool]) -> Any:
        return claims._claim(select(Outbox.id).where(mine, *due).order_by(Outbox.id))

    return [
        (claims, "_NEXT", of(Outbox.lane < literal_column("2"))),
        (claims, "_OF_BROADCAST", of(Outbox.broadcast_id == bindparam("broadcast"))),
    ]


def _numbers_forgotten() -> list[Where]:
    store = inbox.store

    def forgetful(tx: Tx, updates: Any, now: datetime) -> None:
        known = Inbox.update_id.in_([one.update_id for one in updates])
        tx.execute(delete(Inbox).where(known, Inbox.state == "done"))
        store(tx, updates, now)

    return [(inbox, "store", forgetful)]


def _sent_again_for_ever() -> list[Where]:
    half = (Outbox.state == word("sending"), Outbox.lease_until < bindparam("now"))
    again = {"state": word("queued"), "token": None, "lease_until": None}
    return [
        (fates, "_AGAIN", plain(update(Outbox).where(*half).values(**again))),
        (fates, "_HALF", Outbox.state == word("sending")),
    ]


async def _confirmed_first(self: Any, clock: Any, timeout: int) -> int:
    raw = await self._telegram.updates(self._offset, timeout)
    kept = [update for update in (arrivals.received(one, self._world) for one in raw) if update]
    self._offset = 1 + max((one.update_id for one in kept), default=self._offset - 1)
    if kept:
        await self._telegram.updates(self._offset, timeout)
        await self._threads.run(arrivals.store, self._database, kept, clock())
    return len(raw)


MUTATIONS: dict[str, Callable[[], list[Where]]] = {
    "claims take any message of a chat": _any_of_its_chat,
    "numbers of updates are forgotten": _numbers_forgotten,
    "nothing is checked when a copy is claimed": lambda: [(bulk, "why_not", lambda *_: "")],
    "the night is not quiet": lambda: [(bulk, "is_quiet", lambda *_: False)],
    "what an erasure deletes is not counted": lambda: [(broadcasts, "fold", lambda *_: None)],
    "a crash sends again and again": _sent_again_for_ever,
    "updates are confirmed before they are stored": lambda: [(Poller, "once", _confirmed_first)],
}


@contextmanager
def without(rule: str) -> Iterator[None]:
    """The bot without this rule."""
    with ExitStack() as stack:
        for owner, name, value in MUTATIONS[rule]():
            stack.enter_context(patch.object(owner, name, value))
        yield
