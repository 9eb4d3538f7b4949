"""Standing help and meeting places: as residents read them, and as the team makes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date, format_skeleton

from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.definition import pick
from bot.core.goals import GOALS
from bot.core.offers import COSTS, KINDS, OWN, WHOM, next_step
from bot.core.screen import Button, Place, Row, Screen, rows
from bot.core.text import Block, item, note, para, quote, shorten, title
from bot.core.words import made_by
from bot.i18n import Translator
from bot.i18n.languages import locale_of
from bot.services import offers as service
from bot.services.world import World
from bot.views.home import home_button
from bot.views.words import carried
from db.offers import Found
from db.people import Known
from db.session import Tx

PER_PAGE = 8
_MONDAY = date(2024, 1, 1)


def weekday(t: Translator, day: int) -> str:
    return str(format_date(_MONDAY + timedelta(days=day), "cccc", locale_of(t.code)))


def _month(t: Translator, found: Found) -> str:
    return str(format_skeleton("yMMMM", found.checked_at.date(), locale=locale_of(t.code)))


def name(t: Translator, found: Found) -> str:
    """A sign and a name: ours in every language, or the team's own."""
    if found.kind in KINDS:
        return f"{KINDS[found.kind].sign} {t(KINDS[found.kind].name)}"
    return f"🏘️ {pick(found.texts.get('name'), t.code)[0] or t('New offer')}"


def when(t: Translator, found: Found) -> str:
    """Days and times, or the team's own words for them; empty if nothing is fixed."""
    days = t.listed(weekday(t, day) for day in found.days) or pick(found.texts.get("when"), t.code)[0]
    if found.begins is None:
        return days
    begins, ends = found.begins, found.ends
    if days:
        return t("{days}, from {begins} to {ends}", days=days, begins=begins, ends=ends)
    return t("from {begins} to {ends}", begins=begins, ends=ends)


def card(t: Translator, found: Found) -> list[Block]:
    """All that residents read about it."""
    cost = isolate(found.price, t.rtl) if found.price else t(COSTS[found.cost]) if found.cost else ""
    lines = {
        "🕒": when(t, found),
        "📍": isolate(found.place, t.rtl) if found.place else "",
        "🗣️": t.listed(t.language(code) for code in found.languages),
        "👥": t.listed(t(WHOM[key]) for key in found.whom),
        "💶": cost,
        "☎️": isolate(found.phone, t.rtl) if found.phone else "",
    }
    blocks = [title(name(t, found)), *(item(f"{sign} {line}") for sign, line in lines.items() if line)]
    words, code = pick(found.texts.get("note"), t.code)
    if words:
        blocks.append(quote(words))
    if words and code != t.code:
        blocks.append(note(t("Written in: {language}", language=t.language(code))))
    blocks += carried(t, made_by(found.texts, found.carried, t.code))
    return [*blocks, note(t("Checked in {month}.", month=_month(t, found)))]


# --- for residents --------------------------------------------------------------------------------


def listed(t: Translator, goal: int, area: str, found: Sequence[Found], page: int) -> Screen:
    """A page of what there is under a goal, counted from 0."""
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(page, pages - 1)
    here = found[page * PER_PAGE :][:PER_PAGE]
    blocks = [title(t("Help and meeting places in {area}", area=area)), para(_goal(t, goal))]
    if not here:
        blocks.append(para(t("There is nothing here at the moment.")))
    for one in here:
        blocks += [item(name(t, one)), *([item(f"   🕒 {when(t, one)}")] if when(t, one) else [])]
    each = [Button(shorten(name(t, one), 40), action("offers.one", one.id)) for one in here]
    last = (Button(f"⬅️ {t('Back')}", action("goal", goal)), home_button(t))
    return Screen(tuple(blocks), (*rows(each, 1), *turning(t, ("offers", goal), page, pages), last))


def turning(t: Translator, way: tuple[object, ...], page: int, pages: int) -> tuple[Row, ...]:
    """To the pages before and after, where there are any."""
    verb, *args = way
    before = Button(f"⬅️ {t('Previous page')}", action(str(verb), *args, page - 1))
    after = Button(f"➡️ {t('Next page')}", action(str(verb), *args, page + 1))
    row = (*((before,) if page else ()), *((after,) if page + 1 < pages else ()))
    return (row,) if row else ()


def _goal(t: Translator, goal: int) -> str:
    return f"{GOALS[goal].sign} {t(GOALS[goal].name)}"


def one(t: Translator, found: Found) -> Screen:
    where = (Button(f"🗺️ {t('Show it on the map')}", action("offers.map", found.id)),)
    ways = (Button(f"⬅️ {t('Back')}", action("offers", found.goal)), home_button(t))
    return Screen(tuple(card(t, found)), (*((where,) if found.latitude is not None else ()), ways))


def on_map(t: Translator, found: Found) -> Screen:
    """Its place as a message of its own."""
    points = (Place(found.latitude or 0.0, found.longitude or 0.0),)
    ways = (Button(f"⬅️ {t('Back')}", action("offers.one", found.id)), home_button(t))
    text = f"{name(t, found)}\n{isolate(found.place, t.rtl)}".strip()
    return Screen((para(text),), (ways,), places=points)


# --- for the team ---------------------------------------------------------------------------------

_SIGNS = {"draft": "✏️", "shown": "✅", "hidden": "🙈"}


def list_button(t: Translator) -> Button:
    return Button(f"🏘️ {t('Help and meeting places')}", action("offer.list"))


def kept(t: Translator, found: Sequence[Found], page: int, total: int) -> Screen:
    """All that the team keeps, a page at a time."""
    blocks: list[Block] = [title(t("Help and meeting places"))]
    if not found:
        blocks.append(para(t("There is nothing here at the moment.")))
    several = len({one.area_id for one in found}) > 1
    for one in found:
        where = f" · {one.area}" if several else ""
        blocks.append(item(f"{_SIGNS[one.state]} {name(t, one)} · {_goal(t, one.goal)}{where}"))
    blocks.append(note(t("✅ shown to residents, 🙈 hidden, ✏️ not finished")))
    each = [
        Button(shorten(f"{_SIGNS[one.state]} {name(t, one)}", 40), action("offer", one.id)) for one in found
    ]
    new = (Button(f"➕ {t('New offer')}", action("offer.new")),)
    pages = -(-total // PER_PAGE)
    last = (Button(f"🗂️ {t('Desk')}", action("desk")), home_button(t))
    return Screen(tuple(blocks), (*rows(each, 1), *turning(t, ("offer.list",), page, pages), new, last))


def sheet(t: Translator, found: Found, missing: Sequence[str], remark: str = "") -> Screen:
    """One of them with what can be done; `missing` are languages without the team's own words."""
    states = {
        "draft": t("Residents do not see it yet."),
        "shown": t("Residents see it."),
        "hidden": t("It is hidden: residents do not see it."),
    }
    blocks = [note(remark)] if remark else []
    blocks += [*card(t, found), item(f"{_SIGNS[found.state]} {states[found.state]}")]
    blocks.append(item(f"{_goal(t, found.goal)} · {found.area}"))
    if missing:
        names = t.listed(t.language(code) for code in missing)
        text = t(
            "Your own words are missing in: {languages}. There people read another language.",
            languages=names,
        )
        blocks.append(note(text))
    return Screen(tuple(blocks), _deeds(t, found))


def _deeds(t: Translator, found: Found) -> tuple[Row, ...]:
    right = Button(f"👍 {t('Still right')}", action("offer.right", found.id))
    show = Button(f"✅ {t('Show it to residents')}", action("offer.show", found.id))
    if next_step(found.kind, found.steps):
        show = Button(f"▶️ {t('Go on with it')}", action("offer.draft", found.id))
    hide = Button(f"🙈 {t('Hide it')}", action("offer.hide", found.id))
    return (
        (right, hide) if found.state == "shown" else (show,),
        (
            Button(f"✏️ {t('Change')}", action("offer.change", found.id)),
            Button(f"🌐 {t('Other languages')}", action("offer.look", found.id, t.code)),
        ),
        (Button(f"🗑️ {t('Delete')}", action("offer.delete", found.id)), list_button(t)),
        (home_button(t),),
    )


def preview(t: Translator, other: Translator, found: Found, names: Sequence[tuple[str, str]]) -> Screen:
    """As it is read in another language; `names` are the languages with their own names."""
    each = [Button(own, action("offer.look", found.id, code)) for code, own in names]
    back = (Button(f"⬅️ {t('Back')}", action("offer", found.id)),)
    return Screen(tuple(card(other, found)), (*rows(each, 3), back), rtl=other.rtl)


def ask_delete(t: Translator, found: Found) -> Screen:
    yes = Button(f"🗑️ {t('Yes, delete it')}", action("offer.deleted", found.id))
    no = Button(t("No, leave it"), action("offer", found.id))
    return Screen((title(name(t, found)), para(t("Delete it for good?"))), ((yes,), (no,)))


def where(t: Translator, areas: Sequence[tuple[int, str]]) -> Screen:
    each = [Button(f"📍 {area}", action("offer.kinds", number)) for number, area in areas]
    return Screen((title(t("In which neighbourhood?")),), (*rows(each, 1), (list_button(t),)))


def kinds(t: Translator, verb: str, *args: object) -> Screen:
    """What there is to offer; the kind is the last argument of the button."""
    each = [Button(f"{kind.sign} {t(kind.name)}", action(verb, *args, key)) for key, kind in KINDS.items()]
    own = (Button(f"🏘️ {t('Something else')}", action(verb, *args, OWN)),)
    blocks = (title(t("What is it?")), para(t("These have a name in every language.")))
    return Screen(blocks, (*rows(each, 1), own, (list_button(t),)))


# --- notices --------------------------------------------------------------------------------------


def ask_check(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    """For the team: is it still as it was half a year ago?"""
    text = t("Nobody has looked at this for six months. Is it still right?")
    return _notice(tx, t, person, content, "shown", text)


def was_hidden(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    text = t("Nobody has checked this for nine months. It is hidden now, so that nobody comes in vain.")
    return _notice(tx, t, person, content, "hidden", text)


def _notice(  # noqa: PLR0913 - what is said to whom
    tx: Tx, t: Translator, person: Known, content: dict[str, Any], state: str, text: str
) -> Screen | None:
    """Nothing to whoever may not change it any more, and nothing that somebody was faster with."""
    found = service.told(tx, person.id, content["offer"])
    if found is None or found.state != state:
        return None
    return Screen((para(text), *card(t, found)), (*_deeds(t, found)[:2], (list_button(t),)))
