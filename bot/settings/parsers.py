"""How a setting is read from what was written. A ValueError means that it cannot be used."""

from __future__ import annotations

import re
from datetime import time
from urllib.parse import urlsplit

from bot.settings.values import Address, QuietHours


def _matching(pattern: str, text: str) -> re.Match[str]:
    match = re.fullmatch(pattern, text)
    if match is None:
        raise ValueError
    return match


def quiet_hours(text: str) -> QuietHours:
    start, end = _matching(r"(\d\d:\d\d)-(\d\d:\d\d)", text).groups()
    return QuietHours(time.fromisoformat(start), time.fromisoformat(end))


def address(text: str) -> Address | None:
    if not text:
        return None
    host, port = _matching(r"\[?([^\[\]/\s]+?)\]?:(\d{1,5})", text).groups()
    if int(port) > 65535:
        raise ValueError
    return Address(host, int(port))


def slugs(text: str) -> tuple[str, ...]:
    given = [slug.strip() for slug in text.split(",") if slug.strip()]
    return tuple(_matching(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)[0] for slug in given)


def web(text: str) -> str:
    """A web address without the slash at its end; empty stays empty."""
    parts = urlsplit(text)
    if text and (
        parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment
    ):
        raise ValueError
    return text.rstrip("/")


def call(text: str) -> str:
    """A web address that is called as it stands: what follows ? often carries a key."""
    parts = urlsplit(text)
    web(parts._replace(query="").geturl())
    return text


def database(text: str) -> str:
    _matching(r"(?:sqlite:///(?!:memory:)|postgresql\+psycopg://)[^\s?].*", text)
    return text


def token(text: str) -> str:
    return _matching(r"(\d+:[A-Za-z0-9_-]+)?", text)[0]


def webhook_secret(text: str) -> str:
    return _matching(r"[A-Za-z0-9_-]{0,256}", text)[0]
