"""Forms that staff sent: fetched by the loop, read in the child process, answered like everything else."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.core.refused import Refused
from bot.delivery.client import Telegram
from bot.delivery.outcome import of_error
from bot.log import error_place
from bot.paper.process import Paper, PaperFailed
from bot.services import notices, survey_life
from bot.threads import Threads
from db import staff, uploads
from db.session import Database
from db.uploads import Wanted

log = structlog.get_logger()

LIMIT = 4 << 20
"""Bytes of a form. A hundred questions in sixteen languages take a tenth of it."""

TRIES = 3

UNREADABLE = "unreadable"
TOO_LARGE = "too_large"
GONE = "gone"


async def fetch(
    database: Database, telegram: Telegram, threads: Threads, paper: Paper, now: datetime
) -> int:
    """Reads the forms that wait; how many were tried."""
    wanted = await threads.run(_wanted, database)
    for one in wanted:
        try:
            content = await telegram.file(one.file_id, LIMIT) if (one.size or 0) <= LIMIT else None
        except TelegramError as error:
            fate = of_error(error).fate
            log.warning("a form could not be fetched", fate=fate)
            await threads.run(_failed, database, one, now, gone=fate == "failed")
            continue
        found = await _read(paper, content) if content is not None else _refused(TOO_LARGE)
        await threads.run(finish, database, one, found, now)
    return len(wanted)


async def _read(paper: Paper, content: bytes) -> dict[str, Any]:
    """{"definition", "problems", ...}, as `bot.paper.sheets_in.read_form` gives it."""
    try:
        found: dict[str, Any] = await asyncio.to_thread(paper.run, "read_form", {}, content)
    except PaperFailed as error:
        log.warning("a form could not be read", error=str(error))
        return _refused(UNREADABLE)
    return found


def _refused(reason: str) -> dict[str, Any]:
    return {"definition": None, "problems": [], "reason": reason}


def _wanted(database: Database) -> list[Wanted]:
    with database.read() as tx:
        return uploads.wanted(tx, 4)


def _failed(database: Database, one: Wanted, now: datetime, *, gone: bool) -> None:
    if gone or one.attempts + 1 >= TRIES:
        finish(database, one, _refused(GONE), now)
        return
    with database.begin() as tx:
        uploads.tried(tx, one.id)


def finish(database: Database, one: Wanted, found: dict[str, Any], now: datetime) -> None:
    """The draft, or what is wrong with the form, and the notice of it; once, whoever else has read it meanwhile."""
    with database.begin() as tx:
        if not uploads.take(tx, one.id):
            return
        posts = [post for post in staff.posts(tx, one.person_id) if post.may("team")]
        mine = next((post for post in posts if post.area_id in (None, one.area_id)), None)
        if mine is None:
            return  # no longer staff there
        answer: dict[str, Any] = {key: found.get(key) for key in ("problems", "reason") if found.get(key)}
        if found["definition"] is not None and not answer:
            try:
                if one.survey_id is None:
                    about = (found["definition"], one.goal, one.area_id, mine.staff_id)
                    answer["survey"] = survey_life.create(tx, *about, now)
                else:
                    survey_life.rewrite(tx, one.survey_id, found["definition"])
                    answer["survey"] = one.survey_id
            except Refused as error:
                answer = {"refused": error.msgid, "values": error.values}
                log.info("a form was refused", error=error_place(error))
        notices.notify(tx, one.person_id, "form_read", answer or _refused(UNREADABLE), now)
