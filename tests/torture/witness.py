"""Who looks on during a simulated day: at every claim, after every step, and at the end. Nothing here asks the bot's own rules."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from bot.delivery.claims import Sending
from db import broadcasts, people
from db.session import Tx
from tests.torture.replies import sign
from tests.torture.street import Process, Resident, Town
from tests.torture.weather import ARRIVED

TOPIC = "events"
NIGHT = (20, 9)
"""Hours on Berlin's clock between which nothing is pushed (the settings' default)."""
BUDGET, WEEK = 3, timedelta(days=7)

_OPEN = "state IN ('queued', 'sending')"
_SAME = "SELECT count(*) FROM outbox o, outbox mine WHERE mine.id = :it AND o.chat = mine.chat AND o.lane = mine.lane"
_OLDER = text(f"{_SAME} AND o.id < mine.id AND o.{_OPEN}")
_BESIDE = text(f"{_SAME} AND o.id <> mine.id AND o.state = 'sending'")
_READER = text(
    "SELECT p.unreachable_since, (SELECT count(*) FROM subscriptions s WHERE s.person_id = p.id AND s.topic = :topic"
    " AND s.until IS NULL AND s.rhythm = 'at_once') FROM people p WHERE p.id = :it"
)
_SUMS = f"""
SELECT b.id, b.planned, CAST(b.gone AS TEXT) AS gone, b.state, count(o.id), sum(CASE WHEN o.state = 'cancelled' AND o.error IS NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN o.{_OPEN} THEN 1 ELSE 0 END)
FROM broadcasts b LEFT JOIN outbox o ON o.broadcast_id = b.id GROUP BY b.id, b.planned, CAST(b.gone AS TEXT), b.state
"""
_NOT_DONE = """
SELECT 'update', state, count(*) FROM inbox WHERE state = 'new' GROUP BY state
UNION ALL SELECT 'message', state, count(*) FROM outbox WHERE state IN ('queued', 'sending') GROUP BY state
UNION ALL SELECT 'copy of a file', state, count(*) FROM media WHERE state = 'wanted' GROUP BY state
UNION ALL SELECT 'broadcast', state, count(*) FROM broadcasts WHERE state IN ('running', 'paused') GROUP BY state
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was claimed: whose it is, and which broadcast it is a copy of."""

    chat_id: int
    lane: int
    person_id: int | None
    broadcast_id: int | None


class Witness:
    """Writes whatever is wrong into the town's list."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.claims: dict[int, Sent] = {}
        self.heard: dict[int, list[tuple[datetime, int, int]]] = defaultdict(list)
        self.urgent: dict[int, bool] = {}
        self.topic: dict[int, str] = {}
        town.weather.seen = self._arrived

    def wrong(self, what: str) -> None:
        if what not in self.town.wrong:
            self.town.wrong.append(what)
            self.town.said(f"WRONG: {what}")

    # --- at every claim --------------------------------------------------------------------------

    def watches(self, process: Process) -> None:
        """Looks at whatever this process claims, in the transaction that claims it."""
        for sender in (process.steps.sender, process.steps.bulk):
            sender.take = self._watched(sender.take)

    def _watched(self, take: Callable[..., list[Sending]]) -> Callable[..., list[Sending]]:
        def watched(tx: Tx, world: Any, now: datetime, limit: int) -> list[Sending]:
            ready = take(tx, world, now, limit)
            for sending in ready:
                self._claimed(tx, sending, now)
            if len({one.chat_id for one in ready}) < len(
                {(one.chat_id, one.claimed.lane) for one in ready}
            ):
                self.town.said("an answer and a notice of one chat side by side")
            return ready

        return watched

    def _claimed(self, tx: Tx, sending: Sending, now: datetime) -> None:
        claimed = sending.claimed
        sent = Sent(sending.chat_id, claimed.lane, claimed.person_id, claimed.broadcast_id)
        key = self.town.weather.key.get(claimed.id, claimed.id)
        if self.claims.get(key, sent) != sent:
            key += 1_000_000
        self.claims[key], self.town.weather.key[claimed.id] = sent, key
        self.town.weather.rows[(id(sending.request), sending.chat_id)] = (key, sending.request)
        self.town.said(f"row {claimed.id} claimed for {sending.chat_id}, try {claimed.attempts}")
        before = _OLDER if claimed.broadcast_id is None else _BESIDE
        if tx.execute(before, {"it": claimed.id}).scalar():
            self.wrong(f"row {claimed.id} went before an older one of its chat, or beside one")
        if claimed.broadcast_id is not None:
            self._pushed(tx, claimed.broadcast_id, claimed.person_id or 0, sending.chat_id, now)

    def _pushed(self, tx: Tx, broadcast: int, person_id: int, chat_id: int, now: datetime) -> None:
        found = tx.execute(_READER, {"it": person_id, "topic": self.topic[broadcast]}).first()
        if found is None:
            return self.wrong(f"broadcast {broadcast} went to somebody who is not there")
        if found[0] is not None:
            self.wrong(f"broadcast {broadcast} went to somebody who blocked the bot")
        if self.topic[broadcast] and not found[1]:
            self.wrong(f"broadcast {broadcast} went to somebody who opted out")
        if self.urgent[broadcast]:
            return None
        hour = now.astimezone(self.town.world.zone).hour
        if hour >= NIGHT[0] or hour < NIGHT[1]:
            self.wrong(f"broadcast {broadcast} went at {hour} o'clock")
        known = {other for at, other, key in self.heard[chat_id] if at > now - WEEK and self._is_known(key)}
        before = known - {broadcast}
        if len(before) >= BUDGET:
            self.wrong(f"broadcast {broadcast} went to somebody who had {sorted(before)} this week")
        return None

    def _arrived(self, row: int, what: str, _data: Any) -> None:
        if row:
            self.town.said(f"row {row}: {what}")
        sent = self.claims.get(row)
        if sent and what in ARRIVED and sent.broadcast_id is not None:
            self.heard[sent.chat_id].append((self.town.now(), sent.broadcast_id, row))

    def _is_known(self, key: int) -> bool:
        """Whether the bot has an answer to its last try: what is unclear does not count against what people may hear."""
        return self.town.weather.tries[key][-1] == "sent"

    # --- after every step ------------------------------------------------------------------------

    def looks(self) -> None:
        """Planned = sent + failed + unknown + skipped by reason + open, whatever has just happened."""
        with self.town.database.read() as tx:
            for number, planned, gone, state, rows, nameless, still in tx.exec_driver_sql(_SUMS):
                kept = json.loads(gone) if isinstance(gone, str) else gone
                if planned != rows + sum(kept.values()) or nameless:
                    self.wrong(
                        f"broadcast {number}: {planned} planned, {rows} rows, {kept} gone, {nameless} nameless"
                    )
                if state == "done" and still:
                    self.wrong(f"broadcast {number} is done with {still} open")

    def not_done(self) -> list[tuple[str, str, int]]:
        with self.town.database.read() as tx:
            return [(what, state, count) for what, state, count in tx.exec_driver_sql(_NOT_DONE)]

    def held_up(self, until: int) -> None:
        """An update that always fails may only hold up its own chat."""
        waiting = text("SELECT chat FROM inbox WHERE state = 'new' AND seq <= :until")
        with self.town.database.read() as tx:
            chats = {bytes(row.chat) for row in tx.execute(waiting, {"until": until})}
        if chats - set(self.town.broken):
            self.wrong("an update that fails held up other chats")

    # --- at the end ------------------------------------------------------------------------------

    def judges(self) -> None:
        """Everything is settled: what came of each message, each update, each person."""
        town = self.town
        with town.database.begin() as tx:
            query = (
                "SELECT id, state, attempts, person_id, lane, broadcast_id, error FROM outbox ORDER BY id"
            )
            rows: list[Any] = list(tx.exec_driver_sql(query))
            self._fates(rows)
            self._order(rows)
            self._updates(tx)
            known = {
                one.person.id: people.by_hash(tx, town.world.keys.hash(one.person.id))
                for one in town.residents
            }
            shown = {row: _shown(data) for row, _, data in town.weather.arrivals if data}
            for resident in town.residents:
                self._resident(tx, resident, known[resident.person.id], rows, shown)
            for number in self.urgent:
                self._sums(tx, number)
        gone = [one for one in town.residents if known[one.person.id] is None]
        self._nothing_left(gone)

    def _fates(self, rows: list[Any]) -> None:
        weather = self.town.weather
        copies = Counter(row for row, _, _ in weather.arrivals if row)
        for row, count in copies.items():
            if count > 2 or (count == 2 and not weather.unclear(row)):
                self.wrong(f"row {row} arrived {count} times after {weather.tries[row]}")
        for row in rows:
            key = weather.key.get(row.id, row.id)
            tries = weather.tries.get(key, [])
            here = f"row {row.id} is {row.state} ({row.error}) after {tries}"
            if row.state == "sent" and not (copies[key] or "same" in tries):
                self.wrong(here)
            if row.state == "failed" and not {"400", "403"} & set(tries[-1:]):
                self.wrong(here)
            if row.state == "unknown" and weather.unclear(key) < 2:
                self.wrong(here)
            if row.state == "cancelled" and row.lane == 0:
                self.wrong(here)

    def _order(self, rows: list[Any]) -> None:
        """The first copies of a chat's messages arrive in their order, and a second one at once after the first.

        What goes to many may overtake what was paused: that is looked at when it is claimed.
        """
        last: dict[tuple[int, int], int] = defaultdict(int)
        left = {one.person.id for one in self.town.residents if one.leaving == "pressed"}
        for row, _, _ in self.town.weather.arrivals:
            sent = self.claims.get(row)
            if sent and sent.chat_id not in left and not sent.broadcast_id:
                if row < last[sent.chat_id, sent.lane]:
                    self.wrong(f"row {row} arrived after {last[sent.chat_id, sent.lane]}")
                last[sent.chat_id, sent.lane] = row

    def _updates(self, tx: Tx) -> None:
        dead = tx.exec_driver_sql("SELECT attempts, error FROM inbox WHERE state = 'dead'").fetchall()
        left = sum(one.leaving != "" for one in self.town.residents)  # whoever leaves takes them along
        if not sum(self.town.broken.values()) - left <= len(dead) <= sum(self.town.broken.values()):
            self.wrong(f"dead updates {[tuple(one) for one in dead]}, poison {self.town.broken}")
        if any(attempts != 5 for attempts, _ in dead):
            self.wrong(f"dead after {[one.attempts for one in dead]} tries")
        numbers = tx.exec_driver_sql("SELECT count(*) FROM inbox").scalar_one()
        if numbers > self.town.updates:
            self.wrong(f"{numbers} updates in the inbox of {self.town.updates}")

    def _resident(self, tx: Tx, resident: Resident, known: Any, rows: list[Any], shown: Any) -> None:
        name = f"{type(resident.habit).__name__} {resident.person.id}"
        if known is None:
            if resident.leaving != "pressed":
                self.wrong(f"{name} was erased without asking")
            return
        for fault in resident.habit.faults(tx, known.id):
            self.wrong(f"{name}: {fault}")
        if resident.leaving:
            return
        mine = [row for row in rows if row.person_id == known.id and row.lane == 0]
        if len(mine) != len(resident.habit.signs):
            self.wrong(f"{name}: {len(mine)} replies to {resident.habit.signs}")
        for row, wanted in zip(mine, resident.habit.signs, strict=False):
            seen = shown.get(self.town.weather.key.get(row.id, row.id), wanted)
            if seen != wanted:
                self.wrong(f"{name}: row {row.id} says {seen} and should say {wanted}")

    def _sums(self, tx: Tx, number: int) -> None:
        found = broadcasts.progress(tx, number)
        if found is None:
            return self.wrong(f"broadcast {number} is not there")
        whole = found.sent + found.failed + found.unknown + sum(found.skipped.values()) + found.open
        if whole != found.planned or found.open:
            self.wrong(f"broadcast {number}: {found}")
        return None

    def _nothing_left(self, gone: list[Resident]) -> None:
        """No word and no address of those who left, in any table or file."""
        town = self.town
        if not gone:
            return
        if path := town.database.path:
            whole = path.read_bytes() + path.with_name(f"{path.name}-wal").read_bytes()
        else:
            with town.database.read() as tx:
                tables = tx.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                names = [row.tablename for row in tables]
                parts = [
                    tx.exec_driver_sql(f"SELECT t::text FROM {name} t").scalars().all() for name in names
                ]
            whole = "\n".join(row for part in parts for row in part).encode()
        for one in gone:
            chat = town.world.keys.hash(one.person.id)
            words = [mark.encode() for mark in one.habit.marks]
            for trace in (*words, str(one.person.id).encode(), chat, chat.hex().encode()):
                if trace in whole:
                    self.wrong(f"something is left of {one.person.id}: {trace!r}")


def _shown(data: Any) -> str:
    """The sign of a message as it travelled."""
    said = str(data.get("text", ""))
    if "What do you want to hear about?" in said:
        keyboard = json.loads(data["reply_markup"])["inline_keyboard"]
        found = re.search(r"me\.topic:events:(\d)", json.dumps(keyboard))
        return f"events{1 - int(found[1])}" if found else said[:40]
    if "Something went wrong on our side" in said:
        return "sorry"

    class Request:
        params = {"text": said}

    return sign(Request)
