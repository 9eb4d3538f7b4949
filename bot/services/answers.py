"""Answering, step by step: each says where the person stands afterwards, or None if it changes nothing, as an old button."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core import flow
from bot.core.content import Content
from bot.core.kinds import TEXT_LIMIT, kind
from bot.core.text import N_
from bot.services.sessions import Stand
from db import sessions
from db.session import Tx
from db.sessions import Given


def choose(tx: Tx, here: Stand, option: str, language: str, now: datetime) -> Stand | None:
    """Takes a pressed option as the answer and goes on."""
    asked = kind(here.question)
    value = asked.read(here.question, option) if asked.chooses and not asked.many else None
    return None if value is None else _answer(tx, here, "given", value, language, now)


def tick(tx: Tx, here: Stand, option: str, on: bool, language: str, now: datetime) -> Stand | None:
    """Chooses one of several options or takes it back. An answer that was given stays one."""
    question, asked = here.question, kind(here.question)
    if not asked.many or asked.read(question, option) is None:
        return None
    value = asked.ticked(question, here.given.value if here.given else None, option, on)
    state = "given" if here.has_answer and value else "chosen"
    return _saved(tx, here, here, Given(question.name, state, value), language, now)


def done(tx: Tx, here: Stand, language: str, now: datetime) -> Stand | None:
    """Takes what was ticked as the answer and goes on."""
    value = here.given.value if here.given and kind(here.question).many else None
    return _answer(tx, here, "given", value, language, now) if value else None


def write(tx: Tx, here: Stand, text: str, language: str, now: datetime) -> Stand | None:
    """Takes a typed text as the answer and goes on."""
    value = kind(here.question).read(here.question, text)
    return None if value is None else _answer(tx, here, "given", value, language, now)


def skip(tx: Tx, here: Stand, language: str, now: datetime) -> Stand | None:
    return None if here.question.required else _answer(tx, here, "skipped", None, language, now)


def keep(tx: Tx, here: Stand, now: datetime) -> Stand | None:
    """Goes on with the answer that was given before."""
    return _on(tx, here, here.said, now) if here.has_answer else None


def back(tx: Tx, here: Stand, now: datetime) -> Stand | None:
    before = flow.previous(here.definition, here.question.name, here.said)
    return None if before is None else _to(tx, here, before.name, now)


def _answer(tx: Tx, here: Stand, state: str, value: Any, language: str, now: datetime) -> Stand | None:
    """Goes on first: whoever pressed an old button at the same time changes nothing."""
    given = Given(here.question.name, state, value)
    said = here.said.also(given.question, value)
    there = _on(tx, here, said, now)
    if there is None:
        return None
    gone = [question.name for question in flow.fallen(here.definition, said)]
    sessions.drop(tx, here.way.id, gone)
    after = _saved(tx, here, there, given, language, now)
    kept = {name: one for name, one in after.answers.items() if name not in gone}
    return replace(after, answers=kept, lost=len(gone))


def _saved(tx: Tx, here: Stand, there: Stand, given: Given, language: str, now: datetime) -> Stand:
    sessions.save(tx, here.way, given, goal=here.round.goal, language=language, now=now)
    return replace(there, answers={**here.answers, given.question: given})


def _on(tx: Tx, here: Stand, said: flow.Said, now: datetime) -> Stand | None:
    following = flow.following(here.definition, here.question.name, said)
    return _to(tx, here, following.name if following else None, now)


def _to(tx: Tx, here: Stand, question: str | None, now: datetime) -> Stand | None:
    way = sessions.move(tx, here.way, question, now)
    return None if way is None else replace(here, way=way)


def wrong_with(here: Stand, content: Content) -> str:
    """Why a message cannot be the answer to the present question (a sentence), or nothing."""
    if kind(here.question).chooses:
        return N_("Please choose one of the buttons.")
    if content.kind != "text":
        return N_("Please answer this question with a written message.")
    if len(content.text) > TEXT_LIMIT:
        return N_("That is a little too long. Please write at most {limit} characters.")
    if kind(here.question).read(here.question, content.text) is None:
        return N_("I could not read anything in this message. Please write it again.")
    return ""
