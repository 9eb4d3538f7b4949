"""Drafts by a machine: the texts that wait, sent to a LibreTranslate server of one's own. No text is ever logged."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import Any

import aiohttp
import structlog

from bot.core.clean import clean, is_visible
from bot.core.words import MOST_TRIES, TEXT_LIMIT, pause_after
from bot.log import error_place
from bot.threads import Threads
from db import words
from db.session import Database
from db.words import Task

log = structlog.get_logger()

AT_ONCE = 2
"""Texts that are with the server at the same time."""

PATIENCE = 30.0
"""Seconds for one text."""

LARGEST = 1 << 20
"""Bytes of an answer that are read."""


class Unfit(Exception):  # noqa: N818 - reads as what it is
    """The server says that it cannot translate this, such as for a language it does not know."""


async def fetch(database: Database, url: str, threads: Threads, now: datetime) -> int:
    """Drafts for the texts whose turn it is, a few at a time; how many were made. Raises nothing for what the server does."""
    due = await threads.run(_due, database, now)
    if not due:
        return 0
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        made = await asyncio.gather(*(_one(database, session, url, threads, task) for task in due))
    return sum(made)


def _due(database: Database, now: datetime) -> list[Task]:
    """Each is tried once more later, whatever becomes of this try: the process may end meanwhile."""
    with database.begin() as tx:
        due = words.for_machine(tx, now, AT_ONCE)
        for task in due:
            tries = task.tries + 1
            words.tried(tx, task.id, now + pause_after(tries) if tries < MOST_TRIES else None)
    return due


async def _one(
    database: Database, session: aiohttp.ClientSession, url: str, threads: Threads, task: Task
) -> bool:
    try:
        draft = await _translated(session, url, task)
    except Unfit as error:
        log.warning("a text was not translated", status=str(error), languages=_pair(task))
        await threads.run(_refused, database, task)
        return False
    except Exception as error:  # a server that is ill must not make the bot ill
        log.warning("a translation failed", error=error_place(error), languages=_pair(task))
        return False
    return await threads.run(_keep, database, task, draft)


def _pair(task: Task) -> str:
    return f"{task.source_language}-{task.language}"


async def _translated(session: aiohttp.ClientSession, url: str, task: Task) -> str:
    """POST /translate (LibreTranslate): {q, source, target, format} -> {translatedText}, else {error}."""
    codes = {"source": _code(task.source_language), "target": _code(task.language)}
    asked = {"q": task.text, **codes, "format": "text"}
    async with session.post(f"{url.rstrip('/')}/translate", json=asked, allow_redirects=False) as answer:
        if answer.status in (400, 403, 404):
            raise Unfit(answer.status)
        if answer.status != 200:
            raise ConnectionError(answer.status)
        said: Any = await _json(answer)
    text = said.get("translatedText") if isinstance(said, dict) else None
    draft = clean(text) if isinstance(text, str) else ""
    if not is_visible(draft):
        raise Unfit("empty")
    if len(draft) > TEXT_LIMIT:
        raise Unfit("too long")
    return draft


async def _json(answer: aiohttp.ClientResponse) -> Any:
    """Raises ValueError for an answer that is too large, or none."""
    content = bytearray()
    async for part in answer.content.iter_any():
        content += part
        if len(content) > LARGEST:
            raise ValueError("too large")
    return json.loads(content)


def _code(language: str) -> str:
    """Two letters: the server knows no scripts."""
    return language.partition("_")[0]


def _keep(database: Database, task: Task, draft: str) -> bool:
    with database.begin() as tx:
        return words.drafted(tx, task, draft)


def _refused(database: Database, task: Task) -> None:
    with database.begin() as tx:
        words.refused(tx, task.id)
