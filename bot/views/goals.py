"""The nine goals as people read them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.actions import action
from bot.core.goals import GOALS, Goal
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, shorten, title
from bot.i18n import Translator
from bot.views.home import home_button
from db.areas import Place

RENTS = 4
"""No goal of the programme covers rents; they are filed where advice is."""
RENTS_TEXT = N_(
    "Worries about your rent belong here too. Your neighbourhood office shows you who can help."
)


@dataclass(frozen=True, slots=True)
class Here:
    """What is going on under a goal in somebody's area. `surveys` are open ones: (round, title)."""

    area: Place
    ideas: int
    surveys: tuple[tuple[int, str], ...]
    offers: int = 0
    published: int = 0
    events: tuple[tuple[int, str], ...] = ()
    """What is announced: (event, a line about it)."""


def named(t: Translator, number: int) -> str:
    """A goal in a line or on a button: its sign and name."""
    goal = GOALS[number]
    return f"{goal.sign} {t(goal.name)}"


def choices(t: Translator, verb: str, *args: object) -> tuple[Row, ...]:
    """All goals to choose from; the number is the last argument of the button."""
    return rows([Button(named(t, number), action(verb, *args, number)) for number in GOALS], 2)


def overview(t: Translator) -> Screen:
    blocks = (
        title(t("Nine goals for your neighbourhood")),
        para(
            t(
                "The programme works for these nine goals. Tap on one to read what it means and what you can do."
            )
        ),
    )
    buttons = [Button(f"{number} {named(t, number)}", action("goal", number)) for number in GOALS]
    return Screen(blocks, (*rows(buttons, 2), (home_button(t),)))


def page(t: Translator, goal: Goal, here: Here | None, follows: bool | None) -> Screen:
    """One goal. `here` is left out for those without an area, `follows` is None for visitors."""
    blocks: list[Block] = [title(f"{goal.number} {named(t, goal.number)}"), para(t(goal.about))]
    blocks.append(para(t("What this can be:")))
    blocks += [item(f"• {t(example)}") for example in goal.examples]
    blocks.append(para(t(goal.you_can)))
    if goal.number == RENTS:
        blocks.append(para(t(RENTS_TEXT)))
    if here:
        blocks += _going_on(t, here)
    if follows:
        blocks.append(para(f"🔔 {t('You get news about this goal.')}"))
    blocks.append(note(t("Official name in German: {code} {name}", code=goal.code, name=goal.official)))
    return Screen(tuple(blocks), _ways(t, goal, here, follows))


def offers_button(t: Translator, goal: int, count: int) -> Button:
    """What standing help there is under a goal where somebody lives."""
    return Button(f"🏘️ {t('Help and meeting places')} · {t.number(count)}", action("offers", goal))


def neighbours_button(t: Translator, goal: int = 0, count: int = 0) -> Button:
    """To what is published where somebody lives, under a goal or (0) all of it."""
    many = f" · {t.number(count)}" if count else ""
    return Button(f"👥 {t('What neighbours suggest')}{many}", action("public.list", goal, 0, 0))


def _going_on(t: Translator, here: Here) -> list[Block]:
    ideas, surveys, area = here.ideas, len(here.surveys), here.area.name
    if ideas:
        sentence = t.plural("{n} idea so far in {area}.", "{n} ideas so far in {area}.", ideas, area=area)
    else:
        sentence = t("No ideas so far in {area}. Yours can be the first!", area=area)
    lines = [item(f"💡 {sentence}")]
    if surveys:
        lines.append(item(f"📋 {t.plural('{n} survey is open.', '{n} surveys are open.', surveys)}"))
    return list(lines)


def _ways(t: Translator, goal: Goal, here: Here | None, follows: bool | None) -> tuple[Row, ...]:
    idea = Button(f"💡 {t('Suggest an idea for this goal')}", action("idea.new", goal.number))
    surveys = [
        Button(f"📋 {shorten(name, 50)}", action("survey.open", number))
        for number, name in (here.surveys if here else ())
    ]
    events = [
        (Button(label, action("rsvp", event_id)),) for event_id, label in (here.events if here else ())
    ]
    places = (offers_button(t, goal.number, here.offers),) if here and here.offers else ()
    suggested = (neighbours_button(t, goal.number, here.published),) if here else ()
    bell = Button(
        f"🔕 {t('Stop the news')}" if follows else f"🔔 {t('Get news about this goal')}",
        action("me.bell", goal.number, int(not follows)),
    )
    before, after = (goal.number - 2) % len(GOALS) + 1, goal.number % len(GOALS) + 1
    turn = (
        Button(t("Previous goal"), action("goal", before)),
        Button(t("Next goal"), action("goal", after)),
    )
    back = (Button(f"🎯 {t('All goals')}", action("goals")), home_button(t))
    return (
        (idea,),
        *rows(surveys, 1),
        *events,
        *rows(places, 1),
        *rows(suggested, 1),
        *(((bell,),) if follows is not None else ()),
        turn,
        back,
    )
