"""What chats saw, held against what they should have seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.core import topics

TOPICS = [code for code in topics.TOPICS if code.startswith("goal:")]
"""What a person turns on and off; the page of topics shows all of them, so that each press has a sign of its own."""


@dataclass
class Replies:
    """What a chat saw, held against what it should have seen."""

    lost: int = 0
    doubled: int = 0
    most: int = 0
    swapped: int = 0

    def __add__(self, other: Replies) -> Replies:
        most = max(self.most, other.most)
        return Replies(
            self.lost + other.lost, self.doubled + other.doubled, most, self.swapped + other.swapped
        )

    @classmethod
    def of(cls, wanted: list[str], seen: list[tuple[str, bool]]) -> Replies:
        """What was seen: sign, and whether it changed anything (the same edit once more is not visible).

        A copy follows its original at once: the next message of a chat waits for the one before.
        """
        here, at, copies, before = cls(), 0, 0, ""
        for sign, visible in seen:
            if sign == before and wanted[at : at + 1] != [sign]:
                copies, here.doubled = copies + visible, here.doubled + visible
            elif sign in wanted[at:]:
                place = wanted.index(sign, at)
                here.lost, at, copies, before = here.lost + place - at, place + 1, 1, sign
            else:
                here.swapped += 1
            here.most = max(here.most, copies)
        here.lost += len(wanted) - at
        return here


_PHRASES = {"has arrived": "receipt", "What would you like to suggest?": "ask", "Thank you!": "thanks"}


def sign(request: Any) -> str:
    """What a message of the bot carries."""
    text = str(request.params.get("text", ""))
    if found := re.findall(r"mark\d+x|ask\d+q\d+\.", text):
        return str(found[-1])
    if "What do you want to hear about?" in text:
        rows = [button for row in request.params["reply_markup"]["inline_keyboard"] for button in row]
        topics = [one["text"] for one in rows if one.get("callback_data", "").startswith("me.topic:")]
        return "".join(str(int(text.startswith("✅"))) for text in topics[-len(TOPICS) :])
    return next((found for phrase, found in _PHRASES.items() if phrase in text), text[:60])
