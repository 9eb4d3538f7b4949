"""RESULTS.md in parts: each is measured and replaced by itself."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

FILE = Path(__file__).with_name("RESULTS.md")
HEAD = "# What it costs\n\nWritten by `make bench`; each part says when, on what and with which command it was measured."
BUSY = 0.5
"""Processes that wanted a core, on average over the last minute, from which on other work disturbs."""


def circumstances(command: str) -> str:
    """Where and when something is measured, taken before it is."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return f"Command: `{command}`; {datetime.now(UTC):%Y-%m-%d}; {machine}; {load_now()}."


def load_now() -> str:
    busy = os.getloadavg()[0]
    quiet = (
        "nothing else ran"
        if busy <= BUSY
        else "other work ran as well, so compare ratios rather than figures"
    )
    return f"load average at the start {busy:.1f} ({quiet})"


def replaced(text: str, titles: tuple[str, ...], title: str, body: str) -> str:
    """The file with one part new. Parts stand in the order of `titles`; one that is no title any more goes."""
    parts = {
        found[0]: found[1].strip() for found in re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", text, re.M)
    }
    parts[title] = body.strip()
    kept = [f"## {name}\n\n{parts[name]}" for name in titles if name in parts]
    return "\n\n".join((HEAD, *kept)) + "\n"


def write(titles: tuple[str, ...], title: str, body: str) -> None:
    before = FILE.read_text("utf-8") if FILE.exists() else ""
    half = FILE.with_suffix(".new")
    half.write_text(replaced(before, titles, title, body), "utf-8")
    half.rename(FILE)
