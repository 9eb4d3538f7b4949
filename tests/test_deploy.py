"""What the operating files name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli import cli
from bot.settings import documented
from bot.settings.gathering import FROM_FILES
from tests.test_docs import subcommands

ROOT = Path(__file__).parent.parent
FILES = sorted(path for path in (ROOT / "deploy").iterdir() if path.is_file())
OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")
SETTINGS = {name for name, _, _ in documented()} | {f"{name}_FILE" for name in FROM_FILES}
FOREIGN = {"PATH", "PYTHONUNBUFFERED", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD_FILE"}
NAME = re.compile(r"\b([A-Z][A-Z]+(?:_[A-Z]+)*)(?==|: )")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_in_the_operating_files_exists(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    named = {name for line in lines for name in NAME.findall(line)}
    assert named - SETTINGS - FOREIGN == set()


def test_the_operating_files_do_set_something() -> None:
    text = "".join(path.read_text("utf-8") for path in FILES)
    assert {name for name in NAME.findall(text) if name in SETTINGS} >= {"DATABASE_URL", "HEALTH_LISTEN"}


@pytest.mark.parametrize("named", sorted(set(re.findall(r"kiezstimme ((?:db )?[a-z]+)\b", OPERATING))))
def test_every_subcommand_in_the_operating_manual_exists(named: str) -> None:
    known = {name.removeprefix("kiezstimme ") for name in subcommands(cli)}
    assert named in known or named in ("kiezstimme", "cd")


def test_the_operating_manual_names_every_command_that_keeps_and_brings_back() -> None:
    for command in ("db backup", "db restore", "db upgrade", "db downgrade", "db check"):
        assert f"kiezstimme {command}" in OPERATING


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix in (".service", ".yaml")])
def test_the_bot_is_given_thirty_seconds_to_stop_and_no_more_rights_than_it_needs(path: Path) -> None:
    text = path.read_text("utf-8")
    if path.suffix == ".yaml":
        assert "stop_grace_period: 30s" in text
        return
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "StateDirectory=kiezstimme"):
        assert line in text
    assert "TimeoutStopSec=30" in text or "Type=oneshot" in text
