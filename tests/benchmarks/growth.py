"""What an update and a page cost when the tables have grown, in one process and without the network."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import log
from bot.app import make_world
from bot.delivery.claims import GROUP, Sending, take
from bot.delivery.fates import record
from bot.delivery.outcome import Outcome
from bot.intake.arrivals import received, store
from bot.intake.work import begin
from bot.services import publishing
from bot.services.world import World
from bot.settings import load
from db import areas, people, staff
from db.session import Database
from tests.benchmarks import ours
from tests.benchmarks.databases import both
from tests.benchmarks.filling import fill
from tests.benchmarks.load.api import Message
from tests.benchmarks.load.client import WrongBot
from tests.benchmarks.load.journey import JOURNEY
from tests.benchmarks.load.server import FIRST
from tests.benchmarks.load.walk import pressed, written

SIZES = (10**4, 10**5, 10**6)
MOST = 1.5
"""How much more something may cost at the largest size than at the smallest."""
MENU = ("setMyCommands", "deleteMyCommands")
PARTS = {
    "a press (menu, goals, one goal)": range(2, 5),
    "an idea, from the button to the receipt": range(5, 8),
    "a survey, from the list to the thanks": range(8, 18),
}
"""The steps of the journey, by what people do."""

LEAD, ADMIN = FIRST, FIRST + 1
"""The chats of two who walked the journey first: the lead of one area, and of all."""

Costs = dict[str, list[float]]


@dataclass
class Filled:
    """A database of some size and the bot's threads' work on it, done here one after the other."""

    database: Database
    world: World
    area: int
    round: int
    _updates: int = 0
    _messages: int = 10**9
    _done: list[tuple[Sending, Outcome]] = field(default_factory=list)

    def costs(self, kind: str, content: str) -> tuple[float, list[Message]]:
        """Seconds for an update through inbox, handler, claim and record; what the chat was told."""
        self._updates += 1
        raw = {"update_id": self._updates, kind: json.loads(content)}
        began, now = time.perf_counter(), datetime.now(UTC)
        update = received(raw, self.world)
        assert update is not None
        store(self.database, [update], now)
        begin(self.database, self.world, now)
        sent = self._exchange(now)
        while self._exchange(now):
            pass
        return time.perf_counter() - began, [
            self._shown(one) for one in sent if one.request.method not in MENU
        ]

    def _exchange(self, now: datetime) -> list[Sending]:
        """What the sender does in one transaction: it records what has arrived and claims what is next."""
        with self.database.begin() as tx:
            record(tx, self._done, now)
            taken = take(tx, self.world, now, GROUP)
        self._done = []
        for one in taken:
            self._messages += 1
            self._done.append((one, Outcome("sent", self._messages)))
        return taken

    def _shown(self, sending: Sending) -> Message:
        params = sending.request.params
        markup = json.dumps(params["reply_markup"]) if "reply_markup" in params else ""
        return Message(sending.chat_id, self._messages, params.get("text", ""), markup)

    def presses(self, chat: int, data: str) -> float:
        """Seconds for any button."""
        on = Message(chat, self._messages, "a page", "")
        took, shown = self.costs("callback_query", pressed(f"{chat}-{self._updates}", chat, on, data))
        if not shown:
            raise WrongBot(f"{data}: no answer")
        return took

    def walks(self, chat: int, steps: int = len(JOURNEY)) -> list[float]:
        """Seconds for each step of the journey."""
        found: list[float] = []
        shown: Message | None = None
        for number, step in enumerate(JOURNEY[:steps]):
            if step.says:
                took, said = self.costs("message", written(chat, step.says))
            else:
                assert shown is not None
                data = shown.data(step.presses)
                took, said = self.costs("callback_query", pressed(f"{chat}-{number}", chat, shown, data))
            found.append(took)
            shown = next((one for one in reversed(said) if step.expects in one.text), None)
            if shown is None:
                raise WrongBot(f"step {number}: {step.expects!r} is not in {[one.text for one in said]}")
        return found

    def appoint(self, chat: int, area: int | None) -> None:
        """Makes somebody who walked the journey the lead of an area or of all."""
        with self.database.begin() as tx:
            known = people.by_hash(tx, self.world.keys.hash(chat))
            assert known is not None
            staff.appoint(tx, known.id, area, "lead", datetime.now(UTC))

    def pages(self) -> Mapping[str, tuple[int, str]]:
        """What is opened -> by whom, with which button."""
        return {
            "/desk, first page": (LEAD, "desk"),
            "a list: new ideas": (LEAD, "desk.list:new:0"),
            "a list: seen ideas, page 3": (LEAD, "desk.list:seen:2"),
            "/desk of all areas": (ADMIN, "desk"),
            "a list of all areas: new ideas": (ADMIN, "desk.list:new:0"),
            "/results": (LEAD, "results"),
            "one survey of one's area": (LEAD, f"results.show:{self.round}:{self.area}"),
            "one survey of all areas": (ADMIN, f"results.show:{self.round}:0"),
            "/me": (LEAD, "me"),
        }


@contextmanager
def filled(database: Database, answers: int) -> Iterator[Filled]:
    with tempfile.TemporaryDirectory(prefix="growth") as name:
        url = database.url.render_as_string(hide_password=False)
        world = make_world(
            load(ours.settings(url, "http://nowhere.test", Path(name))), database, ours.USERNAME
        )
        with database.begin() as tx:
            publishing.publish(tx, world, "safety", None, datetime.now(UTC))
            area = areas.by_slug(tx, "rollbergsiedlung")
        assert area is not None
        fill(database, answers)
        with database.begin() as tx:
            round_ = tx.exec_driver_sql("SELECT id FROM rounds WHERE occurrence = 'past 1'").scalar_one()
        one = Filled(database, world, area.id, int(round_))
        for chat, reach in ((LEAD, area.id), (ADMIN, None)):
            one.walks(chat)
            one.appoint(chat, reach)
        try:
            yield one
        finally:
            database.close()


def _round(one: Filled, chat: int, found: Costs) -> None:
    steps = one.walks(chat)
    for name, numbers in PARTS.items():
        found[name].append(sum(steps[number] for number in numbers) / len(numbers))
    for name, (chat, data) in one.pages().items():
        found[name].append(one.presses(chat, data))


def measure(sizes: tuple[int, ...], rounds: int) -> dict[str, dict[int, Costs]]:
    """Seconds by database, size and name; rounds go over all sizes in turn, so that other work meets all of them."""
    log.set_up("CRITICAL")
    found: dict[str, dict[int, Costs]] = {}
    with both() as makers:
        for kind, make in makers.items():
            found[kind] = {size: defaultdict(list) for size in sizes}
            _of_kind(make, sizes, rounds, found[kind])
            print(kind, table({kind: found[kind]}, sizes), sep="\n", file=sys.stderr, flush=True)  # noqa: T201
    return found


def _of_kind(make: Any, sizes: tuple[int, ...], rounds: int, found: dict[int, Costs]) -> None:
    with ExitStack() as opened:
        ready = {size: opened.enter_context(filled(make(), size)) for size in sizes}
        for number in range(rounds + 1):
            for size, one in ready.items():
                _round(one, ADMIN + 1 + number, found[size] if number else defaultdict(list))


def table(found: dict[str, dict[int, Costs]], sizes: tuple[int, ...]) -> str:
    heads = [f"{kind} {size:,}" for kind in found for size in (*sizes, 0)]
    heads = [head.replace(" 0", " ratio") if head.endswith(" 0") else head for head in heads]
    lines = [f"| ms | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    for name in next(iter(next(iter(found.values())).values())):
        cells = []
        for by_size in found.values():
            quarters = [statistics.quantiles(by_size[size][name])[0] * 1000 for size in sizes]
            ratio = quarters[-1] / quarters[0]
            cells += [f"{value:.2f}" for value in quarters]
            cells.append(f"**{ratio:.2f}**" if ratio > MOST else f"{ratio:.2f}")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def report(small: bool) -> str:
    sizes, rounds = ((10**4, 2 * 10**4), 3) if small else (SIZES, 25)
    found = measure(sizes, rounds)
    words = (
        f"Milliseconds for one update, from the raw update to the record of the sent answer (inbox, work, claim, record; no "
        f"network, no threads), by the number of answers and of as many ideas in the database: spread over all areas, a round "
        f"for every 500 answers, five answers a person, inbox and outbox filled with as many done rows. Of the ideas 40 in each "
        f"area are new, a third of the others was seen. Lower quartile of {rounds} rounds over the sizes in turn (other work on the "
        f"machine only ever adds); `ratio` is the largest size against the smallest (needs <= {MOST}; bold where it is not)."
    )
    return f"{words}\n\n{table(found, sizes)}"
