"""Texts in other languages: what is said about a translation, and "did we understand you?"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.actions import action
from bot.core.screen import Button, Row, Screen
from bot.core.text import N_, Block, item, note, para, quote, title
from bot.core.words import GERMAN, Mark, Shown, Version, plain, seal
from bot.core.words import shown as chosen
from bot.i18n import Translator
from bot.services import words as service
from bot.services.words import Asked, Waiting
from bot.services.world import World
from bot.views.home import home_button
from db.people import Known
from db.session import Tx
from db.words import Found

SIGN = "🌍"

_MARKS = {
    "person": N_("Translated by a neighbour."),
    "checked": N_("Translated by a neighbour, checked by a second one."),
    "machine": N_("Translated by a machine, read by a person."),
    "draft": N_("Translated by a machine. Nobody has read it yet."),
}


def mark(t: Translator, shown: Shown) -> str:
    """Where the words come from, in a sentence; nothing about those in the reader's own language."""
    if shown.mark != "original":
        return t(_MARKS[shown.mark])
    if plain(shown.language) == plain(t.code):
        return ""
    return t("In the original language: {language}", language=t.language(shown.language))


def by(t: Translator, made: Mark | None) -> str:
    """Who carried the team's words, in a sentence; nothing about those that it wrote itself."""
    return f"{SIGN} {t(_MARKS[made])}" if made in _MARKS else ""


def carried(t: Translator, made: Mark | None) -> list[Block]:
    """The same under the words."""
    return [note(by(t, made))] if made in _MARKS else []


def ask_helpers(t: Translator, verb: str, *args: object) -> Button:
    """For the team: helpers shall carry what is missing."""
    return Button(f"🙋 {t('Ask helpers for the words')}", action(verb, *args))


def translated(t: Translator, shown: Shown) -> list[Block]:
    """A translation and where it comes from."""
    return [quote(shown.text), note(f"{SIGN} {mark(t, shown)}")]


# --- on the team's page of an idea -----------------------------------------------------------------


def of_idea(t: Translator, found: Sequence[Found]) -> list[Block]:
    """What an idea says in the reader's language (else in German), and whether its author was understood."""
    wanted = {one.language: one for one in found}
    piece = wanted.get(plain(t.code)) or wanted.get(GERMAN)
    if piece is None or plain(piece.source_language) == plain(t.code):
        return []
    version = Version(piece.language, piece.text, piece.how, _last_state(piece), piece.draft)
    shown = chosen("", piece.source_language, [version], piece.language, drafts=True)
    if shown.mark == "original":
        return [waits(t, piece.language)]
    return [*translated(t, shown), *_understood(t, piece)]


def waits(t: Translator, language: str) -> Block:
    text = t("A translation is wanted: {language}. It waits for a helper.", language=t.language(language))
    return note(f"{SIGN} {text}")


def _last_state(piece: Found) -> str:
    """A text that was put right by its author is shown until a new one is there."""
    return "delivered" if piece.text is not None and piece.state in ("open", "claimed") else piece.state


def _understood(t: Translator, piece: Found) -> list[Block]:
    if piece.said_back is None:
        return []
    said = {
        None: t("The author has not said yet whether this is right."),
        True: t("The author says: this is right."),
        False: t("The author says: this is not right. What they wrote stands in the conversation."),
    }
    return [note(f"💬 {said[piece.understood]}")]


def ask_row(t: Translator, idea_id: int, name: str) -> Row:
    return (Button(f"{SIGN} {t('Ask for a translation')}", action("gist.ask", idea_id, name)),)


def waiting(t: Translator, lines: Sequence[Waiting], remark: str = "") -> Screen:
    """For the team: how much waits in which languages, and since when."""
    blocks: list[Block] = [title(f"{SIGN} {t('Translations')}")]
    for one in lines:
        about = {"language": t.language(one.own), "other": t.language(one.language)}
        count, day = t.number(one.count), t.date(one.oldest)
        blocks.append(
            item(
                t(
                    "From {language} into {other}: {count}, the oldest of {date}",
                    **about,
                    count=count,
                    date=day,
                )
            )
        )
    if not lines:
        blocks.append(para(t("Nothing waits for a translation at the moment.")))
    blocks += [note(remark)] if remark else []
    return Screen(tuple(blocks), ((help_button(t),), last_row(t)))


def help_button(t: Translator) -> Button:
    return Button(f"🤝 {t('Help with languages')}", action("words"))


def last_row(t: Translator) -> Row:
    return (Button(f"🗂️ {t('Desk')}", action("desk")), home_button(t))


# --- the author -----------------------------------------------------------------------------------


def told_asked(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    found = service.for_notice(tx, person.id, content["piece"], content["seal"])
    return understood(t, found) if found else None


def understood(t: Translator, found: Asked) -> Screen:
    """Did we understand you? Their answer stands there from then on."""
    piece, sentence = found.piece, found.piece.said_back or ""
    about = t("A neighbour has read your idea {number} for the team, and understood:", number=found.number)
    blocks: list[Block] = [title(f"❓ {t('Did we understand you?')}"), para(about), quote(sentence)]
    mine = Button(f"💡 {t('My idea')}", action("idea.show", piece.source_id))
    last: Row = (mine, home_button(t))
    if piece.understood is True:
        return Screen((*blocks, para(f"✅ {t('You said: yes, this is right. Thank you!')}")), (last,))
    if piece.understood is False:
        return Screen((*blocks, para(t("You have put it right. Thank you!"))), (last,))
    here = (piece.id, seal(sentence))
    yes = Button(f"✅ {t('Yes, this is right')}", action("understood.yes", *here))
    no = Button(f"✏️ {t('No, I put it right')}", action("understood.no", *here))
    return Screen(tuple(blocks), ((yes,), (no,), last))


def ask_right(t: Translator, found: Asked) -> Screen:
    text = t(
        "Please write how it should be, or send a voice message. The team reads it, and a neighbour again."
    )
    back = Button(f"⬅️ {t('Back')}", action("understood", found.piece.id, seal(found.piece.said_back or "")))
    return Screen((quote(found.piece.said_back or ""), para(text)), ((back, home_button(t)),))
