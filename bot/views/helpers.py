"""The helpers' screens: their promise, their languages, what waits, and each step of carrying a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.actions import action
from bot.core.screen import Button, Media, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, quote, shorten, title
from bot.core.words import seal
from bot.i18n import Translator
from bot.services import helpers as service
from bot.services.helpers import TONGUES, Me, Queue
from bot.services.world import World
from bot.views.home import home_button
from bot.views.offers import turning
from bot.views.words import SIGN, help_button, last_row
from db.people import Known
from db.session import Tx
from db.words import Found

_WHAT = {
    "idea": N_("An idea for the team"),
    "message": N_("The team's answer to somebody"),
    "published": N_("A published idea"),
    "outcome": N_("What came of a survey"),
    "event": N_("An invitation"),
    "survey": N_("A survey"),
    "broadcast": N_("A message to many"),
    "offer": N_("Help and meeting places"),
}


def _queue_row(t: Translator) -> Row:
    return (Button(f"⬅️ {t('Back')}", action("words")), home_button(t))


def promise(t: Translator) -> Screen:
    """What everybody promises before they see a word."""
    blocks = (
        title(t("Help with languages")),
        para(t("You put into another language what a neighbour has said, or what the team answers.")),
        para(t("Please promise: I tell nobody what I read or hear here, except the team.")),
        para(t("I keep no copies. I write what was said, and add nothing of my own.")),
        para(t("If I know who wrote it, I give it back and say nothing about it.")),
        note(t("You never see who wrote something, only the words that you carry.")),
    )
    agree = Button(f"✅ {t('I promise')}", action("words.promise"))
    return Screen(blocks, ((agree,), last_row(t)))


def languages(t: Translator, me: Me) -> Screen:
    """All languages, each ticked or not."""
    buttons = [
        Button(
            f"{'✔️ ' if code in me.languages else ''}{t.language(code)}",
            action("words.language", code, int(code not in me.languages)),
        )
        for code in TONGUES
    ]
    blocks = (
        title(t("Which languages do you speak?")),
        para(t("Please tick at least two. You are asked for texts from one of them into another.")),
    )
    done = Button(f"➡️ {t('Done')}", action("words"))
    return Screen(blocks, (*rows(buttons, 2), (done,), last_row(t)))


def queue(t: Translator, me: Me, found: Queue, remark: str = "") -> Screen:
    """What somebody could carry or check now."""
    blocks: list[Block] = [note(remark)] if remark else []
    blocks.append(title(t("Help with languages")))
    blocks.append(para(t("You promised to tell nobody what you read here.")))
    if found.pieces:
        blocks.append(para(t("These texts wait for somebody. Which one do you take?")))
    elif not found.checks:
        blocks.append(para(t("At the moment nothing waits in your languages. Thank you for helping!")))
    if found.checks:
        blocks.append(para(t("Others have translated these: is it right?")))
    take = [Button(_label(t, me, one), action("words.take", one.id)) for one in found.pieces]
    check = [Button(f"🔍 {_pair(t, one)}", action("words.check", one.id)) for one in found.checks]
    bell = t("Tell me at most once a day") if me.at_once else t("Tell me of each text at once")
    settings = (
        Button(f"🌐 {t('My languages')}", action("words.languages")),
        Button(f"🔔 {bell}", action("words.often", int(not me.at_once))),
    )
    turns = turning(t, ("words",), found.page, found.page + 1 + int(found.more))
    return Screen(tuple(blocks), (*rows(take + check, 1), *turns, *rows(settings, 1), last_row(t)))


def _pair(t: Translator, piece: Found) -> str:
    return f"{t.language(piece.source_language)} – {t.language(piece.language)}"


def _label(t: Translator, me: Me, piece: Found) -> str:
    return f"{'✍️' if me.has(piece) else '📥'} {_pair(t, piece)}"


def _head(t: Translator, piece: Found) -> list[Block]:
    about = {"language": t.language(piece.source_language), "other": t.language(piece.language)}
    what = t("What somebody wrote to the team") if piece.is_reply else t(_WHAT[piece.source])
    return [title(what), item(t("From {language} into {other}", **about))]


def _said(t: Translator, piece: Found, voices: int) -> list[Block]:
    """What is to be carried."""
    spoken = t.plural("{n} voice message", "{n} voice messages", voices)
    return [
        *([quote(piece.original)] if piece.original else []),
        *([item(f"🎤 {spoken}")] if voices else []),
    ]


def carry(t: Translator, piece: Found, step: str, voices: int, remark: str = "") -> Screen:
    """What is asked for next: the words, or what was understood. `remark` is what the author put right, if it was written."""
    blocks = [*_head(t, piece), *_said(t, piece, voices)]
    if piece.understood is False:
        blocks.append(para(t("The author says that this was not understood rightly:")))
        blocks += [*([quote(piece.text)] if piece.text else [])]
        blocks += [para(t("They add:")), quote(remark)] if remark else []
    other = t.language(piece.language)
    if step == "back":
        own = t.language(piece.source_language)
        blocks.append(
            para(t("Now please write in one sentence, in {language}, what you understood.", language=own))
        )
        blocks.append(note(t("The author reads it and says whether it is right.")))
    elif piece.source == "idea":
        blocks.append(
            para(t("Please write in {language} what it says. The main things are enough.", language=other))
        )
    else:
        blocks.append(para(t("Please write it in {language}, as it stands.", language=other)))
        if piece.source == "survey" and "\n" in piece.original:
            blocks.append(note(t("Each line is a text of its own: please keep the lines.")))
    return Screen(tuple(blocks), (*_helps(t, piece, step, voices), *_ways(t, piece)))


def _helps(t: Translator, piece: Found, step: str, voices: int) -> tuple[Row, ...]:
    hear = (Button(f"🎤 {t('Hear it')}", action("words.hear", piece.id)),)
    draft = (Button(f"🤖 {t('See the draft of a machine')}", action("words.draft", piece.id)),)
    offers = step == "text" and bool(piece.draft)
    return (*((hear,) if voices else ()), *((draft,) if offers else ()))


def _ways(t: Translator, piece: Found) -> tuple[Row, ...]:
    again = Button(f"✏️ {t('Write it anew')}", action("words.again", piece.id))
    back = Button(f"↩️ {t('Give it back')}", action("words.back", piece.id))
    return ((*((again,) if piece.pending else ()), back), _queue_row(t))


def draft(t: Translator, piece: Found, *, whole: bool) -> Screen:
    """What a machine made of it, beside the text; `whole`: nothing was spoken that it could not know."""
    blocks = [
        *_head(t, piece),
        quote(piece.original),
        para(t("Draft by a machine:")),
        quote(piece.draft or ""),
    ]
    blocks.append(
        note(t("Machines get things wrong. Please compare both before you say that it is right."))
    )
    right = Button(
        f"✅ {t('I have read it, it is right')}", action("words.right", piece.id, seal(piece.draft or ""))
    )
    own = Button(f"✍️ {t('I write it myself')}", action("words.take", piece.id))
    return Screen(tuple(blocks), (*(((right,),) if whole else ()), (own,), _queue_row(t)))


def preview(t: Translator, piece: Found) -> Screen:
    """As it will be read, before it goes."""
    pending = piece.pending or {}
    blocks = [*_head(t, piece), quote(str(pending.get("text", "")))]
    if piece.says_back:
        blocks += [
            para(t("And the author is asked whether this is right:")),
            quote(str(pending.get("back", ""))),
        ]
    send = Button(f"📤 {t('Deliver it')}", action("words.deliver", piece.id, pending.get("key", "")))
    return Screen(tuple(blocks), ((send,), *_ways(t, piece)))


def delivered(t: Translator, piece: Found) -> Screen:
    """Thanks, and the way to take it back."""
    undo = Button(f"↩️ {t('Take it back')}", action("words.undo", piece.id, piece.version))
    blocks = (para(f"✅ {t('It is delivered. Thank you!')}"), quote(shorten(piece.text or "", 300)))
    return Screen(blocks, ((undo,), (help_button(t),), last_row(t)))


def heard(t: Translator, piece: Found, voices: Sequence[str], to: str) -> Screen:
    """What was spoken, as messages of its own."""
    back = Button(f"⬅️ {t('Back')}", action(to, piece.id))
    shown = tuple(Media("voice", file_id) for file_id in voices)
    return Screen((*_head(t, piece), para(t("This is what was said."))), ((back,),), media=shown)


def check(t: Translator, piece: Found, voices: int) -> Screen:
    """A text and what another helper made of it."""
    blocks = [*_head(t, piece), *_said(t, piece, voices), para(t("Translated:")), quote(piece.text or "")]
    blocks.append(para(t("Is it right?")))
    hear = (Button(f"🎤 {t('Hear it')}", action("words.hear", piece.id)),)
    right = Button(f"✅ {t('It is right')}", action("words.fine", piece.id, piece.version))
    other = Button(f"✏️ {t('I write it better')}", action("words.improve", piece.id, piece.version))
    return Screen(tuple(blocks), (*((hear,) if voices else ()), (right, other), _queue_row(t)))


def ask_better(t: Translator, piece: Found) -> Screen:
    text = t("Please write it in {language}, as it should be.", language=t.language(piece.language))
    return Screen((*_compared(t, piece), para(text)), (_check_row(t, piece),))


def better(t: Translator, piece: Found) -> Screen:
    """Better words than somebody else's, before they take their place."""
    pending = piece.pending or {}
    send = Button(f"📤 {t('Deliver it')}", action("words.better", piece.id, pending.get("key", "")))
    blocks = (*_compared(t, piece), para(t("Your words:")), quote(str(pending.get("text", ""))))
    return Screen(blocks, ((send,), _check_row(t, piece)))


def _compared(t: Translator, piece: Found) -> list[Block]:
    own = [quote(piece.original)] if piece.original else []
    return [*_head(t, piece), *own, para(t("Translated:")), quote(piece.text or "")]


def _check_row(t: Translator, piece: Found) -> Row:
    return (Button(f"⬅️ {t('Back')}", action("words.check", piece.id)), home_button(t))


def gone(t: Translator) -> Screen:
    """The same for a text that there is not, that somebody else has, and that is none of one's business."""
    return Screen((para(t("This text does not wait for you, or not any more.")),), (_queue_row(t),))


def told_wanted(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    piece = service.for_notice(tx, person.id, content["piece"])
    return wanted(t, piece) if piece else None


def wanted(t: Translator, piece: Found) -> Screen:
    """For helpers: words are wanted. Not a word of the text itself."""
    about = {"language": t.language(piece.source_language), "other": t.language(piece.language)}
    take = Button(f"📥 {t('I take it')}", action("words.take", piece.id))
    blocks = (
        title(f"{SIGN} {t('Somebody needs your words.')}"),
        item(t("From {language} into {other}", **about)),
    )
    return Screen(blocks, ((take,), (help_button(t), home_button(t))))
