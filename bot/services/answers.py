"""Answering, step by step: each says where the person stands afterwards, or None if it changes nothing, as an old button."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core import flow
from bot.core.content import Content
from bot.core.kinds import Typed, kind
from bot.core.text import N_
from bot.services.sessions import Stand
from db.attachments import File
from db.session import Tx
from db.sessions import Given

UNFIT = N_("This answer does not fit here. Please look at the question once more.")
"""Where the question itself does not say what is wrong."""


def choose(tx: Tx, here: Stand, option: str, language: str, now: datetime) -> Stand | None:
    """Takes a pressed option as the answer and goes on."""
    asked = kind(here.question)
    value = asked.read(here.question, option) if asked.chooses and not asked.many else None
    return None if value is None else _answer(tx, here, "given", value, language, now)


def tick(tx: Tx, here: Stand, option: str, on: bool) -> Stand | None:
    """Chooses one of several options or takes it back. It is no answer yet, and the one given before stays."""
    question, asked = here.question, kind(here.question)
    if not asked.many or asked.read(question, option) is None:
        return None
    return here.keeper.tick(tx, here, asked.ticked(question, here.value, option, on))


def done(tx: Tx, here: Stand, language: str, now: datetime) -> Stand | None:
    """Takes what was ticked as the answer and goes on."""
    if not kind(here.question).many:
        return None
    wrong = kind(here.question).wrong(here.question, here.value)
    return replace(here, wrong=wrong) if wrong else _answer(tx, here, "given", here.value, language, now)


def write(tx: Tx, here: Stand, content: Content, language: str, now: datetime) -> Stand | None:
    """Takes a message as the answer and goes on."""
    asked = kind(here.question)
    if not isinstance(asked, Typed) or asked.takes != content.kind or (value := asked.of(content)) is None:
        return None
    file = File(content.kind, content.file_id, content.unique_id, content.size) if content.file_id else None
    return _answer(tx, here, "given", value, language, now, file)


def skip(tx: Tx, here: Stand, language: str, now: datetime) -> Stand | None:
    return None if here.question.required else _answer(tx, here, "skipped", None, language, now)


def decline(tx: Tx, here: Stand, state: str, language: str, now: datetime) -> Stand | None:
    """Takes that somebody does not know the answer, or would rather not say it."""
    return _answer(tx, here, state, None, language, now) if state in here.question.declines else None


def keep(tx: Tx, here: Stand, language: str, now: datetime) -> Stand | None:
    """Goes on with what was said before, or behind something that was only to be read."""
    if here.given is None and kind(here.question).asks:
        return None
    following = flow.following(here.definition, here.question.name, here.said)
    return here.keeper.go(tx, here, following.name if following else None, None, [], language, now)


def back(tx: Tx, here: Stand, language: str, now: datetime) -> Stand | None:
    before = flow.previous(here.definition, here.question.name, here.said)
    return None if before is None else here.keeper.go(tx, here, before.name, None, [], language, now)


def _answer(  # noqa: PLR0913
    tx: Tx, here: Stand, state: str, value: Any, language: str, now: datetime, file: File | None = None
) -> Stand | None:
    """Answers the present question, goes on, and lets go of answers that do not fit any more."""
    given = Given(here.question.name, state, value, file)
    if state == "given" and not flow.fits(here.question, value, here.said):
        return replace(here, wrong=UNFIT)
    said = here.said.also(given.question, value)
    following = flow.following(here.definition, given.question, said)
    gone = [question.name for question in flow.fallen(here.definition, said)]
    return here.keeper.go(tx, here, following.name if following else None, given, gone, language, now)


def wrong_with(here: Stand, content: Content) -> str:
    """Why a message cannot be the answer to the present question (a sentence), or nothing."""
    asked = kind(here.question)
    if not isinstance(asked, Typed):
        return N_("Please choose one of the buttons.")
    if content.kind != asked.takes:
        return (
            asked.hint
            if asked.takes != "text"
            else N_("Please answer this question with a written message.")
        )
    if len(content.text) > asked.limit:
        return N_("That is a little too long. Please write at most {limit} characters.")
    return asked.unread if asked.of(content) is None else ""
