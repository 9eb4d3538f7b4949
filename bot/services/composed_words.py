"""Messages to many in other languages: helpers are asked for words, and what they deliver goes into the draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.core.definition import pick
from bot.core.words import Mark, mark_of, plain
from bot.services import words
from db import broadcasts, carried, composed
from db import words as pieces
from db.composed import Composed
from db.session import Tx
from db.words import Found

SOURCE = "broadcast"


def own_language(tx: Tx, draft: Composed) -> str:
    """The language that helpers carry it from; empty while nothing is written."""
    others = marks(tx, draft)
    return pick({code: text for code, text in draft.texts.items() if code not in others}, "de")[1]


def ask(tx: Tx, draft: Composed, languages: Iterable[str], now: datetime) -> int:
    """Asks helpers for the words in these languages; in how many they are wanted now."""
    own = own_language(tx, draft)
    if draft.ready is not None or not own:
        return 0
    about: dict[str, Any] = {"source_language": own, "original": draft.texts[own], "area_id": draft.area_id}
    asked = {plain(code) for code in languages if not draft.texts.get(code)} - {plain(own)}
    for code in sorted(asked):
        words.want(tx, SOURCE, draft.id, "", code, now, **about)
    return len(asked)


def written(tx: Tx, draft: Composed, language: str, text: str, now: datetime) -> None:
    """The team has put a text into a draft. If it is the one that helpers carry, what was asked for is asked for anew, and
    what says the old one goes; in another language nobody has to carry it any more."""
    own = own_language(tx, draft)
    if language != own:
        carried.need_no_more(tx, SOURCE, draft.id, "", [language])
        return
    about: dict[str, Any] = {"source_language": own, "original": text, "area_id": draft.area_id}
    if text != draft.texts[own]:
        old = marks(tx, draft).keys()
        kept = {code: one for code, one in draft.texts.items() if code not in old} | {own: text}
        composed.change(tx, draft.id, now, states=("draft",), texts=kept)
    for version in pieces.versions(tx, SOURCE, [draft.id]).get(draft.id, ()):
        words.want(tx, SOURCE, draft.id, "", version.language, now, **about)


def take_over(tx: Tx, draft: Composed, now: datetime) -> Composed:
    """The draft with what helpers have delivered in languages in which nothing was written."""
    if draft.ready is not None or draft.state != "draft":
        return draft
    found = pieces.versions(tx, SOURCE, [draft.id]).get(draft.id, ())
    ready = {one.language: one.text for one in found if one.text and one.state in pieces.DONE}
    new = {code: text for code, text in ready.items() if not draft.texts.get(code)}
    if new:
        composed.change(tx, draft.id, now, states=("draft",), texts={**draft.texts, **new})
    return composed.within(tx, draft.id, None) or draft if new else draft


def taken_back(tx: Tx, piece: Found, now: datetime) -> None:
    """A text is not what was delivered any more: what a draft has of it goes."""
    draft = composed.within(tx, piece.source_id, None) if piece.source == SOURCE else None
    if draft is not None and draft.texts.get(piece.language) == piece.text:
        kept = {code: text for code, text in draft.texts.items() if code != piece.language}
        composed.change(tx, draft.id, now, states=("draft",), texts=kept)


def marks(tx: Tx, draft: Composed) -> dict[str, Mark]:
    """Who carried what a message says, by language; of a correction also what it leaves as it was."""
    found = pieces.versions(tx, SOURCE, [draft.id]).get(draft.id, ())
    there = (one for one in found if one.text and one.state in pieces.DONE)
    made = {one.language: mark_of(one) for one in there if one.text == draft.texts.get(one.language)}
    before = broadcasts.within(tx, draft.corrects, None) if draft.corrects is not None else None
    old: dict[str, Any] = before.content if before else {}
    texts = old.get("texts", {})
    same = {
        code: mark
        for code, mark in old.get("marks", {}).items()
        if draft.texts.get(code) == texts.get(code)
    }
    return {**same, **made}


def drop(tx: Tx, draft: Composed) -> bool:
    """Deletes what was not sent, with what was carried of it; whether it was there."""
    pieces.forget(tx, SOURCE, draft.id)
    return composed.drop(tx, draft.id)


def forget(tx: Tx, before: datetime, limit: int) -> int:
    """Deletes drafts that nobody has touched since, and the records of what was sent; how many."""
    old = composed.old(tx, before, limit)
    for number in old:
        pieces.forget(tx, SOURCE, number)
    composed.delete_all(tx, old)
    return len(old)
