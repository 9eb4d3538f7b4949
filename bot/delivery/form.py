"""The fields of one call of the Bot API as they travel."""

from __future__ import annotations

import json
import mimetypes
from typing import Any, cast

from telegram.request import RequestData

from bot.jsons import dumps


class Form:
    """One JSON object; with files the fields are parts beside them, texts as they are and everything else as JSON."""

    __slots__ = ("_files", "_params", "contains_files")

    def __init__(self, params: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> None:
        self._params, self._files = params, files
        self.contains_files = bool(files)

    @property
    def body(self) -> bytes:
        return dumps(self._params).encode()

    @property
    def json_parameters(self) -> dict[str, str]:
        return {
            name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in self._params.items()
        }

    @property
    def multipart_data(self) -> dict[str, tuple[str, bytes, str]]:
        return {name: (file, content, _mime(file)) for name, (file, content) in self._files.items()}


def _mime(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def form(params: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> RequestData:
    # RequestData is final, but python-telegram-bot only passes it through to our transport, which asks for no more.
    return cast(RequestData, Form(params, files))
