"""Screen -> requests to the Bot API, as plain values without the chat they go to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.core.actions import LIMIT
from bot.core.markup import to_html
from bot.core.screen import Button, Keys, Screen
from bot.i18n import Translator

_HTML = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the Bot API. `files` are uploads by parameter name: (file name, content). With `prints` the last upload
    is still to be made when the request leaves."""

    method: str
    params: dict[str, Any]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    prints: Prints | None = None
    otherwise: Request | None = None
    """What goes instead where the message is gone, or too old to be deleted."""
    instead: bool = False
    """Whether this one stands in for another, which is counted apart."""


@dataclass(frozen=True, slots=True)
class Prints:
    """An upload that the child process makes: under which parameter and file name, and what it is asked for."""

    parameter: str
    name: str
    work: str
    args: dict[str, Any]
    language: str = ""
    """Of the copies of a broadcast for which the same upload serves."""


def requests(screen: Screen, *, rtl: bool, edit: int | None = None) -> list[Request]:
    """The requests that show a screen, in order. A press changes the message it was on where that is possible."""
    texts = to_html(screen.blocks, rtl)
    shown = [_media(media) for media in screen.media] + [_place(place) for place in screen.places]
    markup = _markup(screen, rtl)
    if edit is not None and not shown and len(texts) == 1 and not screen.fresh and screen.keys is None:
        return [Request("editMessageText", {"message_id": edit, "text": texts[0], **_HTML, **markup})]
    heads = [Request("sendMessage", {"text": text, **_HTML}) for text in texts[:-1]]
    return [*shown, *heads, Request("sendMessage", {"text": texts[-1], **_HTML, **markup})]


def menu(t: Translator, commands: list[tuple[str, str]]) -> Request:
    """The command menu of one chat, in the language that its person chose."""
    listed = [{"command": name, "description": t(text)} for name, text in commands]
    return Request("setMyCommands", {"commands": listed, "scope": {"type": "chat"}})


def _media(media: Any) -> Request:
    """The method and its parameter are called by the kind."""
    return Request(f"send{media.kind.title()}", {media.kind: media.file_id})


def _place(place: Any) -> Request:
    return Request("sendLocation", {"latitude": place.latitude, "longitude": place.longitude})


_MIRRORED = str.maketrans("⬅➡⏩⏪▶◀↩↪", "➡⬅⏪⏩◀▶↪↩")
"""Who reads from right to left goes on to the left, and back to the right."""


def _markup(screen: Screen, rtl: bool) -> dict[str, Any]:
    """An empty keyboard is left out: it would be sent as {} and refused."""
    if screen.keys is not None:
        return {"reply_markup": _reply_keyboard(screen.keys)}
    if not screen.buttons:
        return {}
    return {
        "reply_markup": {
            "inline_keyboard": [[_button(button, rtl) for button in row] for row in screen.buttons]
        }
    }


def _reply_keyboard(keys: Keys) -> dict[str, Any]:
    rows = [
        [{"text": keys.share_place, "request_location": True}],
        *([{"text": text}] for text in keys.others),
    ]
    return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}


def _button(button: Button, rtl: bool) -> dict[str, Any]:
    label = button.label.translate(_MIRRORED) if rtl else button.label
    if button.url:
        return {"text": label, "url": button.url}
    if not 0 < len(button.action.encode()) <= LIMIT:
        raise ValueError(f"a button without an action that fits: {button.action!r}")
    return {"text": label, "callback_data": button.action}
