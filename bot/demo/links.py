"""Which addresses the server takes for links, and how it writes them."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

BUTTON_SCHEMES = ("tg://", "ton://")


def checked(address: str) -> str | None:
    """The link as the server keeps it; None for what it does not understand: `tel:`, `mailto:`, no dot."""
    if address.startswith(BUTTON_SCHEMES):
        return address
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
    except ValueError:
        return None
    strange = any(char.isspace() for char in address) or parts.username is not None
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or "").strip(".") or strange:
        return None
    return urlunsplit(parts._replace(path=parts.path or "/"))
