"""How a draft changes: what is added to it, changed and taken out."""

from __future__ import annotations

from dataclasses import replace

from bot.core.content import Content
from bot.core.ideas import Draft, Part
from bot.core.ideas_limits import checked, part_of


def with_goal(draft: Draft, goal: int | None) -> Draft:
    """The main goal, or None for: the team decides. A goal is never both the main one and a further one."""
    others = tuple(n for n in draft.others if n != goal) if goal else ()
    return replace(draft, goal=goal, decided=True, others=others)


def with_other(draft: Draft, goal: int, wanted: bool) -> Draft:
    """A further goal put on or taken off; doing it twice changes nothing."""
    kept = {n for n in draft.others if n != goal} | ({goal} if wanted and goal != draft.goal else set())
    return replace(draft, others=tuple(sorted(kept)))


def added(draft: Draft, content: Content) -> Draft:
    """The draft with this message. Raises Refused if it would hold too much: then this message alone is left out."""
    return checked(
        replace(draft, parts=(*draft.parts, part_of(content)), album=content.album or draft.album)
    )


def offered(draft: Draft, content: Content) -> Draft:
    """The draft with this message laid beside it, to be asked about."""
    return checked(
        replace(draft, offered=(*draft.offered, part_of(content)), album=content.album or draft.album)
    )


def taken(draft: Draft) -> Draft:
    """What lay beside the draft now belongs to it."""
    return replace(draft, parts=draft.parts + draft.offered, offered=())


def holds(draft: Draft, message_id: int) -> bool:
    """Whether this message is part of the draft, or lies beside it."""
    return any(part.message_id == message_id for part in (*draft.parts, *draft.offered))


def changed(draft: Draft, content: Content) -> Draft | None:
    """The draft after its author edited a message of theirs; None if that changes nothing here.

    A place stays as it was first shared: one that moves along would be edited again and again.
    """
    if not holds(draft, content.message_id) or content.kind == "place":
        return None
    new = part_of(content)

    def swapped(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(new if part.message_id == new.message_id else part for part in parts)

    result = checked(replace(draft, parts=swapped(draft.parts), offered=swapped(draft.offered)))
    return None if result == draft else result


def without_text(draft: Draft) -> Draft:
    """Photos, voice messages and places stay, every word goes."""
    return replace(
        draft, parts=tuple(replace(part, text="") for part in draft.parts if part.kind != "text")
    )


def without_media(draft: Draft) -> Draft:
    """Only the words stay, also those that were written under a photo."""
    words = (
        Part(part.message_id, "text", part.text, forwarded=part.forwarded)
        for part in draft.parts
        if part.text
    )
    return replace(draft, parts=tuple(words), album="")
