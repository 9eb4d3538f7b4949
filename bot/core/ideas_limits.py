"""What one idea can hold."""

from __future__ import annotations

from bot.core.clean import is_visible
from bot.core.content import Content
from bot.core.ideas import Draft, Part, PartKind, joined
from bot.core.refused import Refused
from bot.core.text import N_

TEXT_LIMIT, MEDIA_LIMIT, PLACE_LIMIT = 6000, 10, 5


def part_of(content: Content) -> Part:
    """What a message brings to an idea. Raises Refused, kindly, for what an idea cannot hold."""
    if content.kind in _REFUSALS:
        raise Refused(_REFUSALS[content.kind])
    text = content.text if is_visible(content.text) else ""
    if content.kind == "text" and not text:
        raise Refused(_REFUSALS["other"])
    kind: PartKind = content.kind  # type: ignore[assignment]  # the others were refused above
    return Part(
        content.message_id,
        kind,
        text,
        content.file_id,
        content.unique_id,
        content.size,
        content.latitude,
        content.longitude,
        content.forwarded,
    )


def checked(draft: Draft) -> Draft:
    whole = (*draft.parts, *draft.offered)
    if len(joined(whole)) > TEXT_LIMIT:
        raise Refused(_TOO_LONG, limit=TEXT_LIMIT)
    if sum(part.is_media for part in whole) > MEDIA_LIMIT:
        raise Refused(_TOO_MANY, limit=MEDIA_LIMIT)
    if sum(part.kind == "place" for part in whole) > PLACE_LIMIT:
        raise Refused(_TOO_FAR, limit=PLACE_LIMIT)
    return draft


_TOO_LONG = N_(
    "Thank you for writing so much! One idea can hold {limit} characters, so we could not add this text. "
    "Everything before it is kept. You can send the rest as a second idea."
)
_TOO_MANY = N_(
    "One idea can hold {limit} photos and voice messages, so we could not add this one. Everything before it is kept."
)
_TOO_FAR = N_(
    "One idea can hold {limit} places, so we could not add this one. Everything before it is kept."
)

_REFUSALS: dict[str, str] = {
    "file": N_(
        "Sorry, we cannot take files and videos. Please send a picture as a photo: files carry hidden data, "
        "such as the place where a picture was taken."
    ),
    "sticker": N_("Nice one! But please tell us your idea in words, photos, voice messages or a place."),
    "other": N_("Sorry, we cannot read this. You can send text, photos, voice messages or a place."),
}
