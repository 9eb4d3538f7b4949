"""Answering, step by step. An old button changes nothing."""

from __future__ import annotations

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


def choose(tx: Tx, here: Stand, option: str, language: str, now: datetime) -> bool:
    """Takes a pressed option as the answer and goes on."""
    asked = kind(here.question)
    value = asked.read(here.question, option) if asked.chooses and not asked.many else None
    return value is not None and _answer(tx, here, "given", value, language, now)


def tick(tx: Tx, here: Stand, option: str, on: bool, language: str, now: datetime) -> bool:
    """Chooses one of several options or takes it back. An answer that was given stays one."""
    question, asked = here.question, kind(here.question)
    if not asked.many or asked.read(question, option) is None:
        return False
    value = asked.ticked(question, here.given.value if here.given else None, option, on)
    state = "given" if here.has_answer and value else "chosen"
    given = Given(question.name, state, value)
    sessions.save(tx, here.way, given, goal=here.round.goal, language=language, now=now)
    return True


def done(tx: Tx, here: Stand, language: str, now: datetime) -> bool:
    """Takes what was ticked as the answer and goes on."""
    value = here.given.value if here.given and kind(here.question).many else None
    return bool(value) and _answer(tx, here, "given", value, language, now)


def write(tx: Tx, here: Stand, text: str, language: str, now: datetime) -> bool:
    """Takes a typed text as the answer and goes on."""
    value = kind(here.question).read(here.question, text)
    return value is not None and _answer(tx, here, "given", value, language, now)


def skip(tx: Tx, here: Stand, language: str, now: datetime) -> bool:
    return not here.question.required and _answer(tx, here, "skipped", None, language, now)


def keep(tx: Tx, here: Stand, now: datetime) -> bool:
    """Goes on with the answer that was given before."""
    return here.has_answer and _go(tx, here, here.values, now)


def back(tx: Tx, here: Stand, now: datetime) -> bool:
    before = flow.previous(here.definition, here.question.name, here.values)
    return before is not None and sessions.move(tx, here.way.id, here.way.step, before.name, now)


def _answer(tx: Tx, here: Stand, state: str, value: Any, language: str, now: datetime) -> bool:
    """Goes on first: whoever pressed an old button at the same time changes nothing."""
    given = Given(here.question.name, state, value)
    if not _go(tx, here, {**here.values, given.question: value}, now):
        return False
    sessions.save(tx, here.way, given, goal=here.round.goal, language=language, now=now)
    return True


def _go(tx: Tx, here: Stand, answers: flow.Answers, now: datetime) -> bool:
    following = flow.following(here.definition, here.question.name, answers)
    return sessions.move(tx, here.way.id, here.way.step, following.name if following else None, now)


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
