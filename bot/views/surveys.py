"""The surveys that somebody may answer, in a list."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.definition import pick
from bot.core.screen import Button, Screen
from bot.core.text import item, para, title
from bot.i18n import Translator
from bot.services.surveys import Entry
from bot.views.home import home_button


def list_button(t: Translator) -> Button:
    return Button(f"📋 {t('Surveys')}", action("survey.list"))


def list_(t: Translator, entries: list[Entry], area: str) -> Screen:
    if not entries:
        blocks = (title(t("Surveys")), para(t("There is no survey in {area} at the moment.", area=area)))
        return Screen(
            blocks, ((Button(f"💡 {t('Suggest an idea')}", action("idea.new")),), (home_button(t),))
        )
    lines = [item(f"{_sign(entry)} {_name(t, entry)} – {_state(t, entry)}") for entry in entries]
    buttons = [(Button(f"{_sign(entry)} {title_of(t, entry)}", _way_in(entry)),) for entry in entries]
    return Screen((title(t("Surveys in {area}", area=area)), *lines), (*buttons, (home_button(t),)))


def _sign(entry: Entry) -> str:
    return {"new": "📋", "running": "▶️", "done": "✅"}[entry.state]


def title_of(t: Translator, entry: Entry) -> str:
    return pick(entry.definition.title, t.code)[0]


def _name(t: Translator, entry: Entry) -> str:
    return isolate(title_of(t, entry), t.rtl)


def _way_in(entry: Entry) -> str:
    return action("survey.start" if entry.state == "running" else "survey.open", entry.round.id)


def _state(t: Translator, entry: Entry) -> str:
    total = len(entry.definition.questions)
    if entry.state == "done":
        return t("you have answered")
    if entry.state == "running":
        return t("go on at question {at} of {total}", at=entry.at, total=total)
    return t.plural("{n} question", "{n} questions", total)
