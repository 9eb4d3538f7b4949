"""What can go wrong between a bot and Telegram, ordered in advance by a test or by the demo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.demo.values import Refusal

SENDING = ("send", "edit", "copy", "forward")


@dataclass(slots=True)
class _Fault:
    left: int
    methods: frozenset[str] | None
    chat_id: int | None
    make: Callable[[], Refusal] | None = None

    def fits(self, method: str, params: Mapping[str, Any]) -> bool:
        if self.chat_id is not None and str(params.get("chat_id")) != str(self.chat_id):
            return False
        if self.methods is None:
            return method.startswith(SENDING)
        return "*" in self.methods or method in self.methods


class Faults:
    """Each counts down; `methods=None` means whatever sends, copies or edits, `["*"]` everything."""

    def __init__(self) -> None:
        self._refused: list[_Fault] = []
        self._failing: list[_Fault] = []
        self._lost: list[_Fault] = []
        self._twice = 0
        self._expire: list[Callable[[], None]] = []

    def flood(
        self,
        times: int = 1,
        retry_after: int = 3,
        *,
        methods: Collection[str] | None = None,
        chat_id: int | None = None,
    ) -> None:
        def make() -> Refusal:
            return Refusal(429, f"retry after {retry_after}", retry_after=retry_after)

        self._failing.append(_fault(times, methods, chat_id, make))

    def fail(
        self,
        times: int = 1,
        status: int = 500,
        text: str = "",
        *,
        methods: Collection[str] | None = None,
        chat_id: int | None = None,
    ) -> None:
        self._failing.append(_fault(times, methods, chat_id, lambda: Refusal(status, text)))

    def lose_answers(
        self, times: int = 1, *, methods: Collection[str] | None = None, chat_id: int | None = None
    ) -> None:
        self._lost.append(_fault(times, methods, chat_id))

    def refuse_connections(
        self, times: int = 1, *, methods: Collection[str] | None = None, chat_id: int | None = None
    ) -> None:
        self._refused.append(_fault(times, methods, chat_id))

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
        return _take(self._refused, method, params) is not None

    def failing(self, method: str, params: Mapping[str, Any]) -> Refusal | None:
        fault = _take(self._failing, method, params)
        return fault.make() if fault and fault.make else None

    def lost(self, method: str, params: Mapping[str, Any]) -> bool:
        return _take(self._lost, method, params) is not None

    def twice(self) -> bool:
        if not self._twice:
            return False
        self._twice -= 1
        return True


def _fault(
    times: int,
    methods: Collection[str] | None,
    chat_id: int | None,
    make: Callable[[], Refusal] | None = None,
) -> _Fault:
    named = None if methods is None else frozenset([methods] if isinstance(methods, str) else methods)
    return _Fault(times, named, chat_id, make)


def _take(faults: list[_Fault], method: str, params: Mapping[str, Any]) -> _Fault | None:
    for fault in faults:
        if fault.fits(method, params):
            fault.left -= 1
            if fault.left <= 0:
                faults.remove(fault)
            return fault
    return None
