"""What the team settles among itself about an idea: who looks after it, further goals, and notes that nobody else sees."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import action
from bot.core.goals import GOALS
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import Block, note, para, quote, title
from bot.i18n import Translator
from bot.services.sheets import Opened
from bot.services.threads import Notes, staff_name
from bot.views.desk import goal_label
from bot.views.sheets import back_button

LOCK = "🔒"
"""Stands before everything that only the team sees, and nowhere else."""


def more(t: Translator, opened: Opened) -> Screen:
    """What is needed less often."""
    here = (opened.sheet.id, opened.name)
    buttons = [
        Button(f"👤 {t('Who looks after it')}", action("charge.staff", *here)),
        Button(f"➕ {t('Other goals')}", action("charge.goals", *here)),
        Button(f"🔗 {t('Same as another idea')}", action("same", *here)),
    ]
    if opened.may_part:
        buttons[2] = Button(f"✂️ {t('Not the same after all')}", action("same.not", *here))
    blocks = (title(f"💡 {opened.sheet.number}"), para(t("What would you like to do?")))
    return Screen(blocks, (*rows(buttons, 1), back_button(t, *here)))


def staff(
    t: Translator, opened: Opened, team: Sequence[tuple[int, str | None]], mine: frozenset[int]
) -> Screen:
    """Who looks after it: me, a colleague, nobody."""
    sheet = opened.sheet
    present = sheet.in_charge[0] if sheet.in_charge else 0
    choice = [
        *((number, t("I do")) for number, _ in team if number in mine),
        *((number, staff_name(t, label, number)) for number, label in team if number not in mine),
        (0, t("Nobody")),
    ]
    buttons = [
        Button(
            f"{'✔️ ' if number == present else ''}{name}",
            action("charge.give", sheet.id, number, opened.name),
        )
        for number, name in choice
    ]
    blocks = (title(f"👤 {sheet.number}"), para(t("Who looks after this idea?")))
    return Screen(blocks, (*rows(buttons, 2), _back(t, opened)))


def goals(t: Translator, opened: Opened) -> Screen:
    """Further goals, each on or off."""
    sheet = opened.sheet
    buttons = []
    for goal in (goal for goal in GOALS if goal != sheet.goal):
        on = goal in sheet.others
        there = action("charge.goal", sheet.id, goal, int(not on), opened.name)
        buttons.append(Button(f"{'✅ ' if on else ''}{goal_label(t, goal)}", there))
    blocks = (title(f"🎯 {sheet.number}"), para(t("Which other goals does this idea serve?")))
    return Screen(blocks, (*rows(buttons, 1), _back(t, opened)))


def notes(t: Translator, opened: Opened, found: Notes, remark: str = "") -> Screen:
    """A page of notes, newest at the end. Every line of this screen says whom it is for."""
    here = (opened.sheet.id, opened.name)
    blocks: list[Block] = [title(f"{LOCK} {t('Notes about {number}', number=opened.sheet.number)}")]
    blocks.append(para(f"{LOCK} {t('Only the team sees this. The author never does.')}"))
    for one, name in found.notes:
        head = t("{name}, {moment}", name=name, moment=t.moment(one.at))
        blocks += [para(f"{LOCK} {head}"), quote(one.text)]
    blocks += [note(remark)] if remark else []
    turns = []
    if found.page > 1:
        turns.append(Button(f"⬅️ {t('Earlier')}", action("note", *here, found.page - 1)))
    if found.page < found.pages:
        turns.append(Button(f"➡️ {t('Later')}", action("note", *here, found.page + 1)))
    write = Button(f"{LOCK} {t('Write a note')}", action("note.write", *here))
    return Screen(tuple(blocks), (*rows(turns, 2), (write,), back_button(t, *here)))


def ask_note(t: Translator, opened: Opened) -> Screen:
    blocks = (
        title(f"{LOCK} {t('A note about {number}', number=opened.sheet.number)}"),
        para(t("Please write it now. Only the team sees this; nothing is sent to the author.")),
    )
    here = (opened.sheet.id, opened.name)
    return Screen(blocks, ((Button(f"↩️ {t('Back')}", action("note", *here)),),))


def _back(t: Translator, opened: Opened) -> Row:
    here = (opened.sheet.id, opened.name)
    return (Button(f"↩️ {t('Back')}", action("charge", *here)), *back_button(t, *here))
