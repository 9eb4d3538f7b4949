"""The first steps of an installation: ask what is needed, check it, write `.env`, invite the first member of staff."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import app as running
from bot.app import CannotRun
from bot.delivery.requests import Request
from bot.services import invites
from bot.settings import Settings, load
from db import areas, facts
from db.session import Database
from db.tables.staff import ROLES

QUESTIONS = (
    ("BOT_TOKEN", "The token that @BotFather gave you", None),
    ("OPERATOR", "Who is responsible (name and address)", None),
    ("IMPRINT_URL", "Web address of your imprint", None),
    ("PRIVACY_CONTACT", "E-mail for questions about personal data", None),
    ("AREAS", "Areas you serve (slugs with commas, or all)", "all"),
)

Ask = Callable[..., str]
Say = Callable[..., Any]


async def ask(path: Path, prompt: Ask, say: Say) -> None:
    """Asks until every answer is valid, then writes them. What `.env` already holds otherwise is kept."""
    answers = dict(os.environ)
    given: dict[str, str] = {}
    for name, question, default in QUESTIONS:
        given[name] = _valid(name, question, default, prompt, say)
    settings = load({**answers, **given})
    username = await bot_username(settings)
    _write(path, given)
    say(f"The bot is @{username}. {path} is written; only you can read it.")
    database = running.open_database(settings)
    try:
        with database.begin() as tx:
            facts.remember(tx, "bot_username", username)
        say("The first invite, for an administrator of all areas (single use, 24 hours):")
        say(await invite_link(settings, database, "admin", ""))
        say("Start the bot with: kiezstimme run")
    finally:
        database.close()


def _valid(name: str, question: str, default: str | None, prompt: Ask, say: Say) -> str:
    while True:
        answer = str(prompt(question, default=default)).strip()
        try:
            load({name: answer})
        except ValueError as error:
            say(str(error))
        except Exception as error:
            say(str(error))
        else:
            if answer:
                return "" if name == "AREAS" and answer == "all" else answer


def _write(path: Path, given: dict[str, str]) -> None:
    """The file with the given settings in place of older ones; readable by its owner alone."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if line.split("=", 1)[0].strip() not in given]
    new = [f"{name}={_quoted(value)}" for name, value in given.items()]
    half = path.with_name(f"{path.name}.new")
    with os.fdopen(
        os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write("\n".join([*kept, *new]) + "\n")
    half.rename(path)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'" if value else ""


async def bot_username(settings: Settings) -> str:
    """Asks Telegram who this token's bot is. Raises telegram.error.TelegramError."""
    telegram = running.connect(settings)
    await telegram.open()
    try:
        me = await telegram.call(Request("getMe", {}))
        return str(me["username"])
    finally:
        await telegram.close()


async def invite_link(settings: Settings, database: Database, role: str, area: str) -> str:
    """A single-use link. Raises CannotRun, in words, for a role or area that does not fit."""
    if role not in ROLES:
        raise CannotRun(f"--role: should be one of {', '.join(ROLES)}")
    if (role == "admin") == bool(area):
        raise CannotRun("--area: an admin is for all areas; every other role needs the slug of one")
    with database.begin() as tx:
        found = areas.by_slug(tx, area) if area else None
        name = facts.fact(tx, "bot_username")
    if area and found is None:
        raise CannotRun(f"--area: there is no area {area}")
    if not name and not settings.bot_token.get_secret_value():
        raise CannotRun("BOT_TOKEN: is not set; the link needs the bot's name")
    world = running.make_world(settings, database, name or await bot_username(settings))
    with database.begin() as tx:
        return invites.link(
            world, invites.make(tx, role, found.id if found else None, None, datetime.now(UTC))
        )
