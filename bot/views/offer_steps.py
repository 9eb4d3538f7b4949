"""Making an offer step by step, and changing any of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import action
from bot.core.definition import pick
from bot.core.offers import COSTS, OWN, SKIPPED, STEPS, TEXTS, WHOM
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import N_, Block, note, para, quote, title
from bot.i18n import Translator
from bot.services.offers import SPOKEN
from bot.views.goals import choices
from bot.views.offers import card, kinds, list_button, weekday
from db.offers import Found

FIELDS = {
    "kind": N_("What it is"),
    "name": N_("Name"),
    "goal": N_("Goal"),
    "days": N_("Days"),
    "hours": N_("Times"),
    "where": N_("Address"),
    "pin": N_("Place on the map"),
    "languages": N_("Languages"),
    "whom": N_("For whom"),
    "cost": N_("Cost"),
    "phone": N_("Telephone"),
    "note": N_("Note"),
}
_HINTS = {
    "name": N_("Please write what it is called."),
    "goal": N_("To which goal does it belong?"),
    "days": N_("Tap the days. Or write them, for example: every first Monday of the month."),
    "hours": N_("Tap when it begins. Or write both times, for example 15:00-18:30."),
    "where": N_("Please write the address."),
    "pin": N_("Please send the place (📎 and then location), so that people find it on the map."),
    "languages": N_("Tap the languages that are spoken there."),
    "whom": N_("Tap whom it is for."),
    "cost": N_("Tap what it costs. Or write it, for example 2 €."),
    "phone": N_("Please write the telephone number, for example 030 1234567."),
    "note": N_("What else should people know? You can add it in other languages later."),
}
_OPENS, _CLOSES = range(7, 22), range(8, 24)
"""Hours on the buttons; others can be typed."""


def step(t: Translator, found: Found, name: str, began: int | None = None) -> Screen:
    """What is asked for: with buttons, or to be written. `began` is the hour that was tapped first."""
    if name == "kind":
        return kinds(t, "offer.set", found.id, "kind")
    hint = t("And when does it end?") if began is not None else t(_HINTS[name])
    blocks: list[Block] = [title(t(FIELDS[name])), para(hint)]
    own, code = pick(found.texts.get(TEXTS.get(name, "")), t.code)
    if own:
        blocks.append(quote(own))
    skip = (Button(f"⏭️ {t('Leave this out')}", action("offer.set", found.id, name, "-")),)
    other = (Button(f"🌐 {t('Other languages')}", action("offer.words", found.id, name)),)
    ways = (*((skip,) if name in SKIPPED else ()), *((other,) if own and code else ()))
    return Screen(tuple(blocks), (*_buttons(t, found, name, began), *ways, *_back(t, found)))


def _back(t: Translator, found: Found) -> tuple[Row, ...]:
    if found.state != "draft":
        return ((Button(f"⬅️ {t('Back')}", action("offer.change", found.id)),),)
    last = Button(f"↩️ {t('Take the last one back')}", action("offer.undo", found.id, len(found.steps)))
    return (*(((last,),) if found.steps else ()), (list_button(t),))


def _buttons(t: Translator, found: Found, name: str, began: int | None) -> tuple[Row, ...]:
    if name == "goal":
        return choices(t, "offer.set", found.id, "goal")
    if name == "hours":
        return _hours(found, began)
    if name == "days":
        return _ticks(t, found, name, [(str(day), weekday(t, day)) for day in range(7)])
    if name == "languages":
        return _ticks(t, found, name, [(code, t.language(code)) for code in SPOKEN])
    if name == "whom":
        return _ticks(t, found, name, [(key, t(label)) for key, label in WHOM.items()])
    if name == "cost":
        return rows(
            [Button(t(label), action("offer.set", found.id, name, key)) for key, label in COSTS.items()], 1
        )
    return ()


def _hours(found: Found, began: int | None) -> tuple[Row, ...]:
    if began is None:
        each = [Button(f"{hour}:00", action("offer.field", found.id, "hours", hour)) for hour in _OPENS]
    else:
        each = [
            Button(f"{hour}:00", action("offer.set", found.id, "hours", f"{began}.00-{hour}.00"))
            for hour in _CLOSES
            if hour > began
        ]
    return rows(each, 4)


def _ticks(t: Translator, found: Found, name: str, choice: Sequence[tuple[str, str]]) -> tuple[Row, ...]:
    chosen = {str(one) for one in getattr(found, name)}
    each = [
        Button(
            f"{'☑️' if key in chosen else '⬜️'} {label}",
            action("offer.tick", found.id, name, key, int(key not in chosen)),
        )
        for key, label in choice
    ]
    return (*rows(each, 2), (Button(f"✅ {t('Ready')}", action("offer.done", found.id, name)),))


def change(t: Translator, found: Found) -> Screen:
    """Every field as a button."""
    fields = [name for name in FIELDS if name != "name" or found.kind == OWN]
    each = [Button(t(FIELDS[name]), action("offer.field", found.id, name)) for name in fields]
    back = (Button(f"⬅️ {t('Back')}", action("offer", found.id)),)
    return Screen((*card(t, found), para(t("What would you like to change?"))), (*rows(each, 2), back))


def languages(t: Translator, found: Found, name: str, names: Sequence[tuple[str, str]]) -> Screen:
    """In which languages own words are there; each can be written or changed."""
    there = found.texts.get(TEXTS[name], {})
    each = [
        Button(f"{'✅' if there.get(code) else '▫️'} {own}", action("offer.words", found.id, name, code))
        for code, own in names
    ]
    back = (Button(f"⬅️ {t('Back')}", action("offer.field", found.id, name)),)
    blocks = (title(t(FIELDS[name])), para(t("In which language do you want to write it?")))
    return Screen(blocks, (*rows(each, 2), back))


def ask_words(t: Translator, found: Found, name: str, own_name: str, code: str) -> Screen:
    """One text in one language."""
    there = pick(found.texts.get(TEXTS[name]), code)[0]
    blocks: list[Block] = [
        title(t(FIELDS[name])),
        para(t("Please write this in: {language}", language=own_name)),
    ]
    if there:
        blocks.append(quote(there))
    back = (Button(f"⬅️ {t('Back')}", action("offer.words", found.id, name)),)
    return Screen(tuple(blocks), (back,))


def refused_place(t: Translator, found: Found) -> Screen:
    return step(t, found, "pin").after(note(t("Please send a place, or leave this out.")))


KNOWN = ("kind", *STEPS)
"""What a button may name."""
