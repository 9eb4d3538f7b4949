"""One call of a Bot API method: its parameters, read the way the server reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.demo.files.store import UNKNOWN
from bot.demo.files.uploads import check_upload
from bot.demo.formatted import caption_text
from bot.demo.state import State, Stored
from bot.demo.values import Json, Upload, bad


@dataclass(frozen=True, slots=True)
class Call:
    state: State
    params: Json
    files: Mapping[str, Upload]

    def text(self, name: str) -> str:
        value = self.params.get(name)
        return "" if value is None else str(value)

    def whole(self, name: str, default: int = 0) -> int:
        value = self.params.get(name)
        return int(value) if isinstance(value, int | float) else default

    def flag(self, name: str) -> bool:
        return self.params.get(name) is True

    def caption(self, source: Json | None = None) -> Json:
        given = self.params if source is None else source
        text, entities = caption_text(
            str(given.get("caption") or ""), given.get("parse_mode"), given.get("caption_entities")
        )
        found: Json = {"caption": text} if text else {}
        return found | ({"caption_entities": entities} if entities else {})

    def media(self, kind: str, given: Any, extra: Json) -> Any:
        """The part of a message for an upload, a known file_id or (never here) an address."""
        reference = str(given or "")
        upload = self.files.get(reference.removeprefix("attach://"))
        if upload is None:
            return self._known(kind, reference)
        check_upload(kind, upload.content)
        if kind == "photo":
            return self.state.files.photo(upload.content)
        return self.state.files.add(kind, upload.content, upload.name, upload.mime, **extra)

    def _known(self, kind: str, reference: str) -> Any:
        if not reference:
            raise bad(f"there is no {kind} in the request")
        if reference.startswith(("http://", "https://")):
            raise bad("failed to get HTTP URL content")  # this Telegram never leaves the machine
        if reference.startswith("attach://"):
            raise bad(UNKNOWN)
        return self.state.files.again(kind, reference)

    def message(self, purpose: str, *, chat: str = "chat_id") -> Stored:
        """The message that a method names, or `message to edit not found`."""
        chat_id = self.state.chat(self.params.get(chat))
        stored = self.state.message(chat_id, self.params.get("message_id"))
        if stored is None:
            raise bad(f"message {purpose} not found")
        return stored
