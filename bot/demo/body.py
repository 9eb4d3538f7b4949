"""The body of a request, however it came: query, form, multipart or JSON."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.demo.values import Upload


async def read(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    """Query, form, multipart or JSON: all become fields of text, files apart."""
    fields, files = dict(request.query), dict[str, Upload]()
    if request.content_type == "application/json":
        given = json.loads(await request.text() or "{}")
        if not isinstance(given, dict):
            raise ValueError("an object is expected")
        fields.update({name: _text(value) for name, value in given.items()})
        return fields, files
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.file.read(), value.content_type)
        else:
            fields[name] = value if isinstance(value, str) else bytes(value).decode()
    return fields, files


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
