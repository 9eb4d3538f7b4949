"""An idea once more before it is sent, and before it is thrown away."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.ideas import Draft
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import note, para, title
from bot.i18n import Translator
from bot.views.goals import named
from bot.views.home import home_button
from bot.views.idea_parts import counted, discard_button, filed, quoted, short, together
from db.areas import Place


def review(t: Translator, draft: Draft, area: Place | None) -> Screen:
    """All of it once more before it is sent."""
    blocks = [
        title(t("Your idea")),
        *quoted(draft.text),
        *counted(t, draft.count("photo"), draft.count("voice"), draft.count("place")),
        *together(t, draft),
        *filed(t, draft.goal, draft.others, area),
    ]
    if any(part.forwarded for part in draft.parts):
        blocks.append(note(t("Some of it was forwarded. Please make sure that it names no other people.")))
    blocks.append(
        para(t("Is this right? You can still send more: text, photos, voice messages or a place."))
    )
    return Screen(tuple(blocks), _review_ways(t, draft))


def _review_ways(t: Translator, draft: Draft) -> tuple[Row, ...]:
    key = draft.key
    goals = [Button(f"🎯 {t('Change the goal')}", action("idea.goals", key))]
    if draft.goal:
        goals.append(Button(f"➕ {t('Other goals')}", action("idea.others", key)))
    changes = []
    if draft.text:
        changes.append(Button(f"✏️ {t('Write it anew')}", action("idea.write", key)))
    if any(part.kind != "text" for part in draft.parts):
        changes.append(Button(f"✂️ {t('Only the text')}", action("idea.strip", key)))
    return (
        (Button(f"✅ {t('Send')}", action("idea.send", key)),),
        tuple(goals),
        *rows(changes, 2),
        (Button(f"📍 {t('Change the neighbourhood')}", action("area")),),
        (discard_button(t, draft), home_button(t)),
    )


def others(t: Translator, draft: Draft) -> Screen:
    """Further goals, each on or off."""
    buttons = []
    for number in (number for number in range(1, 10) if number != draft.goal):
        on = number in draft.others
        label = f"{'✅ ' if on else ''}{named(t, number)}"
        buttons.append((Button(label, action("idea.other", draft.key, number, int(not on))),))
    done = (Button(f"👍 {t('Done')}", action("idea.review", draft.key)),)
    return Screen((title(t("Which other goals does your idea fit?")),), (*buttons, done))


def sure_to_discard(t: Translator, draft: Draft, goal: int) -> Screen:
    return Screen(
        (title(t("Throw this idea away?")), *short(t, draft.parts)),
        (
            (Button(f"🗑️ {t('Yes, throw it away')}", action("idea.discarded", draft.key, goal)),),
            (Button(t("No, keep it"), action("idea.review", draft.key)),),
        ),
    )


def discarded(t: Translator, goal: int) -> Screen:
    new = Button(f"💡 {t('Suggest an idea')}", action("idea.new", goal) if goal else action("idea.new"))
    return Screen((para(t("It is gone. We have kept nothing of it.")),), ((new,), (home_button(t),)))
