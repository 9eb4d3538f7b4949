"""The start page and the ways back to it."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.screen import Button, Row, Screen
from bot.core.text import Block, note, para, title
from bot.i18n import Translator
from db.areas import Place


def home_button(t: Translator) -> Button:
    return Button(f"🏠 {t('Start page')}", action("home"))


def home(t: Translator, area: Place | None, *, draft: bool, staff: bool, reads: bool) -> Screen:
    """The start page: everything is one tap away. `staff` have a desk, and those who read ideas the results too."""
    blocks = [title("Kiezstimme")]
    blocks.append(
        para(t("You are in the neighbourhood {area}.", area=area.name))
        if area
        else para(
            t(
                "You have not chosen a neighbourhood. You can suggest ideas; the team finds the right place for them."
            )
        )
    )
    blocks.append(para(t("What would you like to do?")))
    buttons: list[Row] = [(Button(f"💡 {t('Suggest an idea')}", action("idea.new")),)]
    if draft:
        buttons = [(Button(f"✏️ {t('Finish my idea')}", action("idea.resume")),)]
    buttons += [
        (
            Button(f"🎯 {t('The nine goals')}", action("goals")),
            Button(f"📋 {t('Surveys')}", action("survey.list")),
        ),
        (Button(f"📅 {t('Events')}", action("rsvp.list")),),
        (Button(f"📨 {t('My ideas')}", action("idea.mine")), Button(f"👤 {t('My data')}", action("me"))),
        (
            Button(f"📍 {t('Neighbourhood')}", action("area")),
            Button(f"🌐 {t('Language')}", action("language")),
        ),
        (Button(f"📣 {t('What was done')}", action("told")),),
        (Button(f"🔒 {t('Tell the team in private')}", action("concern")),),
        (
            Button(f"❓ {t('Help')}", action("help")),
            Button(f"📄 {t('Data protection')}", action("privacy")),
        ),
    ]
    if staff:
        results = (Button(f"📊 {t('Results')}", action("results")),) if reads else ()
        buttons.append((Button(f"🗂️ {t('Desk')}", action("desk")), *results))
    return Screen(tuple(blocks), tuple(buttons))


def message(t: Translator, *blocks: Block) -> Screen:
    """A short answer with the way back."""
    return Screen(blocks, ((home_button(t),),))


def shown_again(remark: str, screen: Screen) -> Screen:
    """A screen with a remark in front, such as that a button was out of date."""
    return screen.after(note(remark))
