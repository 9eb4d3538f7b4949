"""The pace the server allows: 30 a second overall, 1 a second per chat, 20 a minute per group."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.demo.values import Refusal


@dataclass(slots=True)
class _Bucket:
    size: float
    per_second: float
    filled: float
    at: float

    def wait(self, moment: float) -> float:
        self.filled = min(self.size, self.filled + (moment - self.at) * self.per_second)
        self.at = moment
        return 0.0 if self.filled >= 1 else (1 - self.filled) / self.per_second


class Limiter:
    """Buckets that start full: short bursts pass, as they do in life."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.all = self._bucket(30, 30)
        self.chats: dict[int, _Bucket] = {}

    def pass_or_refuse(self, chat_id: int) -> None:
        moment = self.now().timestamp()
        chat = self.chats.get(chat_id)
        if chat is None:
            chat = self.chats[chat_id] = self._bucket(20, 20 / 60) if chat_id < 0 else self._bucket(5, 1)
        wait = max(self.all.wait(moment), chat.wait(moment))
        if wait > 0:
            seconds = max(1, math.ceil(wait))
            raise Refusal(429, f"retry after {seconds}", retry_after=seconds)
        self.all.filled -= 1
        chat.filled -= 1

    def _bucket(self, size: float, per_second: float) -> _Bucket:
        return _Bucket(size, per_second, size, self.now().timestamp())
