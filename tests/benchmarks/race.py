"""The whole bot beside the bots that people usually write, each a real process, over the same journey.

`python -m tests.benchmarks.race --rounds 1 --only Kiezstimme` runs a part of it and prints the table.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.benchmarks import ours
from tests.benchmarks.databases import Servers, empty
from tests.benchmarks.load.client import ROOT, Load, WrongBot
from tests.benchmarks.load.journey import JOURNEY, STORED
from tests.benchmarks.processes import Process, cpu, end_orderly, family_cpu, on_load_core

PEERS = ROOT / ".venv-bench" / "bin" / "python"
SETTLE = 0.3
"""Seconds after the last answer that still count: some bots record then what they have sent."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A bot, and the kind of database it keeps (none: in memory)."""

    name: str
    module: str
    kind: str

    @property
    def ours(self) -> bool:
        return self.module == "bot"


PLAIN = "PTB, SQLAlchemy"
CONTESTANTS = (
    Contestant("PTB bare", "ptb_bare", ""),
    *(
        Contestant(name, module, kind)
        for kind in ("SQLite", "PostgreSQL")
        for name, module in (
            (PLAIN, "ptb_plain"),
            ("aiogram, SQLAlchemy", "aiogram_plain"),
            ("Kiezstimme", "bot"),
        )
    ),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: `people` walk the journey, `together` at a time, after a warm-up; API latency in seconds."""

    rounds: int = 3
    people: int = 200
    together: int = 100
    latency: float = 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run came to. CPU in seconds per 1,000 updates; `busy` is the load server's share of its core."""

    rate: float
    cpu: float
    database_cpu: float
    p50: float
    p95: float
    p99: float
    rss: float
    pss: float
    busy: float


def race(scale: Scale, only: str = "") -> dict[Contestant, Figures]:
    """The median of interleaved rounds for each bot."""
    found: dict[Contestant, list[Figures]] = {
        one: [] for one in CONTESTANTS if only in f"{one.name} {one.kind}"
    }
    if (busy := os.getloadavg()[0]) > 0.5:
        print(f"other work runs here (load {busy:.1f}): only CPU seconds can be compared", file=sys.stderr)  # noqa: T201
    with on_load_core(), Load() as server, empty() as servers:
        server.ask("set", latency=scale.latency)
        for _ in range(scale.rounds):
            for contestant, figures in found.items():
                figures.append(_run(contestant, scale, server, servers))
                print(contestant.name, contestant.kind, figures[-1], file=sys.stderr, flush=True)  # noqa: T201
    fields = Figures.__dataclass_fields__
    return {
        one: Figures(**{name: statistics.median(getattr(f, name) for f in figures) for name in fields})
        for one, figures in found.items()
    }


def _run(contestant: Contestant, scale: Scale, server: Load, servers: Servers) -> Figures:
    url = servers.makers[contestant.kind]() if contestant.kind else ""
    server.ask("forget")
    with tempfile.TemporaryDirectory(prefix="race") as name:
        process = started(contestant, url, server.url, Path(name))
        try:
            server.ask("ready")
            figures = _measured(process, scale, server, servers.postmaster)
        except WrongBot as wrong:
            said = process.log.read_text("utf-8", "replace")[-2000:]
            raise WrongBot(f"{contestant.name}, {contestant.kind}: {wrong}\n{said}") from None
        finally:
            process.end()
        if url:
            _check(url, scale.people + _warm_up(scale))
    return figures


def _warm_up(scale: Scale) -> int:
    return scale.together // 2


def started(contestant: Contestant, url: str, api: str, folder: Path) -> Process:
    env = {**os.environ, "BOT_TOKEN": ours.TOKEN, "TELEGRAM_API_URL": api}
    if contestant.ours:
        env |= ours.settings(url, api, folder)
        ours.prepare(env)
        return ours.start(env, folder / "log")
    env["DATABASE_URL"] = url.replace("sqlite://", "sqlite+aiosqlite://")
    command = (str(PEERS), "-m", f"tests.benchmarks.peers.{contestant.module}")
    return Process(command, env, ROOT, folder / "log")


def _measured(process: Process, scale: Scale, server: Load, postmaster: int) -> Figures:
    server.ask("walk", people=_warm_up(scale), together=_warm_up(scale), within=120)
    time.sleep(SETTLE)
    own, theirs, load_ = process.cpu(), family_cpu(postmaster), cpu(server.pid)
    walk = server.ask("walk", people=scale.people, together=scale.together, within=600)
    busy = cpu(server.pid) - load_
    time.sleep(SETTLE)
    thousands = walk["updates"] / 1000
    return Figures(
        rate=walk["updates"] / walk["seconds"],
        cpu=(process.cpu() - own) / thousands,
        database_cpu=(family_cpu(postmaster) - theirs) / thousands,
        p50=walk["p50"],
        p95=walk["p95"],
        p99=walk["p99"],
        rss=process.rss,
        pss=process.pss,
        busy=busy / walk["seconds"],
    )


def _check(url: str, people: int) -> None:
    """Everything that people said stands in the database. Raises WrongBot."""
    engine = create_engine(url)
    with engine.connect() as connection:
        for table, where in STORED.items():
            count = connection.scalar(text(f"SELECT count(*) FROM {table} WHERE {where}"))
            expected = people * (5 if table == "answers" else 1)
            if count != expected:
                raise WrongBot(f"{table}: {count} rows, not {expected}")
    engine.dispose()


def table(found: dict[Contestant, Figures]) -> str:
    """Rows in Markdown; ratios against the plain bot on the same database, for the bare one against SQLite's."""
    plain = {one.kind: figures for one, figures in found.items() if one.name == PLAIN}
    heads = (
        *("bot", "database", "updates/s", "ratio", "CPU s per 1,000", "ratio", "database server's"),
        *("p50 ms", "p95", "p99", "RSS MB", "PSS MB", "load"),
    )
    lines = [f"| {' | '.join(heads)} |", "|---|---|" + "---:|" * (len(heads) - 2)]
    lines += [
        f"| {' | '.join(_cells(one, f, plain.get(one.kind or 'SQLite')))} |" for one, f in found.items()
    ]
    return "\n".join(lines)


def _cells(one: Contestant, own: Figures, plain: Figures | None) -> Iterator[str]:
    yield from (one.name, one.kind or "none", f"{own.rate:,.0f}")
    yield f"{own.rate / plain.rate:.2f}" if plain else ""
    yield f"{own.cpu:.2f}"
    yield f"{own.cpu / plain.cpu:.2f}" if plain else ""
    yield f"{own.database_cpu:.2f}" if one.kind == "PostgreSQL" else ""
    yield from (f"{value:,.0f}" for value in (own.p50, own.p95, own.p99, own.rss, own.pss))
    yield f"{own.busy:.0%}"


def about(scale: Scale) -> str:
    """What the table shows, in words."""
    return (
        f"{scale.people} people walk {len(JOURNEY)} updates each, {scale.together} at a time, from the poster's link over "
        "consent and an idea to the end of a survey of five questions; nobody goes on before the answer has come, and "
        "afterwards every row is counted in the database. Each bot is one process on one core; the Bot API server and "
        "PostgreSQL share the other (`load`: the server's part of it). Milliseconds from an update being there to "
        f"its answer; API latency {scale.latency * 1000:g} ms. Median of {scale.rounds} interleaved rounds."
    )


def report(small: bool) -> str:
    scale = Scale(rounds=1, people=10, together=10) if small else Scale()
    return f"{about(scale)}\n\n{table(race(scale))}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, field in Scale.__dataclass_fields__.items():
        assert not isinstance(field.default, str)
        parser.add_argument(f"--{name}", type=type(field.default), default=field.default)
    parser.add_argument("--only", default="", help="part of a bot's name and database")
    given = vars(parser.parse_args())
    only = given.pop("only")
    scale = Scale(**given)
    end_orderly()
    print(about(scale), table(race(scale, only)), sep="\n\n")  # noqa: T201


if __name__ == "__main__":
    main()
