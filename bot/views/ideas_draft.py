"""An idea as its author sees it while writing it."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.ideas import Draft
from bot.core.screen import Button, Screen
from bot.core.text import Block, item, para, title
from bot.i18n import Translator
from bot.views.concerns import begin_button
from bot.views.goals import choices, named
from bot.views.home import home_button
from bot.views.idea_parts import discard_button, short, together


def ask(t: Translator, goal: int | None) -> Screen:
    """The beginning: an open question."""
    blocks: list[Block] = [title(t("What would you like to suggest?"))]
    if goal:
        blocks.append(item(t("Goal: {goal}", goal=named(t, goal))))
    blocks += [
        para(t("Use your own words and your language, for example: “We need a bench at the bus stop.”")),
        para(t("You can also send photos, voice messages or a place (📎 and then location).")),
    ]
    return Screen(tuple(blocks), ((begin_button(t), home_button(t)),))


def started(t: Translator, draft: Draft, goal: int | None) -> Screen:
    """There is an idea already that was not sent yet."""
    blocks = (title(t("You have begun an idea")), *short(t, draft.parts))
    return Screen(
        (*blocks, para(t("Would you like to go on with it, or throw it away and begin a new one?"))),
        (
            (Button(f"✏️ {t('Go on with it')}", action("idea.review", draft.key)),),
            (Button(f"🗑️ {t('Throw it away')}", action("idea.discard", draft.key, goal or 0)),),
            (home_button(t),),
        ),
    )


def offer(t: Translator, draft: Draft) -> Screen:
    """Something came that nobody had asked for."""
    text = (
        t("Shall we add this to the idea that you have begun?")
        if draft.parts
        else t("Shall this become an idea?")
    )
    yes = t("Yes, add it") if draft.parts else t("Yes, this is an idea")
    ways = (
        (
            Button(f"✅ {yes}", action("idea.keep", draft.key)),
            Button(t("No"), action("idea.drop", draft.key)),
        ),
    )
    return Screen((title(text), *short(t, draft.offered)), (*ways, (home_button(t),)))


def ask_goal(t: Translator, draft: Draft) -> Screen:
    """To which goal does it belong? Until that is said, and after, more may be added."""
    blocks = (
        *short(t, draft.parts),
        *together(t, draft),
        title(t("Which goal fits best?")),
        para(t("You can still send more: text, photos, voice messages or a place.")),
    )
    team = (Button(f"🤷 {t('The team decides')}", action("idea.goal", draft.key, 0)),)
    return Screen(
        blocks, (*choices(t, "idea.goal", draft.key), team, (discard_button(t, draft), home_button(t)))
    )


def write_anew(t: Translator) -> Screen:
    return Screen((para(t("The old text is gone. Please send the new one now.")),), ((home_button(t),),))


def edited(t: Translator) -> Screen:
    text = t(
        "You changed an older message. Nothing changes here; please send the new words as a new message."
    )
    return Screen((para(text),), ((home_button(t),),))
