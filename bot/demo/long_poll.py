"""getUpdates over HTTP: the line is held until there is something to say."""

from __future__ import annotations

import asyncio

from bot.demo.bell import Bell
from bot.demo.telegram import SmallTelegram
from bot.demo.values import Refusal, Reply

LONGEST_POLL = 50


async def hold(telegram: SmallTelegram, bell: Bell, fields: dict[str, str]) -> Reply:
    """Holds the line until something waits, another poll takes it, or the time is over."""
    updates, loop = telegram.updates, asyncio.get_running_loop()
    mine = updates.new_poll()
    reply = telegram.answer("getUpdates", fields, {})
    seconds = min(_number(fields.get("timeout")), LONGEST_POLL)
    until = loop.time() + seconds
    while reply.status == 200 and not reply.body["result"] and loop.time() < until and not bell.closed:
        await bell.wait(until - loop.time())
        if updates.poll != mine:
            return Refusal(409, updates.ended_by).reply()
        found = updates.waiting(_number(fields.get("limit")) or 100)
        reply = Reply(200, {"ok": True, "result": found})
    return reply


def _number(text: str | None) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else 0
