"""One kind of fault, ordered for so many calls of certain methods or in a certain chat."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from bot.demo.values import Refusal

SENDING = ("send", "edit", "copy", "forward")


class Where(TypedDict, total=False):
    """Without methods it is whatever sends; without a chat, in all of them."""

    methods: Collection[str] | None
    chat_id: int | None


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


class Countdown:
    """The orders in their order; each is struck off when it has been used up."""

    def __init__(self) -> None:
        self._faults: list[_Fault] = []

    def add(self, times: int, where: Where, make: Callable[[], Refusal] | None = None) -> None:
        methods = where.get("methods")
        named = None if methods is None else frozenset([methods] if isinstance(methods, str) else methods)
        self._faults.append(_Fault(times, named, where.get("chat_id"), make))

    def take(self, method: str, params: Mapping[str, Any]) -> _Fault | None:
        for fault in self._faults:
            if fault.fits(method, params):
                fault.left -= 1
                if fault.left <= 0:
                    self._faults.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        self._faults.clear()
