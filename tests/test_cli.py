"""The command line, as an operator uses it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import cli
from db import areas, facts
from db.session import Database
from tests.chat import Bot

ROOT = Path(__file__).parent.parent


def run(*args: str, **env: str) -> Result:
    return CliRunner().invoke(cli, args, env=env)


def settings(database: Database, folder: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": database.url.render_as_string(hide_password=False),
        "SECRETS_DIR": str(folder / "secrets"),
        "MEDIA_DIR": str(folder / "media"),
        "BOT_TOKEN": "",
        "OPERATOR": "",
    }


def test_run_without_settings_names_what_is_missing(tmp_path: Path) -> None:
    said = run(
        "run",
        DATABASE_URL=f"sqlite:///{tmp_path}/k.db",
        BOT_TOKEN="",
        OPERATOR="",
        IMPRINT_URL="",
        PRIVACY_CONTACT="",
    )
    assert said.exit_code == 1
    for name in ("BOT_TOKEN", "OPERATOR", "IMPRINT_URL", "PRIVACY_CONTACT"):
        assert name in said.output


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("UPDATES", "pigeon"),
        ("SEND_RATE", "-1"),
        ("QUIET_HOURS", "late"),
        ("TELEGRAM_API_URL", "nowhere"),
        ("DATABASE_URL", "x"),
    ],
)
def test_a_bad_setting_names_itself(name: str, value: str) -> None:
    said = run("check", **{name: value})
    assert said.exit_code == 1
    assert name in said.output
    assert "Traceback" not in said.output


def test_an_unknown_area_is_named(database: Database, tmp_path: Path) -> None:
    said = run("invite", "--area", "atlantis", **settings(database, tmp_path))
    assert "there is no area atlantis" in said.output


def test_an_invite_is_printed_as_a_link(database: Database, tmp_path: Path, bot: Bot) -> None:
    bot.does(lambda tx: facts.remember(tx, "bot_username", "kiez_bot"))
    said = run("invite", "--role", "lead", "--area", "rollbergsiedlung", **settings(database, tmp_path))
    found = re.search(r"https://t\.me/kiez_bot\?start=(v\S{24})\n", said.output)
    assert found is not None
    assert "Welcome to the team" in bot.visitor().starts(found[1]).taps("English").taps("I agree").screen


def test_only_an_admin_is_for_all_areas(database: Database, tmp_path: Path) -> None:
    assert "--area" in run("invite", "--role", "lead", **settings(database, tmp_path)).output
    both = run("invite", "--role", "admin", "--area", "rixdorf", **settings(database, tmp_path))
    assert "--area" in both.output


def test_ideas_are_exported_for_a_german_excel(database: Database, tmp_path: Path, bot: Bot) -> None:
    resident = bot.resident("en")
    resident.taps("Suggest an idea").says("=HYPERLINK(1)").taps("Culture").taps("Send")
    said = run("export", "ideas,answers", "--folder", str(tmp_path), **settings(database, tmp_path))
    assert said.exit_code == 0, said.output
    content = (tmp_path / "kiezstimme-ideas.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert "ROLL-2026-1" in content.decode()
    assert "'=HYPERLINK(1)" in content.decode()


def test_an_export_of_something_else_says_what_there_is(database: Database, tmp_path: Path) -> None:
    assert "ideas, answers" in run("export", "people", **settings(database, tmp_path)).output
    assert "--from" in run("export", "ideas", "--from", "soon", **settings(database, tmp_path)).output


def test_the_schema_is_brought_up_to_date_and_compared(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    assert run("db", "upgrade", DATABASE_URL=url).exit_code == 0
    assert run("db", "check", DATABASE_URL=url).exit_code == 0
    database = Database(url)
    with database.begin() as tx:
        assert len(areas.everywhere(tx)) == 32
        tx.exec_driver_sql("DROP TABLE facts")
    database.close()
    assert run("db", "check", DATABASE_URL=url).exit_code == 1


@pytest.mark.postgresql
def test_an_outdated_postgresql_schema_is_refused_by_name(postgresql: Database, tmp_path: Path) -> None:
    with postgresql.begin() as tx:
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    said = run("inbox", **settings(postgresql, tmp_path))
    assert said.exit_code == 1
    assert "kiezstimme db upgrade" in said.output


def test_lost_keys_are_named_before_anybody_is_lost(database: Database, tmp_path: Path, bot: Bot) -> None:
    bot.resident()
    (tmp_path / "secrets" / "people.key").rename(tmp_path / "people.key")
    said = run("check", **settings(database, tmp_path))
    (tmp_path / "people.key").rename(tmp_path / "secrets" / "people.key")
    assert "SECRETS_DIR" in said.output


def test_dead_letters_can_be_listed_from_the_command_line(database: Database, tmp_path: Path) -> None:
    assert run("inbox", **settings(database, tmp_path)).exit_code == 0
    assert "no dead letter 7" in run("inbox", "--retry", "7", **settings(database, tmp_path)).output


def test_a_second_bot_on_one_file_refuses_to_start(tmp_path: Path) -> None:
    from db.lock import Locked, sole_process

    database = Database(f"sqlite:///{tmp_path}/k.db")
    with (
        sole_process(database),
        pytest.raises(Locked, match="DATABASE_URL"),
        sole_process(Database(str(database.url))),
    ):
        pass
    database.close()


def test_the_module_runs_as_a_command() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "demo" in said.stdout
