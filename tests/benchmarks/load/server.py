"""`python -m tests.benchmarks.load.server`: prints its port as JSON, then serves bots below /bot... and the runner below /control/.

/control/set latency, rate, retry_after      how it behaves from now on
/control/ready                               answers once a bot waits for updates
/control/walk people, together, within       people walk the journey; updates, seconds, milliseconds p50 p95 p99
/control/say chat, text                      somebody writes; text and buttons of the answer
/control/press chat, label                   somebody presses a button of the newest message; the same
/control/counts                              calls by method; seconds and chat of every message taken and refused
/control/forget                              begins anew for the next bot
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import resource
from typing import Any

from tests.benchmarks.load.api import Api, failure
from tests.benchmarks.load.http import Connection, Fields, Reply
from tests.benchmarks.load.walk import Walk, WrongAnswer, pressed, written

FIRST = 70_000_001
"""The chat of the first person."""


class Server:
    """The Bot API and what the runner asks of it."""

    def __init__(self) -> None:
        self.api = Api()
        self._next = FIRST
        self._tasks: set[asyncio.Task[None]] = set()

    def serve(self, path: str, fields: Fields, reply: Reply) -> None:
        if path.startswith("/control/"):
            task = asyncio.ensure_future(self._control(path.removeprefix("/control/"), fields, reply))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            self.api.serve(path, fields, reply)

    async def _control(self, what: str, fields: Fields, reply: Reply) -> None:
        try:
            found: Any = await getattr(self, f"do_{what}")(fields)
            reply(json.dumps({"ok": True, "result": found}).encode(), 200)
        except (WrongAnswer, AttributeError, ValueError) as error:
            reply(*failure(400, str(error)))

    async def do_set(self, fields: Fields) -> None:
        self.api.latency = float(fields.text("latency") or self.api.latency)
        self.api.rate = int(fields.text("rate") or self.api.rate)
        self.api.retry_after = int(fields.text("retry_after") or self.api.retry_after)

    async def do_ready(self, _fields: Fields) -> None:
        await self.api.polled()

    async def do_walk(self, fields: Fields) -> dict[str, float]:
        people = fields.number("people")
        together, rate = fields.number("together") or people, float(fields.text("rate") or 0)
        walk = Walk(self.api, self._next, people, together, rate)
        self._next += people
        seconds = await walk.run(float(fields.text("within") or 60))
        times = sorted(walk.milliseconds)
        points = {f"p{part}": times[len(times) * part // 100] for part in (50, 95, 99)}
        return {"updates": len(times), "seconds": seconds, "cpu": own_cpu(), **points}

    async def do_say(self, fields: Fields) -> dict[str, Any]:
        chat = fields.number("chat")
        return await self._answer(fields, "message", written(chat, fields.text("text")))

    async def do_press(self, fields: Fields) -> dict[str, Any]:
        chat = fields.number("chat")
        if not (shown := self.api.last.get(chat)) or not (data := shown.data(fields.text("label"))):
            raise WrongAnswer(f"there is no button {fields.text('label')}")
        number = f"{chat}-{self.api.calls.total()}"
        return await self._answer(fields, "callback_query", pressed(number, chat, shown, data))

    async def _answer(self, fields: Fields, kind: str, content: str) -> dict[str, Any]:
        """What the bot says next in this chat."""
        waiting = self.api.awaited[fields.number("chat")] = asyncio.get_running_loop().create_future()
        self.api.add(kind, content)
        try:
            message = await asyncio.wait_for(waiting, float(fields.text("within") or 60))
        except TimeoutError:
            raise WrongAnswer("the bot did not answer") from None
        return {"text": message.text, "buttons": message.buttons()}

    async def do_counts(self, _fields: Fields) -> dict[str, Any]:
        return {"calls": self.api.calls, "sends": self.api.sends, "refused": self.api.refused}

    async def do_tally(self, fields: Fields) -> dict[str, Any]:
        """Messages to chats from `first` on: how many, when the first and the last came, what was refused at all."""
        first = fields.number("first")
        times = [at for at, chat in self.api.sends if chat >= first]
        ends = {"began": times[0], "ended": times[-1]} if times else {"began": 0.0, "ended": 0.0}
        return {"sent": len(times), **ends, "refused": len(self.api.refused)}

    async def do_forget(self, _fields: Fields) -> None:
        self.api.forget()


def own_cpu() -> float:
    """CPU seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def main() -> None:
    """Serves until standard input ends: a server whose runner is gone must not stay."""
    server, loop = Server(), asyncio.get_running_loop()
    listening = await loop.create_server(lambda: Connection(server.serve), "127.0.0.1", 0)
    print(json.dumps({"port": listening.sockets[0].getsockname()[1]}), flush=True)  # noqa: T201
    gone = asyncio.Event()

    def read() -> None:
        if not os.read(0, 1024):
            gone.set()

    loop.add_reader(0, read)
    await gone.wait()


if __name__ == "__main__":
    with contextlib.suppress(ImportError):
        import uvloop

        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main())
