"""Where a millisecond goes: py-spy looks at our process while people walk the journey."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks import ours
from tests.benchmarks.databases import empty
from tests.benchmarks.load.client import Load, WrongBot
from tests.benchmarks.processes import Process, on_load_core

SAMPLES = 200
"""Looks a second."""

GROUPS: tuple[tuple[str, str], ...] = (
    ("JSON", r"\((json/|bot/jsons\.py)"),
    ("SQLAlchemy at run time", r"\(sqlalchemy/"),
    (
        "database driver and commit",
        r"\((sqlite3|psycopg\w*)/|\(db/(session|wire)\.py|_run \(db/prepared\.py|(fetchone|fetchall|execute) \(",
    ),
    (
        "transport",
        r"\((aiohttp|multidict|yarl|aiosignal|frozenlist)/|\(bot/delivery/(transport|client|lines|form)\.py",
    ),
    (
        "event loop and thread hops",
        r"\((asyncio|uvloop|concurrent|threading|queue|selectors)[/.]|\(bot/(threads|running/\w+)\.py",
    ),
    ("queries: values in and out", r"\(db/"),
    ("handlers and views", r"\((handlers|bot/(views|services|core|i18n))/"),
    ("intake", r"\(bot/intake/"),
    ("delivery", r"\(bot/delivery/"),
    ("keys and sealing", r"\(bot/keys\.py"),
)
"""What a frame belongs to. The innermost frame that one of these knows decides: helpers count for who calls them."""

OTHER = "other"
_GROUPS = tuple((name, re.compile(pattern)) for name, pattern in GROUPS)


def group_of(stack: str) -> str:
    """The group of one stack as py-spy writes it: frames from the outside in, separated by semicolons."""
    for frame in reversed(stack.split(";")):
        for name, pattern in _GROUPS:
            if pattern.search(frame):
                return name
    return OTHER


def shares(lines: Iterable[str]) -> dict[str, float]:
    """Group -> its part of all samples, in the order of GROUPS. Lines are stacks with their count, as py-spy writes them."""
    found = Counter[str]()
    for line in lines:
        stack, _, count = line.rpartition(" ")
        if stack and count.isdigit():
            found[group_of(stack)] += int(count)
    total = found.total() or 1
    return {name: found[name] / total for name in (*dict(GROUPS), OTHER)}


def measure(kind: str, people: int, together: int) -> tuple[dict[str, float], float]:
    """The shares of the groups, and the CPU milliseconds of an update (measured apart, without py-spy)."""
    with (
        on_load_core(),
        Load() as server,
        empty() as servers,
        ours.running(servers.makers[kind](), server) as (bot,),
    ):
        server.ask("walk", people=together, within=120)
        time.sleep(0.3)
        cpu = bot.cpu()
        walk = server.ask("walk", people=people, together=together, within=600)
        cpu = (bot.cpu() - cpu) / walk["updates"] * 1000
        return _watched(bot, server, people, together), cpu


def _watched(bot: Process, server: Load, people: int, together: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="profile") as name:
        out = Path(name) / "stacks"
        command = [str(Path(sys.executable).with_name("py-spy")), "record", "--pid", str(bot.pid)]
        command += ["--rate", str(SAMPLES), "--format", "raw", "--output", str(out), "--gil"]
        with subprocess.Popen(
            [*command, "--duration", "600"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as spy:
            time.sleep(1.0)
            server.ask("walk", people=people, together=together, within=600)
            spy.send_signal(2)
            said = spy.communicate(timeout=30)[0]
        if not out.exists():
            raise WrongBot(f"py-spy saw nothing: {said.decode(errors='replace')[-500:]}")
        return shares(out.read_text("utf-8", "replace").splitlines())


def report(small: bool) -> str:
    people, together = (20, 10) if small else (400, 50)
    found = {kind: measure(kind, people, together) for kind in ("SQLite", "PostgreSQL")}
    heads = [f"{kind} {what}" for kind in found for what in ("share", "ms per update")]
    lines = [f"| where | {' | '.join(heads)} |", "|---|" + "---:|" * len(heads)]
    for name in (*dict(GROUPS), OTHER):
        cells = [f"{part[name]:.0%} | {part[name] * cpu:.3f}" for part, cpu in found.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    cells = [f"100% | {cpu:.3f}" for _, cpu in found.values()]
    lines.append(f"| together | {' | '.join(cells)} |")
    words = (
        f"py-spy looks {SAMPLES} times a second which thread of our process holds the interpreter, while {people} people walk the "
        f"journey, {together} at a time; milliseconds are these shares of the CPU time that an update took in the same process "
        "just before, without py-spy. A stack counts for the innermost frame that a group knows. What the kernel, SQLite and libpq "
        "do without the interpreter is shared out as well; waiting takes no CPU and is not in here."
    )
    return f"{words}\n\n" + "\n".join(lines)
