"""Writing a short survey in the chat."""

from __future__ import annotations

from bot.core import short_survey
from bot.core.actions import action
from bot.core.definition import pick
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, quote, title
from bot.i18n import Catalogues, Translator
from bot.services.survey_life import Opened

KINDS = {
    "yes_no": N_("Yes or no"),
    "single": N_("One of several answers"),
    "several": N_("Several answers"),
    "scale": N_("Points from 1 to 5"),
    "smileys": N_("Five faces"),
    "text": N_("In one’s own words"),
    "whole": N_("A number"),
}


def ask_title(t: Translator) -> Screen:
    words = para(t("What is the survey about? Please write its title."))
    return Screen((title(t("A short survey")), words), (_list(t),))


def page(t: Translator, here: Opened, remark: str = "") -> Screen:
    """What is written until now, and what can be added."""
    number, questions = here.plan.survey_id, here.definition.questions
    blocks: list[Block] = [note(remark)] if remark else []
    blocks.append(title(pick(here.definition.title, t.code)[0]))
    for at, question in enumerate(questions, 1):
        blocks.append(
            item(f"{t.number(at)}. {pick(question.text, t.code)[0]} ({t(KINDS.get(question.kind, ''))})")
        )
        blocks += [item(f"   ◦ {pick(option.texts, t.code)[0]}") for option in question.options]
    more = (Button(f"➕ {t('Add a question')}", action("short.kinds", number)),)
    ways: list[Row] = [more] if len(questions) < short_survey.MOST else []
    if questions:
        undo = Button(f"↩️ {t('Take the last one back')}", action("short.undo", number))
        other = Button(f"🌐 {t('Other languages')}", action("short.languages", number))
        ways += [(undo,), (other,), (Button(f"✅ {t('Ready')}", action("form", number)),)]
    return Screen(tuple(blocks), (*ways, _list(t)))


def kinds(t: Translator, survey_id: int) -> Screen:
    buttons = [
        Button(t(KINDS[kind]), action("short.kind", survey_id, kind)) for kind in short_survey.OFFERED
    ]
    back = (Button(f"↩️ {t('Back')}", action("short", survey_id)),)
    return Screen((title(t("How shall it be answered?")),), (*rows(buttons, 1), back))


def ask_question(t: Translator, survey_id: int) -> Screen:
    words = para(t("Please write the question."))
    return Screen((words,), ((Button(f"↩️ {t('Back')}", action("short", survey_id)),),))


def ask_options(t: Translator, survey_id: int, remark: str = "") -> Screen:
    blocks = [note(remark)] if remark else []
    words = para(t("Please write the answers to choose from, each in a line of its own."))
    undo = Button(f"↩️ {t('Take the last one back')}", action("short.undo", survey_id))
    return Screen((*blocks, words), ((undo,),))


def languages(t: Translator, here: Opened, catalogues: Catalogues, complete: frozenset[str]) -> Screen:
    """Every language, with those that are complete marked."""
    number = here.plan.survey_id
    buttons = [
        Button(
            f"{'✅' if code in complete else '▫️'} {catalogues.own_name(code)}",
            action("short.language", number, code),
        )
        for code in catalogues.codes
    ]
    words = para(t("In which language do you want to add the texts? I ask for one after the other."))
    back = (Button(f"↩️ {t('Back')}", action("short", number)),)
    return Screen((title(t("Other languages")), words), (*rows(buttons, 2), back))


def ask_text(t: Translator, survey_id: int, name: str, original: str, remark: str = "") -> Screen:
    """One text to translate."""
    blocks = [note(remark)] if remark else []
    words = para(t("Please write this in: {language}", language=name))
    back = (Button(f"↩️ {t('Back')}", action("short.languages", survey_id)),)
    return Screen((*blocks, words, quote(original)), (back,))


def _list(t: Translator) -> Row:
    return (Button(f"📋 {t('Your surveys')}", action("form.list")),)
