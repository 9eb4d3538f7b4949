"""Writing to an author step by step: the status, the words, what stands in them, and all of it once more before it goes."""

from __future__ import annotations

from dataclasses import replace

from bot.core.actions import action
from bot.core.bidi import directed
from bot.core.canned import fitting
from bot.core.screen import Button, Row, Screen, rows
from bot.core.statuses import CHOICE, OFFICES, SILENT, STATUSES
from bot.core.text import N_, Block, item, note, para, title
from bot.i18n import Translator
from bot.services.sheets import Opened
from bot.services.statuses import Readers
from bot.services.threads import Told
from bot.views import threads
from bot.views.sheets import back_button
from db.answer_drafts import Draft

_ASKED = {
    "date": N_("Please write the date, such as 24.12.2026."),
    "place": N_("Please write the place, as people there call it."),
}


def choose(t: Translator, opened: Opened) -> Screen:
    """What becomes of the idea?"""
    sheet, here = opened.sheet, (opened.sheet.id, opened.name)
    buttons = [
        Button(
            f"{'✔️ ' if status == sheet.status else ''}{t(STATUSES[status])}",
            action("answer.begin", sheet.id, status, opened.name),
        )
        for status in CHOICE
    ]
    ask = (Button(f"❓ {t('Ask the author')}", action("answer.ask", *here)),)
    blocks = (title(f"💡 {sheet.number}"), para(t("What becomes of this idea? The author is told.")))
    return Screen(blocks, (*rows(buttons, 2), ask, back_button(t, *here)))


def pick_words(t: Translator, opened: Opened, draft: Draft) -> Screen:
    """A ready answer, or words of one's own."""
    status, ready = draft.status or "", fitting(draft.status or "")
    blocks = [*_head(t, opened, draft), para(t("What do you want to say to the author?"))]
    blocks += [item(f"• {t(one.name)}: {t(one.sentence)}") for one in ready.values()]
    buttons = [_words_button(opened, t(one.name), key) for key, one in ready.items()]
    buttons.append(_words_button(opened, f"✍️ {t('In my own words')}", "own"))
    if status in SILENT:
        buttons.append(_words_button(opened, f"⏭️ {t('Without a sentence')}", "none"))
    return Screen(tuple(blocks), (*rows(buttons, 1), *_back(t, opened, draft)))


def _words_button(opened: Opened, label: str, key: str) -> Button:
    return Button(label, action("answer.words", opened.sheet.id, key, opened.name))


def ask_office(t: Translator, opened: Opened, draft: Draft) -> Screen:
    question = t("Which office is it? Choose one, or write its name.")
    buttons = [
        Button(t(name), action("answer.office", opened.sheet.id, key, opened.name))
        for key, name in OFFICES.items()
    ]
    return Screen((*_head(t, opened, draft), para(question)), (*rows(buttons, 1), *_back(t, opened, draft)))


def ask_field(t: Translator, opened: Opened, draft: Draft, field: str) -> Screen:
    return Screen((*_head(t, opened, draft), para(t(_ASKED[field]))), _back(t, opened, draft))


def ask_text(t: Translator, opened: Opened, draft: Draft) -> Screen:
    if draft.status is None:
        question = para(t("Please write your question to the author. You can also send a photo with it."))
    else:
        question = para(t("Please write to the author. You can also send a photo with it."))
    return Screen((*_head(t, opened, draft), question), _back(t, opened, draft))


def preview(
    t: Translator, there: Translator, opened: Opened, draft: Draft, told: Told, readers: Readers
) -> Screen:
    """What the author will see, in `there`, their language, and who else does; it goes only after that."""
    seen = [_directed(block, there.rtl) for block in threads.notice(there, told).blocks]
    remarks = [note(t("The author gets this, in {language}:", language=t.language(there.code)))]
    after = [note(t("You can still send a photo with it, or write it anew."))]
    if draft.photo:
        after = [note(t("Your photo goes with it."))]
    if readers.others:
        after.append(
            note(
                t.plural(
                    "{n} other person gets it, too: their idea was put together with this one.",
                    "{n} other people get it, too: their ideas were put together with this one.",
                    readers.others,
                )
            )
        )
    if readers.neighbours:
        after.append(note(t("Neighbours see your photo, too: the idea is published.")))
    here = (opened.sheet.id, draft.key, opened.name)
    send = (Button(f"📤 {t('Send it to the author')}", action("answer.send", *here)),)
    return Screen((*remarks, *seen, *after), (send, *_back(t, opened, draft)))


def _directed(block: Block, rtl: bool) -> Block:
    """As it runs in the author's language, whatever runs around it in the team's."""
    return block if block.kind == "quote" else replace(block, text=directed(block.text, rtl))


def _head(t: Translator, opened: Opened, draft: Draft) -> list[Block]:
    what = t(STATUSES[draft.status]) if draft.status else t("Question")
    return [title(f"💬 {opened.sheet.number} · {what}")]


def _back(t: Translator, opened: Opened, draft: Draft) -> tuple[Row, ...]:
    one_step = Button(
        f"↩️ {t('One step back')}", action("answer.back", opened.sheet.id, draft.key, opened.name)
    )
    return ((one_step,), back_button(t, opened.sheet.id, opened.name))


def take_back(t: Translator, opened: Opened, message_id: int) -> Row:
    """Offered right after something was sent; another idea may stand above it by then."""
    there = action("answer.recall", opened.sheet.id, message_id, opened.name)
    return (Button(f"↩️ {t('Take it back')} · {opened.sheet.number}", there),)
