"""What can go wrong between a bot and Telegram, ordered in advance by a test or by the demo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Unpack

from bot.demo.countdown import Countdown, Where
from bot.demo.values import Refusal


class Faults:
    """Each counts down; `methods=None` means whatever sends, copies or edits, `["*"]` everything."""

    def __init__(self) -> None:
        self._refused = Countdown()
        self._failing = Countdown()
        self._lost = Countdown()
        self._twice = 0
        self._expire: list[Callable[[], None]] = []

    def flood(self, times: int = 1, retry_after: int = 3, **where: Unpack[Where]) -> None:
        def make() -> Refusal:
            return Refusal(429, f"retry after {retry_after}", retry_after=retry_after)

        self._failing.add(times, where, make)

    def fail(self, times: int = 1, status: int = 500, text: str = "", **where: Unpack[Where]) -> None:
        self._failing.add(times, where, lambda: Refusal(status, text))

    def lose_answers(self, times: int = 1, **where: Unpack[Where]) -> None:
        self._lost.add(times, where)

    def refuse_connections(self, times: int = 1, **where: Unpack[Where]) -> None:
        self._refused.add(times, where)

    def duplicate(self, times: int = 1) -> None:
        """The next updates come again after they were acknowledged, under the same ids."""
        self._twice += times

    def expire_callbacks(self) -> None:
        """Every button press so far becomes too old to be answered."""
        for act in self._expire:
            act()

    def clear(self) -> None:
        self._refused.clear()
        self._failing.clear()
        self._lost.clear()
        self._twice = 0

    def on_expire(self, act: Callable[[], None]) -> None:
        self._expire.append(act)

    def refused(self, method: str, params: Mapping[str, Any]) -> bool:
        return self._refused.take(method, params) is not None

    def failing(self, method: str, params: Mapping[str, Any]) -> Refusal | None:
        fault = self._failing.take(method, params)
        return fault.make() if fault and fault.make else None

    def lost(self, method: str, params: Mapping[str, Any]) -> bool:
        return self._lost.take(method, params) is not None

    def twice(self) -> bool:
        if not self._twice:
            return False
        self._twice -= 1
        return True
