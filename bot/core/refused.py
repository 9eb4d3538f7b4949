"""The one error for what a person may have done wrong: its sentence is the answer they get."""

from __future__ import annotations

from bot.core.text import N_


class Refused(Exception):  # noqa: N818 - reads as what it is
    """Raised with a literal sentence (a msgid) and its values; rolls the update back and is shown translated."""

    def __init__(self, msgid: str, **values: object) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.values = values


class Outdated(Refused):
    """A button that no longer fits what is going on. It needs no sentence of its own."""

    def __init__(self, msgid: str = N_("This button is out of date."), **values: object) -> None:
        super().__init__(msgid, **values)
