"""A broadcast to many: how much of Telegram's limit it uses, how fast it could be, and whether residents notice it."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from sqlalchemy import create_engine, insert, text

from bot.delivery import bulk
from bot.services.world import World
from db import broadcasts
from db.audience import Audience
from db.session import Tx
from db.tables import Person, Subscription
from tests.benchmarks import ours
from tests.benchmarks.databases import empty
from tests.benchmarks.load.client import Load, WrongBot
from tests.benchmarks.processes import on_load_core

FIRST = 90_000_001
"""The chat of the first subscriber; the scripted residents have lower numbers."""

RATE, LIMIT = 28, 30
"""Messages a second: what the bot is told to send, and what the server takes as Telegram does (Bot FAQ: about 30)."""

NEEDED = 800
"""Messages per CPU second that the bulk lane is to reach."""

TEXTS = {
    "en": "Summer party in the yard on Saturday at three. Bring your neighbours.",
    "de": "Sommerfest im Hof am Samstag um drei. Bringen Sie Ihre Nachbarn mit.",
    "tr": "Cumartesi saat üçte avluda yaz şenliği. Komşularınızı da getirin.",
}


@dataclass(frozen=True, slots=True)
class Scale:
    """`people` get the broadcast; seconds at the limit; residents who walk the journey at `walk_rate` updates a second."""

    people: int = 20_000
    seconds: float = 60.0
    residents: int = 16
    walk_rate: float = 5.0


SMALL = Scale(people=500, seconds=8.0, residents=2)


@dataclass(frozen=True, slots=True)
class Figures:
    """`used` is delivered / allowed at the limit. Milliseconds to an answer without (`idle`) and during a broadcast."""

    used: float
    refused: float
    idle_p50: float
    idle_p95: float
    busy_p50: float
    busy_p95: float
    refused_beside: float
    rate: float
    per_cpu: float


def followers(people: int, *, paused: bool) -> ours.Fill:
    """Fills in people who follow a topic, and a broadcast with a copy for each of them."""

    def fill(tx: Tx, world: World) -> None:
        now = datetime.now(UTC)
        many = range(1, people + 1)
        own = {"asked_to_subscribe": True, "created_at": now}
        known = [
            {
                "id": n,
                "telegram_hash": world.keys.hash(FIRST + n),
                "telegram_sealed": world.keys.seal(FIRST + n),
                "language": list(TEXTS)[n % len(TEXTS)],
                **own,
            }
            for n in many
        ]
        tx.execute(insert(Person), known)
        topic = {"topic": "events", "rhythm": "at_once", "since": now}
        tx.execute(insert(Subscription), [{"person_id": n, **topic} for n in many])
        number = bulk.start(tx, world, "message", {"texts": TEXTS}, Audience("events"), now)
        if paused:
            broadcasts.pause(tx, number)

    return fill


def resume(url: str) -> None:
    """Lets the broadcast go on, as staff would."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE broadcasts SET state = 'running'"))
    engine.dispose()


def _sent(server: Load, at_least: int, within: float) -> dict[str, float]:
    """Waits until so many copies have arrived. Raises WrongBot if they do not."""
    until = time.monotonic() + within
    while (tally := server.ask("tally", first=FIRST))["sent"] < at_least:
        if time.monotonic() > until:
            raise WrongBot(f"only {tally['sent']} of {at_least} copies came within {within:g} s")
        time.sleep(0.2)
    return dict(tally)


def at_the_limit(url: str, server: Load, scale: Scale) -> dict[str, float]:
    """The figures with a limit."""
    server.ask("set", rate=LIMIT, retry_after=1)
    walk = {"people": scale.residents, "together": 2, "rate": scale.walk_rate, "within": 600}
    fill = followers(scale.people, paused=True)
    with ours.running(url, server, fill, SEND_RATE=str(RATE), QUIET_HOURS="00:00-00:00"):
        server.ask("walk", people=2, together=2, within=60)
        idle = server.ask("walk", **walk)
        resume(url)
        before = _sent(server, RATE, 30)
        time.sleep(scale.seconds)
        after = server.ask("tally", first=FIRST)
        span = after["ended"] - before["ended"]
        used = (after["sent"] - before["sent"]) / (span * RATE)
        busy = server.ask("walk", **walk)
        last = server.ask("tally", first=FIRST)
        if last["sent"] >= scale.people:
            raise WrongBot("the broadcast was over before the measurement was")
    times = {
        "idle_p50": idle["p50"],
        "idle_p95": idle["p95"],
        "busy_p50": busy["p50"],
        "busy_p95": busy["p95"],
    }
    refused = after["refused"] - before["refused"]
    return {"used": used, "refused": refused, "refused_beside": last["refused"] - after["refused"], **times}


def unlimited(url: str, server: Load, scale: Scale) -> dict[str, float]:
    """The figures without one."""
    server.ask("set", rate=0)
    fill = followers(scale.people, paused=True)
    with ours.running(url, server, fill, SEND_RATE="0", QUIET_HOURS="00:00-00:00") as (bot,):
        time.sleep(1.5)
        cpu = bot.cpu()
        resume(url)
        tally = _sent(server, scale.people, 600)
        time.sleep(0.3)
        cpu = bot.cpu() - cpu
    return {"rate": scale.people / (tally["ended"] - tally["began"]), "per_cpu": scale.people / cpu}


def measure(scale: Scale, rounds: int) -> dict[str, Figures]:
    """The median of interleaved rounds for each database."""
    found: dict[str, list[Figures]] = {}
    with on_load_core(), Load() as server, empty() as servers:
        for _ in range(rounds):
            for kind, make in servers.makers.items():
                held, free = at_the_limit(make(), server, scale), unlimited(make(), server, scale)
                found.setdefault(kind, []).append(Figures(**held, **free))
    names = [field.name for field in fields(Figures)]
    return {
        kind: Figures(**{name: statistics.median(getattr(one, name) for one in ones) for name in names})
        for kind, ones in found.items()
    }


def table(found: dict[str, Figures], scale: Scale) -> str:
    heads = (
        *(
            "database",
            f"of {RATE}/s used",
            "429s",
            "no limit: messages/s",
            f"per CPU second (needs {NEEDED})",
        ),
        *("idle p50 ms", "p95", "during a broadcast p50 ms", "p95", "p95 ratio (needs <= 2)", "429s"),
    )
    lines = [f"| {' | '.join(heads)} |", "|---|" + "---:|" * (len(heads) - 1)]
    for kind, one in found.items():
        cells = (
            *(kind, f"{one.used:.1%}", f"{one.refused:.0f}", f"{one.rate:,.0f}", f"{one.per_cpu:,.0f}"),
            *(f"{one.idle_p50:.1f}", f"{one.idle_p95:.1f}", f"{one.busy_p50:.1f}", f"{one.busy_p95:.1f}"),
            *(f"{one.busy_p95 / one.idle_p95:.2f}", f"{one.refused_beside:.0f}"),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def report(small: bool) -> str:
    scale, rounds = (SMALL, 1) if small else (Scale(), 1)
    words = (
        f"A broadcast to {scale.people:,} people in {len(TEXTS)} languages, each copy claimed, sent and recorded by the "
        f"whole bot. First at `SEND_RATE={RATE}` against a server that refuses what exceeds {LIMIT} in any second, over "
        f"{scale.seconds:g} s; then with `SEND_RATE=0` and no limit until all have arrived. Residents walk the journey at "
        f"{scale.walk_rate:g} updates a second in the same process before and during the broadcast "
        f"({scale.residents * 18} updates each); the last column is what Telegram refused meanwhile, to either of them. "
        f"Rounds: {rounds}."
    )
    return f"{words}\n\n{table(measure(scale, rounds), scale)}"
