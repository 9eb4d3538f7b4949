"""The queue of updates: ids, acknowledgement by offset, expiry, who may poll."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.demo.faults import Faults
from bot.demo.values import Json, Refusal

MESSAGE_LIFE = timedelta(hours=24)
CALLBACK_LIFE = timedelta(seconds=150)
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
FIRST_ID = 812_345_678

TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True)
class _Queued:
    id: int
    body: Json
    expires: datetime
    again: bool


class Updates:
    def __init__(self, now: Callable[[], datetime], faults: Faults, changed: Callable[[], None]) -> None:
        self.now = now
        self.faults = faults
        self.changed = changed
        self.lock = threading.RLock()  # people may act in another thread than the bot's
        self.next_id = FIRST_ID
        self.queue: list[_Queued] = []
        self.allowed: frozenset[str] | None = None
        self.webhook: Json = {}
        self.poll = 0  # the number of the poll that holds the line; an older one is over
        self.ended_by = TERMINATED

    def put(self, kind: str, payload: Json) -> int | None:
        """The update's id, or None when the bot did not ask for this kind."""
        wanted = kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed
        if not wanted:
            return None
        life = CALLBACK_LIFE if kind == "callback_query" else MESSAGE_LIFE
        with self.lock:
            update_id, self.next_id = self.next_id, self.next_id + 1
            body = {"update_id": update_id, kind: payload}
            self.queue.append(_Queued(update_id, body, self.now() + life, self.faults.twice()))
        self.changed()
        return update_id

    def restart_ids(self, start: int | None = None) -> int:
        """After a quiet week the next id is chosen at random, often below the last one."""
        self.next_id = random.randrange(1_000_000, self.next_id) if start is None else start  # noqa: S311
        return self.next_id

    def allow(self, kinds: Collection[str] | None) -> None:
        """Remembered until named again; an empty list stands for the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def get(self, offset: int, limit: int) -> list[Json]:
        """Everything below *offset* is forgotten as soon as the request is here."""
        if self.webhook.get("url"):
            raise Refusal(409, WEBHOOK_ACTIVE)
        with self.lock:
            self._expire()
            if offset < 0:
                self.queue = self.queue[offset:]
            elif offset <= self.next_id:  # one from the future belongs to ids of before a restart
                self._forget(offset)
            return self.waiting(limit)

    def waiting(self, limit: int) -> list[Json]:
        with self.lock:
            self._expire()
            return [one.body for one in self.queue[: min(max(limit, 1), 100)]]

    def new_poll(self, ended_by: str = TERMINATED) -> int:
        """Takes the line: a long poll that is still open learns that it is over."""
        self.poll += 1
        self.ended_by = ended_by
        self.changed()
        return self.poll

    def set_webhook(self, settings: Json) -> None:
        self.webhook = settings
        self.new_poll("terminated by setWebhook request")

    def drop(self) -> None:
        self.queue.clear()

    def _forget(self, offset: int) -> None:
        kept = []
        for one in self.queue:
            if one.id >= offset:
                kept.append(one)
            elif one.again:
                one.again = False
                kept.append(one)
        self.queue = kept

    def _expire(self) -> None:
        moment = self.now()
        self.queue = [one for one in self.queue if one.expires > moment]
