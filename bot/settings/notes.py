"""What is noted beside the settings, for those who set them."""

from __future__ import annotations

from typing import Any

from bot.settings.model import Settings


def documented() -> list[tuple[str, str, str]]:
    """Name, default (which may also be written out) and meaning of every setting."""
    return [
        (name.upper(), str(extra(name)["shown"]), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def extra(name: str) -> dict[str, Any]:
    noted = Settings.model_fields[name].json_schema_extra
    return noted if isinstance(noted, dict) else {}


def mend(name: str) -> str:
    return f"{name.upper()} {extra(name)['mend']}."
