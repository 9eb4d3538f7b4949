"""The server's HTML: read into a text with its entities, and written again."""

from __future__ import annotations

from bot.demo.markup.cursor import MarkupError
from bot.demo.markup.reader import parse
from bot.demo.markup.rendered import to_html
from bot.demo.markup.spans import Span

__all__ = ["MarkupError", "Span", "parse", "to_html"]
