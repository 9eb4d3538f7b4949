"""An idea as its author sees it while writing it."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.ideas import Draft, Part, joined
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import Block, item, note, para, shorten, title
from bot.i18n import Translator
from bot.views.goals import choices, named
from bot.views.ideas import counted, filed, quoted
from bot.views.start import home_button
from db.areas import Place

SHORT = 200
"""Characters of an idea that are shown where all of it would be in the way."""


def ask(t: Translator, goal: int | None) -> Screen:
    """The beginning: an open question."""
    blocks: list[Block] = [title(t("What would you like to suggest?"))]
    if goal:
        blocks.append(item(t("Goal: {goal}", goal=named(t, goal))))
    blocks += [
        para(t("Use your own words and your language, for example: “We need a bench at the bus stop.”")),
        para(t("You can also send photos, voice messages or a place (📎 and then location).")),
    ]
    return Screen(tuple(blocks), ((home_button(t),),))


def started(t: Translator, draft: Draft, goal: int | None) -> Screen:
    """There is an idea already that was not sent yet."""
    blocks = (title(t("You have begun an idea")), *_short(t, draft.parts))
    return Screen(
        (*blocks, para(t("Would you like to go on with it, or throw it away and begin a new one?"))),
        (
            (Button(f"✏️ {t('Go on with it')}", action("idea.review", draft.key)),),
            (Button(f"🗑 {t('Throw it away')}", action("idea.discard", draft.key, goal or 0)),),
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
    return Screen((title(text), *_short(t, draft.offered)), (*ways, (home_button(t),)))


def ask_goal(t: Translator, draft: Draft) -> Screen:
    """To which goal does it belong? Until that is said, and after, more may be added."""
    blocks = (
        *_short(t, draft.parts),
        *_together(t, draft),
        title(t("Which goal fits best?")),
        para(t("You can still send more: text, photos, voice messages or a place.")),
    )
    team = (Button(f"🤷 {t('The team decides')}", action("idea.goal", draft.key, 0)),)
    return Screen(blocks, (*choices(t, "idea.goal", draft.key), team, (_discard(t, draft), home_button(t))))


def review(t: Translator, draft: Draft, area: Place | None) -> Screen:
    """All of it once more before it is sent."""
    blocks = [
        title(t("Your idea")),
        *quoted(draft.text),
        *counted(t, draft.count("photo"), draft.count("voice"), draft.count("place")),
        *_together(t, draft),
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
        (_discard(t, draft), home_button(t)),
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


def write_anew(t: Translator) -> Screen:
    return Screen((para(t("The old text is gone. Please send the new one now.")),), ((home_button(t),),))


def sure_to_discard(t: Translator, draft: Draft, goal: int) -> Screen:
    return Screen(
        (title(t("Throw this idea away?")), *_short(t, draft.parts)),
        (
            (Button(f"🗑 {t('Yes, throw it away')}", action("idea.discarded", draft.key, goal)),),
            (Button(t("No, keep it"), action("idea.review", draft.key)),),
        ),
    )


def discarded(t: Translator, goal: int) -> Screen:
    new = Button(f"💡 {t('Suggest an idea')}", action("idea.new", goal) if goal else action("idea.new"))
    return Screen((para(t("It is gone. We have kept nothing of it.")),), ((new,), (home_button(t),)))


def edited(t: Translator) -> Screen:
    text = t(
        "You changed an older message. Nothing changes here; please send the new words as a new message."
    )
    return Screen((para(text),), ((home_button(t),),))


def _discard(t: Translator, draft: Draft) -> Button:
    return Button(f"🗑 {t('Throw away')}", action("idea.discard", draft.key))


def _short(t: Translator, parts: tuple[Part, ...]) -> list[Block]:
    kinds = [part.kind for part in parts]
    counts = counted(t, kinds.count("photo"), kinds.count("voice"), kinds.count("place"))
    return [*quoted(shorten(joined(parts), SHORT)), *counts]


def _together(t: Translator, draft: Draft) -> list[Block]:
    """Of photos that were sent together only the first is here when this is said."""
    just_now = draft.album and draft.parts and draft.parts[-1].kind == "photo"
    return (
        [note(t("All photos that you send together are added, even if fewer are counted here."))]
        if just_now
        else []
    )
