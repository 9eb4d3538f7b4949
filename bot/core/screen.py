"""What a person sees: text, buttons, perhaps pictures or a file. Plain values that know no messenger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.core.text import Block


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what a press means: an action made by `bot.core.actions.action`, or a web address."""

    label: str
    action: str = ""
    url: str = ""


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, a voice message or a file that the messenger already holds under this file id."""

    kind: Literal["photo", "voice", "document"]
    file_id: str


@dataclass(frozen=True, slots=True)
class Place:
    """A point, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Keys:
    """A keyboard in place of the letters: a button that shares the place, and ordinary ones that type a text."""

    share_place: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """One answer. `fresh` sends a new message where a press would otherwise change the one it was on."""

    blocks: tuple[Block, ...]
    buttons: tuple[Row, ...] = ()
    media: tuple[Media, ...] = ()
    places: tuple[Place, ...] = ()
    keys: Keys | None = None
    fresh: bool = False
    language: str = ""
    """In which language it is written, if not in the person's: a screen that has just changed the language."""
    rtl: bool | None = None
    """Whether it runs from right to left, if not as the person's language does: somebody tries a survey out."""
    link: str = ""
    """What a visitor came with, if this update brought it: it travels in the buttons of this screen."""
    menu_of: int = 0
    """Whose command menu changes with this beside the person's own: somebody who may do more or less now (0: nobody's)."""

    def under(self, *rows: Row) -> Screen:
        """The same screen with more rows of buttons under it."""
        return replace(self, buttons=(*self.buttons, *rows))

    def after(self, *blocks: Block) -> Screen:
        """The same screen with these blocks in front."""
        return replace(self, blocks=(*blocks, *self.blocks))


NOTHING = Screen(())
"""The answer that sends nothing: for updates that ask for none, such as one in a group."""


def rows(buttons: list[Button] | tuple[Button, ...], width: int) -> tuple[Row, ...]:
    """The buttons in rows of this width."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))
