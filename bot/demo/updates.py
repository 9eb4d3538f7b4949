"""The queue of updates: ids, acknowledgement by offset or by webhook, expiry, who may poll."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.demo.faults import Faults
from bot.demo.values import Json, Refusal

MESSAGE_LIFE = timedelta(hours=24)
CALLBACK_LIFE = timedelta(seconds=150)
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
FIRST_ID = 812_345_678
OWN = ("127.0.0.1", "::1", "localhost")
"""This Telegram never leaves the machine: a webhook at any other address is out of reach."""

TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


Queue = tuple[str, int]


@dataclass(slots=True, eq=False)
class Queued:
    """An update that waits; *queue* is within which a webhook gets them one after the other."""

    id: int
    body: Json
    expires: datetime
    again: bool
    queue: Queue
    failed: int = 0


def _queue(kind: str, payload: Json) -> Queue:
    """Messages and their edits by chat, presses by person: a message and a press have no order between them."""
    if kind == "callback_query":
        return "press", payload["from"]["id"]
    chat = payload.get("chat", {}).get("id", 0)
    return ("message", chat) if kind in ("message", "edited_message") else (kind, chat)


class Updates:
    def __init__(self, now: Callable[[], datetime], faults: Faults, changed: Callable[[], None]) -> None:
        self.now = now
        self.faults = faults
        self.changed = changed
        self.lock = threading.RLock()  # people may act in another thread than the bot's
        self.next_id = FIRST_ID
        self.queue: list[Queued] = []
        self.allowed: frozenset[str] | None = None
        self.webhook: Json = {}
        self.last_error: Json = {}
        self.gone_since: datetime | None = None
        self.settable = datetime.min.replace(tzinfo=UTC)  # before then setWebhook comes too often
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
            again, queue = self.faults.twice(), _queue(kind, payload)
            self.queue.append(Queued(update_id, body, self.now() + life, again, queue))
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
        """Without settings there is none any more."""
        self.webhook, self.last_error, self.gone_since = settings, {}, None
        for one in self.queue:
            one.failed = 0
        self.new_poll("terminated by setWebhook request")

    # --- what a webhook takes --------------------------------------------------------------------

    def queues(self) -> set[Queue]:
        with self.lock:
            self._expire()
            return {one.queue for one in self.queue}

    def head(self, queue: Queue) -> Queued | None:
        """The oldest update of a queue."""
        with self.lock:
            self._expire()
            return next((one for one in self.queue if one.queue == queue), None)

    def delivered(self, taken: Queued) -> None:
        with self.lock:
            if taken.again:
                taken.again = False
            elif taken in self.queue:
                self.queue.remove(taken)
        self.changed()

    def put_off(self, refused: Queued, pause: timedelta) -> None:
        """What would expire before its next try is given up."""
        with self.lock:
            if refused in self.queue and self.now() + pause >= refused.expires:
                self.queue.remove(refused)

    def called(self, status: int, text: str) -> None:
        """What came of a call of the webhook; status 0: it was not reached."""
        self.gone_since = (self.gone_since or self.now()) if status == 410 else None
        if not 200 <= status < 300:
            said = f"Wrong response from the webhook: {status} {text}" if status else text
            date = int(self.now().timestamp())
            self.last_error = {"last_error_date": date, "last_error_message": said}
            self.changed()

    def gone_for(self) -> timedelta:
        """How long the webhook has answered 410 and nothing else."""
        return self.now() - self.gone_since if self.gone_since else timedelta(0)

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
