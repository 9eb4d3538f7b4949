"""What the documents say is what there is."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from bot.cli import cli
from bot.settings import documented
from handlers.routes import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(("name", "default", "meaning"), documented())
def test_every_setting_stands_in_the_readme(name: str, default: str, meaning: str) -> None:
    (row,) = [line for line in README.splitlines() if line.startswith(f"| `{name}` |")]
    assert default.strip("`") in row
    assert meaning in row


@pytest.mark.parametrize("command", [route.key for route in COMMANDS.values()])
def test_every_chat_command_stands_in_the_readme(command: str) -> None:
    assert f"| `/{command}` |" in README


def subcommands(app: typer.Typer, prefix: str = "kiezstimme") -> list[str]:
    own = [f"{prefix} {c.name or getattr(c.callback, '__name__', '')}" for c in app.registered_commands]
    groups = [(g.typer_instance, f"{prefix} {g.name}") for g in app.registered_groups]
    return own + [name for inner, at in groups if inner for name in subcommands(inner, at)]


@pytest.mark.parametrize("subcommand", subcommands(cli))
def test_every_subcommand_stands_in_the_readme(subcommand: str) -> None:
    assert f"| `{subcommand}` |" in README


@pytest.mark.parametrize(
    "name", [line.split("`")[1] for line in README.splitlines() if line.startswith("| `kiezstimme ")]
)
def test_the_readme_names_no_subcommand_that_is_missing(name: str) -> None:
    assert name in subcommands(cli)


def test_the_files_named_in_contributing_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = [
        word
        for word in text.split("`")
        if word.endswith((".py", ".toml")) and "/" in word and " " not in word
    ]
    assert [name for name in named if "CODE" not in name and not (ROOT / name).exists()] == []


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements*.lock")), ids=lambda path: path.name)
def test_locks_carry_hashes_and_no_addresses(lock: Path) -> None:
    lines = lock.read_text("utf-8").splitlines()
    assert not [line for line in lines if "://" in line or "index" in line]
    assert all("==" in line for line in lines if line and line[0].isalpha())
    assert "--hash=sha256:" in lock.read_text("utf-8")
