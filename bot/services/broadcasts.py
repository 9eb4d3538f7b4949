"""Messages to many, while a team writes them: words, file, button, audience, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.core import notices, topics
from bot.core.clean import is_visible
from bot.core.content import Content
from bot.core.definition import pick
from bot.core.goals import GOALS
from bot.core.notices import READY
from bot.core.refused import Outdated, Refused
from bot.core.text import N_
from bot.i18n.placeholders import fill
from bot.services import composed_words
from bot.services.areas import served
from bot.services.world import World
from db import broadcasts, carried, composed, corrections
from db.composed import Areas, Composed
from db.session import Tx

FURTHEST = timedelta(days=365)
FAILED, HELD = "composed_failed", "composed_held"
"""The notices that a message could not go at its time: something is wrong with it, or nobody stands behind it any more."""

PDF = "application/pdf"

MANY = 100
"""More people than this are written to only when somebody has typed their number."""

WHOM = (topics.EVENTS, topics.SURVEYS, *(topics.of_goal(number) for number in GOALS))
"""The topics that a message can belong to: whoever follows it gets it."""


def opened(tx: Tx, number: int, areas: Areas) -> Composed:
    """Raises Outdated for one of another team, as for one that there is not."""
    found = composed.within(tx, number, areas)
    if found is None:
        raise Outdated(N_("There is no such message here."))
    return found


def create(tx: Tx, area_id: int, ready: str, staff_id: int | None, now: datetime) -> int:
    """A draft: a ready notice, or ("own") the team's own words. Raises Outdated."""
    if ready not in READY and ready != "own":
        raise Outdated()
    usual = {"topic": topics.EVENTS, "created_by": staff_id}
    return composed.add(tx, area_id, now, ready=ready if ready in READY else None, **usual)


def put(tx: Tx, draft: Composed, now: datetime, **values: Any) -> None:
    """Writes fields of a draft. Raises Outdated for one that is not a draft any more."""
    if not composed.change(tx, draft.id, now, states=("draft",), **values):
        raise Outdated(N_("This message is not a draft any more."))


# --- what is in it ------------------------------------------------------------------------------


def area_names(tx: Tx, world: World, draft: Composed) -> str:
    return ", ".join(area.name for area in served(tx, world) if area.id in draft.areas)


def content_of(tx: Tx, world: World, draft: Composed) -> dict[str, Any]:
    """The draft as a message to many holds it."""
    words = {"ready": draft.ready, "fields": draft.fields} if draft.ready else {"texts": draft.texts}
    more: dict[str, Any] = {
        "file": draft.file,
        "link": draft.link,
        "marks": composed_words.marks(tx, draft),
    }
    if draft.corrects:
        more["topic"] = corrections.topic(tx, draft.corrects)
    return {**words, "area": area_names(tx, world, draft), **{key: one for key, one in more.items() if one}}


def set_text(tx: Tx, world: World, draft: Composed, language: str, text: str, now: datetime) -> None:
    """The words in a language. Raises Refused for what is too long, or holds a placeholder that there is not."""
    if draft.ready is not None or language not in world.catalogues.codes:
        raise Outdated()
    if not is_visible(text):
        raise Refused(N_("Please write it in words."))
    _check_words(tx, world, draft, {language: text})
    put(tx, draft, now, texts={**draft.texts, language: text})
    composed_words.written(tx, draft, language, text, now)


def without_text(tx: Tx, draft: Composed, language: str, now: datetime) -> None:
    """Takes the words in a language out again; nobody carries them any more."""
    put(tx, draft, now, texts={code: text for code, text in draft.texts.items() if code != language})
    carried.need_no_more(tx, composed_words.SOURCE, draft.id, "", [language])


def _check_words(tx: Tx, world: World, draft: Composed, texts: Mapping[str, str]) -> None:
    values = {"area": area_names(tx, world, draft), "bot": f"@{world.bot_username}"}
    limit = notices.CAPTION_LIMIT if draft.file else notices.WORDS_LIMIT
    for code, text in texts.items():
        name = world.catalogues.own_name(code) if code in world.catalogues.codes else code
        if wrong := notices.broken(text):
            raise Refused(
                N_(
                    "This placeholder is not known: {wrong} ({language}). You can use these: {known}. Please send the text once more."
                ),
                wrong=", ".join(wrong),
                language=name,
                known=", ".join(f"{{{one}}}" for one in notices.PLACES),
            )
        if len(fill(text, values, rtl=True)) > limit:
            raise Refused(
                N_("This is too long ({language}): at most {limit} characters."), language=name, limit=limit
            )


def set_field(tx: Tx, draft: Composed, field: str, typed: str, now: datetime) -> None:
    """One thing that a ready notice has to say. Raises Refused, Outdated."""
    if draft.ready is None or field not in READY[draft.ready].fields:
        raise Outdated()
    put(tx, draft, now, fields={**draft.fields, field: notices.value_of(field, typed)})


def set_file(tx: Tx, world: World, draft: Composed, content: Content | None, now: datetime) -> None:
    """A photo, or a PDF. Raises Refused for anything else.

    A file is passed on by its number and never fetched, so nobody looks into it: both its name and what the app of whoever
    sent it says of it must be those of a PDF.
    """
    if draft.corrects is not None:
        raise Outdated(N_("The picture or file of a message that was sent cannot be changed."))
    if content is not None and content.kind == "photo":
        file = {"kind": "photo", "id": content.file_id}
    elif content is not None and _is_pdf(content):
        file = {"kind": "document", "id": content.file_id}
    else:
        raise Refused(N_("Please send a photo, or a PDF as a file."))
    put(tx, draft, now, file=file)
    after = composed.within(tx, draft.id, None)
    if after is not None:
        _check_words(tx, world, after, after.texts)


def _is_pdf(content: Content) -> bool:
    return content.kind == "file" and content.name.lower().endswith(".pdf") and content.mime == PDF


# --- whom it is for -----------------------------------------------------------------------------


def set_topic(tx: Tx, draft: Composed, topic: str, now: datetime) -> None:
    """`all` is everybody: only for what is urgent. Raises Refused, Outdated."""
    if draft.corrects is not None or (topic not in WHOM and topic != "all"):
        raise Outdated()
    if topic == "all" and not draft.urgent:
        raise Refused(
            N_(
                "Only an urgent message goes to people who have not asked for it. Please write first why it is urgent."
            )
        )
    put(tx, draft, now, topic=None if topic == "all" else topic)


def tick(tx: Tx, draft: Composed, which: str, key: Any, wanted: bool, now: datetime) -> None:
    """Adds an area or a language, or takes it away."""
    if draft.corrects is not None:
        raise Outdated()
    chosen = [one for one in getattr(draft, which) if one != key]
    put(tx, draft, now, **{which: [*chosen, key] if wanted else chosen})


def set_urgent(tx: Tx, draft: Composed, reason: str | None, now: datetime) -> None:
    """With a reason it comes at night and beyond three messages a week; without, it is for those who follow a topic."""
    if draft.corrects is not None:
        raise Outdated()
    if reason is not None and (not is_visible(reason) or len(reason) > notices.REASON_LIMIT):
        raise Refused(N_("Please write it in at most {limit} characters."), limit=notices.REASON_LIMIT)
    put(tx, draft, now, urgent=reason, topic=draft.topic if reason else draft.topic or topics.EVENTS)


# --- whether it can go --------------------------------------------------------------------------


def gaps(draft: Composed, languages: Iterable[str]) -> dict[str, str]:
    """The languages in which nothing is written, with the one that their readers see."""
    if draft.ready is not None:
        return {}
    return {code: pick(draft.texts, code)[1] for code in languages if not draft.texts.get(code)}


def check(tx: Tx, world: World, draft: Composed) -> None:
    """Raises Refused for what cannot go out: nothing in it, a field that is open, a broken placeholder, too many words,
    nobody whom it is for."""
    if draft.ready is not None and notices.lacking(READY[draft.ready], draft.fields):
        raise Refused(N_("Something is still missing in this notice. Please fill it in first."))
    if draft.ready is None and not any(draft.texts.values()):
        raise Refused(N_("Please write the message first."))
    if not draft.areas and draft.corrects is None:
        raise Refused(N_("Please choose at least one neighbourhood."))
    if draft.topic is None and draft.urgent is None and draft.corrects is None:
        raise Refused(N_("Please choose first whom it is for."))
    _check_words(tx, world, draft, draft.texts)


def check_time(world: World, draft: Composed, at: datetime, now: datetime) -> None:
    """Raises Refused for a time that is over, too far away, or at night."""
    if at <= now:
        raise Refused(N_("This time is over. Please choose another one."))
    if at - now > FURTHEST:
        raise Refused(N_("This is too far away. Please choose a day within a year."))
    if not draft.urgent and world.quiet_hours.cover(at.astimezone(world.zone).time()):
        raise Refused(
            N_("Nobody is written to between {start} and {end}. Please choose another time."),
            start=f"{world.quiet_hours.start:%H:%M}",
            end=f"{world.quiet_hours.end:%H:%M}",
        )


# --- correcting ---------------------------------------------------------------------------------


def begin_correction(
    tx: Tx, broadcast_id: int, area_id: int, staff_id: int | None, now: datetime
) -> Composed:
    """A draft with the words that people have now; one that was begun before goes on. Raises Refused while copies are on
    their way, Outdated for what cannot be corrected."""
    content, file_id = correctable(tx, broadcast_id)
    number = composed.correcting(tx, broadcast_id)
    if number is None:
        file = content.get("file")
        known = {"kind": file["kind"], "id": file.get("id") or file_id} if file else None
        values = {"texts": content.get("texts", {}), "ready": content.get("ready"), "file": known}
        values |= {"fields": content.get("fields", {}), "link": content.get("link"), "created_by": staff_id}
        number = composed.add(tx, area_id, now, corrects=broadcast_id, **values)
    return opened(tx, number, None)


def correctable(tx: Tx, broadcast_id: int) -> tuple[dict[str, Any], str | None]:
    """Content and file id of a message that people have. Raises Refused while copies of it are still going out."""
    found = corrections.locked(tx, broadcast_id)
    if found is None or found[1].get("recalled"):
        raise Outdated()
    state, content, file_id = found
    if state == "running":
        raise Refused(N_("It is still being sent. Please pause or stop it first, then correct it."))
    if broadcasts.is_sending(tx, broadcast_id):
        raise Refused(N_("Some copies are just on their way. Please try again in a minute."))
    return content, file_id
