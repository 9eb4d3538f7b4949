"""Surveys in other languages: helpers are asked for what is missing, and what they deliver goes into the draft. A version that
somebody was asked is never touched: what comes later makes a new one, which the team may ask from the next round on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.core import survey_words as rules
from bot.core.definition import Definition, pick
from bot.core.words import Mark, least_certain
from bot.services.survey_life import Opened, newest
from bot.services.words import Thing, want_texts
from db import carried, plans
from db.session import Tx

SOURCE = "survey"
fitted = rules.fitted


def ask(tx: Tx, here: Opened, languages: Iterable[str], now: datetime) -> int:
    """Asks helpers for the texts that are missing in these languages, and anew for what has changed; in how many languages."""
    data = newest(tx, here.plan.survey_id)
    if data is None:
        return 0
    thing = Thing(SOURCE, here.plan.survey_id, here.plan.area_id)
    gone: dict[str, dict[str, str]] = {part: {} for part in carried.wanted(tx, SOURCE, thing.id)}
    return want_texts(tx, thing, gone | rules.texts_of(rules.own(data)), languages, now)


def take_over(tx: Tx, here: Opened, now: datetime) -> bool:
    """Puts what helpers have delivered into the newest version, or behind it if it may not change; whether there was anything."""
    survey_id, data = here.plan.survey_id, newest(tx, here.plan.survey_id)
    if data is None or here.plan.state == "archived" or not carried.wanted(tx, SOURCE, survey_id):
        return False
    ask(tx, here, (), now)
    whole = rules.merged(data, carried.of(tx, SOURCE, [survey_id]).get(survey_id, ()))
    if whole == data:
        return False
    plans.write(tx, survey_id, whole)
    return True


def made_by(definition: Definition, language: str) -> Mark | None:
    """Who carried what a reader of a language sees of a survey."""
    shown_in = pick(definition.title, language)[1]
    return least_certain(marks.get(shown_in) for marks in definition.carried.values())
