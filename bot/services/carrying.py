"""Carrying a text into another language: taken, written, delivered, taken back, checked by a second."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from bot.core import notices
from bot.core import words as rules
from bot.core.refused import Outdated, Refused
from bot.core.text import N_
from bot.core.words import UNDO, plain
from bot.services import composed_words, survey_words, threads
from bot.services.helpers import Me, job
from bot.services.notices import notify
from bot.services.subscriptions import wants_answers
from bot.services.words import ASKED, HERE, remark
from db import audit, people, sheets, statuses, words
from db import threads as messages
from db.session import Tx
from db.words import Found


def take(tx: Tx, me: Me, piece: Found, now: datetime) -> bool:
    """Theirs for two hours; False if somebody else has it or it is done."""
    if me.has(piece):
        return True
    if not words.claim(tx, piece.id, me.acting(piece), now):
        return False
    if (
        piece.helper_id not in me.staff
    ):  # from here on it is not known any more who made the text that is there
        words.change(tx, piece.id, "claimed", piece.version, earlier=_kept(piece))
    audit.record(tx, me.acting(piece), "words_taken", f"piece:{piece.id}", now)
    return True


def renewed(tx: Tx, me: Me, piece: Found, now: datetime) -> Found | None:
    """What somebody writes into, also after their two hours if nobody else has taken it."""
    if me.has(piece):
        return piece
    return words.by_id(tx, piece.id) if take(tx, me, piece, now) else None


def resumed(tx: Tx, me: Me, piece: Found, now: datetime) -> Found:
    """A text as it is, or theirs again if their two hours have passed over what they typed and nobody has taken it since."""
    is_kept = piece.state == "open" and piece.pending and piece.helper_id in me.staff
    return (renewed(tx, me, piece, now) if is_kept else None) or piece


def give_back(tx: Tx, me: Me, piece: Found, now: datetime) -> None:
    """Others hear of it at once; what was typed goes. Who gave it back, and when, stands there until it is taken again."""
    free: dict[str, Any] = {"state": "open", "pending": None, "claimed_at": now, "offer_at": now}
    if me.has(piece) and words.change(tx, piece.id, "claimed", piece.version, **free):
        audit.record(tx, me.acting(piece), "words_given_back", f"piece:{piece.id}", now)


# --- carrying -------------------------------------------------------------------------------------


def step(piece: Found) -> rules.Step:
    return rules.next_step(piece.pending, says_back=piece.says_back)


def write(tx: Tx, piece: Found, text: str) -> None:
    """What was typed: first the words, then what they understood. Raises Refused for what cannot be read."""
    if step(piece) == "back":
        _keep(tx, piece, {**(piece.pending or {}), "back": rules.checked_text(text, rules.BACK_LIMIT)})
    else:
        before = {"back": piece.pending["back"]} if piece.pending and piece.pending.get("back") else {}
        _keep(tx, piece, {**before, "text": _fitted(piece, text), "how": "person"})


def _fitted(piece: Found, text: str) -> str:
    """A translation as it fits where its text stands. Raises Refused for what does not."""
    if piece.source == survey_words.SOURCE:
        return survey_words.fitted(piece.original, text)
    if piece.source == composed_words.SOURCE and set(notices.broken(text)) - set(
        notices.broken(piece.original)
    ):
        known = ", ".join(f"{{{one}}}" for one in notices.PLACES)
        raise Refused(N_("Please leave what stands in braces as it is: {known}"), known=known)
    return rules.fitted(piece.source, piece.part, text)


def voices(tx: Tx, piece: Found) -> list[str]:
    """The file ids of what was spoken with an idea or a message, and of what its author added by voice."""
    own = words.voices(tx, piece.source_id) if piece.source == "idea" else []
    said = messages.by_id(tx, piece.source_id) if piece.source == "message" else None
    added = (said, remark(tx, piece))
    return [*own, *(one.file[1] for one in added if one and one.file and one.file[0] == "voice")]


def rewrite(tx: Tx, piece: Found) -> None:
    """Begins once more."""
    _keep(tx, piece, None)


def take_over(tx: Tx, piece: Found, seal: str) -> None:
    """What the machine made is right, says somebody who has read it. Raises Outdated for what was not shown, or says less
    than what was spoken."""
    if rules.seal(piece.draft or "") != seal or not piece.draft or not is_whole(tx, piece):
        raise Outdated()
    _keep(tx, piece, {"text": _fitted(piece, piece.draft), "how": "machine"})


def is_whole(tx: Tx, piece: Found) -> bool:
    """Whether a machine, which hears nothing, could know all of it."""
    return not voices(tx, piece)


def _keep(tx: Tx, piece: Found, pending: dict[str, Any] | None) -> None:
    """Under a new key: an old button never delivers what was not shown above it."""
    fresh = {**pending, "key": secrets.token_hex(4)} if pending else None
    words.change(tx, piece.id, piece.state, piece.version, pending=fresh)


def deliver(tx: Tx, me: Me, piece: Found, key: str, now: datetime) -> bool:
    """Once; False if it was done before, or is not what was shown."""
    pending = piece.pending or {}
    if not me.has(piece) or step(piece) != "preview" or pending.get("key") != key:
        return False
    number = me.acting(piece)
    by = {"helper_id": number, "checker_id": number if pending["how"] == "machine" else None}
    back = {"said_back": pending.get("back"), "understood": None}
    made = {"state": "delivered", "text": pending["text"], "how": pending["how"], **by, **back}
    if not words.change(tx, piece.id, "claimed", piece.version, **made, **_anew(piece, now)):
        return False
    audit.record(tx, number, "words_delivered", f"piece:{piece.id}", now)
    _tell(tx, piece, piece.version + 1, now)
    return True


def _anew(piece: Found, now: datetime) -> dict[str, Any]:
    """What changes with every new text; the one before is kept with who made it."""
    plain_values = {"pending": None, "offer_at": None, "try_at": None}
    return {**plain_values, "version": piece.version + 1, "delivered_at": now, "earlier": _kept(piece)}


def _kept(piece: Found) -> list[Any]:
    """The texts before this one, and this one, once."""
    at = piece.delivered_at.isoformat() if piece.delivered_at else ""
    if piece.text is None or (piece.earlier and piece.earlier[-1][-1] == at):
        return list(piece.earlier)
    return [*piece.earlier, [piece.text, piece.how, piece.helper_id, piece.checker_id, at]]


def _tell(tx: Tx, piece: Found, version: int, now: datetime) -> None:
    """An author is asked whether they were understood; whoever has an answer already gets it in their language."""
    if piece.says_back:
        author = sheets.author(tx, piece.source_id)
        if author is not None and wants_answers(tx, author):
            content = {"piece": piece.id, "seal": rules.seal((piece.pending or {})["back"])}
            notify(tx, author, ASKED, content, now, job=job(ASKED, piece.id, version))
    message = messages.by_id(tx, piece.source_id) if piece.source == "message" else None
    for reader, mine in threads.told_of(tx, message).items() if message and message.kind != "reply" else ():
        person = people.by_id(tx, reader)
        held = statuses.is_held(tx, threads.job_of(piece.source_id), reader)
        if person and plain(person.language) == piece.language and not held:
            content = {"message": piece.source_id, "idea": mine}
            notify(tx, reader, HERE, content, now, job=job(HERE, piece.id, version))


def undo(tx: Tx, me: Me, piece: Found, version: int, now: datetime) -> bool:
    """Takes a delivery back, to be put right; False if it is too late. Who has not been told yet is not told."""
    mine = piece.state == "delivered" and piece.version == version and piece.helper_id in me.staff
    if (
        not mine
        or piece.understood is not None
        or not piece.delivered_at
        or now - piece.delivered_at > UNDO
    ):
        return False
    *rest, last = piece.earlier or [None]
    before = {"text": last[0], "how": last[1], "earlier": rest} if last else {"text": None, "how": None}
    kept = {"text": piece.text, "how": piece.how, "back": piece.said_back, "key": secrets.token_hex(4)}
    again = {"state": "claimed", "claimed_at": now, "said_back": None, "checker_id": None, "pending": kept}
    again |= {"understood": False if piece.reply_id else None}
    if not words.change(tx, piece.id, "delivered", version, **again, **before):
        return False
    for kind in (ASKED, HERE):
        statuses.recall(tx, job(kind, piece.id, version), now)
    composed_words.taken_back(tx, piece, now)
    audit.record(tx, me.acting(piece), "words_taken_back", f"piece:{piece.id}", now)
    return True


# --- checking -------------------------------------------------------------------------------------


def may_check(me: Me, piece: Found, version: int) -> bool:
    """What somebody else delivered, as it was shown."""
    others = piece.state == "delivered" and piece.helper_id not in me.staff
    return others and piece.version == version


def check(tx: Tx, me: Me, piece: Found, version: int, now: datetime) -> bool:
    """It is right; False if it is not theirs to say, or is another text now."""
    number = me.acting(piece)
    if not may_check(me, piece, version):
        return False
    if not words.change(
        tx, piece.id, "delivered", version, state="checked", checker_id=number, pending=None
    ):
        return False
    audit.record(tx, number, "words_checked", f"piece:{piece.id}", now)
    return True


def better(tx: Tx, me: Me, piece: Found, text: str) -> None:
    """What somebody would write instead, to be looked at once more. Raises Refused for what cannot be read."""
    _keep(tx, piece, {"text": _fitted(piece, text), "by": me.acting(piece)})


def improve(tx: Tx, me: Me, piece: Found, key: str, now: datetime) -> bool:
    """A new text in place of somebody else's, which is kept; checked, since two have read it."""
    pending, number = piece.pending or {}, me.acting(piece)
    if not may_check(me, piece, piece.version) or pending.get("key") != key or pending.get("by") != number:
        return False
    made = {"state": "checked", "text": pending["text"], "how": "person", "checker_id": number}
    if not words.change(tx, piece.id, "delivered", piece.version, **made, **_anew(piece, now)):
        return False
    composed_words.taken_back(tx, piece, now)
    audit.record(tx, number, "words_improved", f"piece:{piece.id}", now)
    return True
