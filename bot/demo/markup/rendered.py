"""A text with its entities as HTML again."""

from __future__ import annotations

from html import escape

from bot.demo.values import Json

TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ("<tg-spoiler>", "</tg-spoiler>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


def to_html(text: str, entities: list[Json] | tuple[Json, ...]) -> str:
    """The text with its entities as HTML again; offsets in UTF-16 as they travel."""
    units = text.encode("utf-16-le")
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    for entity in sorted(entities, key=lambda one: (one["offset"], -one["length"])):
        before, after = _tags(entity)
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        opening[begin] = opening.get(begin, "") + before
        closing[end] = after + closing.get(end, "")
    marks = sorted({0, len(units) // 2, *opening, *closing})
    parts = []
    for begin, end in zip(marks, [*marks[1:], marks[-1]], strict=True):
        piece = units[begin * 2 : end * 2].decode("utf-16-le", "replace")
        parts.append(closing.get(begin, "") + opening.get(begin, "") + escape(piece, quote=False))
    return "".join(parts)


def _tags(entity: Json) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if entity["type"] == "date_time":
        return (
            f'<tg-time unix="{entity["unix_time"]}" format="{escape(entity["date_time_format"])}">',
            "</tg-time>",
        )
    return TAGS.get(entity["type"], ("", ""))
