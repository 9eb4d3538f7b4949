"""Language codes as the server takes them."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.values import bad


def checked(given: Any) -> str:
    """Empty or two letters: the server knows no `pt-br` and no `ckb`."""
    code = str(given or "")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad("invalid language code specified")
    return code


def two_letters(language: str | None) -> str:
    """The app's `pt-br` looks under `pt`; of `ckb` nothing can be there."""
    base = (language or "").split("-")[0]
    return base if len(base) == 2 else ""
