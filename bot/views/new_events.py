"""Making an event: what it is, when, where, what there is; and the last look before people are invited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time

from bot.core import events as rules
from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.goals import GOALS
from bot.core.screen import Button, Screen, rows
from bot.core.text import N_, Block, item, note, para, shorten, title
from bot.i18n import Catalogues, Translator
from bot.services.event_words import shown as shown_words
from bot.services.events import Opened, planned
from bot.services.words import lacking
from bot.views import event_parts, goals
from bot.views.words import ask_helpers
from db.areas import Place
from db.events import Event

_ASKED: dict[str, str] = {
    "title": N_(
        "Please write a title, in your own language. Without one people read what kind of event it is."
    ),
    "words": N_(
        "Please write what people should know, in a few sentences. It is complete without them, too."
    ),
    "photo": N_("Please send the picture as a photo. It must not show people who do not want it."),
}
_FIELDS: dict[str, str] = {
    "seats": N_("For how many people is there room? Choose, or write the number."),
    "cost": N_("What does it cost, in euros? Choose, or write the number."),
    "length": N_("How long does it take?"),
    "whom": N_("For whom is it?"),
    "goal": N_("Which goal does it serve?"),
}
FIELDS = tuple(_FIELDS)
OWN = tuple(_ASKED)
_TICKED: dict[str, str] = {
    "marks": N_("What is true of it? People read this in their own language."),
    "languages": N_("Into which languages is it interpreted?"),
}
TICKED = tuple(_TICKED)


def sorts(t: Translator) -> Screen:
    """What is it to be? What is usual for it is filled in."""
    buttons = [
        Button(f"{one.sign} {t(one.name)}", action("event.make", key)) for key, one in rules.SORTS.items()
    ]
    words = para(t("What is it to be? People read it in their own language."))
    return Screen((title(t("New event")), words), (*rows(buttons, 2), (_list(t),)))


def where(t: Translator, sort: str, areas: Sequence[Place]) -> Screen:
    buttons = [Button(f"📍 {area.name}", action("event.in", sort, area.id)) for area in areas]
    return Screen((title(t("Which team is it from?")),), (*rows(buttons, 1), (_list(t),)))


def ask_day(t: Translator, event: Event, days: Sequence[date], remark: str = "") -> Screen:
    buttons = [Button(t.short_day(day), action("event.day", event.id, f"{day:%Y%m%d}")) for day in days]
    blocks: list[Block] = [note(remark)] if remark else []
    words = t("On which day is it? Choose one, or write the day and the time, such as 24.12. 15:00-17:00.")
    return Screen((*blocks, _head(t, event), para(words)), (*rows(buttons, 3), (_event(t, event),)))


def ask_time(t: Translator, event: Event, day: date, times: Sequence[time]) -> Screen:
    buttons = [
        Button(f"{at:%H:%M}", action("event.at", event.id, f"{day:%Y%m%d}", f"{at:%H%M}")) for at in times
    ]
    words = t("When does it begin on {day}? Choose, or write the day and the time.", day=t.day(day))
    other = (Button(f"📅 {t('Another day')}", action("event.day", event.id)), _event(t, event))
    return Screen((_head(t, event), para(words)), (*rows(buttons, 4), other))


def ask_place(t: Translator, event: Event, known: Sequence[Event]) -> Screen:
    """A place where the team was before, or another one."""
    buttons = [
        (Button(f"📍 {shorten(one.place, 40)}", action("event.there", event.id, one.id)),) for one in known
    ]
    words = para(
        t(
            "Where is it? Choose a place, or write the address. You can also send the place itself: then people find it on the map."
        )
    )
    return Screen((_head(t, event), words), (*buttons, (_event(t, event),)))


def field(t: Translator, event: Event, key: str) -> Screen:
    """The choices for one thing."""
    buttons = [
        Button(label, action("event.set", event.id, key, choice)) for choice, label in _choices(t, key)
    ]
    width = 2 if key in ("goal", "whom", "length") else 4
    return Screen((_head(t, event), para(t(_FIELDS[key]))), (*rows(buttons, width), (_event(t, event),)))


def _choices(t: Translator, key: str) -> list[tuple[str, str]]:
    if key == "seats":
        return [(str(n), t.number(n) if n else t("No limit")) for n in rules.SEATS]
    if key == "cost":
        return [(str(n), f"{t.number(n)} €" if n else t("Free")) for n in rules.COSTS]
    if key == "length":
        return [(str(n), t.plural("{n} minute", "{n} minutes", n)) for n in rules.LENGTHS]
    if key == "whom":
        return [(key, t(text)) for key, text in rules.WHOM.items()]
    return [(str(n), goals.named(t, n)) for n in GOALS]


def ticks(t: Translator, codes: Sequence[str], event: Event, what: str) -> Screen:
    """Several things to choose from."""
    chosen: list[str] = getattr(planned(event), what)
    labels = (
        [(key, f"{sign} {t(text)}") for key, (sign, text) in rules.MARKS.items()]
        if what == "marks"
        else [(code, t.language(code)) for code in codes]
    )
    buttons = [
        Button(
            f"{'☑️' if key in chosen else '⬜️'} {label}",
            action("event.tick", event.id, what, key, int(key not in chosen)),
        )
        for key, label in labels
    ]
    done = (Button(f"✅ {t('Done')}", action("event", event.id)),)
    return Screen(
        (_head(t, event), para(t(_TICKED[what]))), (*rows(buttons, 1 if what == "marks" else 2), done)
    )


def areas(t: Translator, here: Opened, mine: Sequence[Place]) -> Screen:
    """To whose people it is announced."""
    buttons = [
        (
            Button(
                f"{'☑️' if area.id in here.areas else '⬜️'} {area.name}",
                action("event.area", here.event.id, area.id, int(area.id not in here.areas)),
            ),
        )
        for area in mine
        if area.id != here.event.area_id
    ]
    words = para(t("It is announced in your own neighbourhood. Where else?"))
    done = (Button(f"✅ {t('Done')}", action("event", here.event.id)),)
    return Screen((_head(t, here.event), words), (*buttons, done))


def ask_own(t: Translator, event: Event, what: str) -> Screen:
    """A title, words, a picture of one's own; or none again."""
    has = {"title": event.title, "words": event.words, "photo": event.photo}[what]
    without = (Button(f"🗑 {t('Do without it')}", action("event.without", event.id, what)),)
    return Screen(
        (_head(t, event), para(t(_ASKED[what]))), (*((without,) if has else ()), (_event(t, event),))
    )


def languages(t: Translator, catalogues: Catalogues, event: Event) -> Screen:
    """In which language shall it be shown?"""
    buttons = [
        Button(catalogues.own_name(code), action("event.look", event.id, code)) for code in catalogues.codes
    ]
    words = para(t("In which language do you want to see it?"))
    return Screen((_head(t, event), words), (*rows(buttons, 2), (_event(t, event),)))


def look(t: Translator, there: Translator, catalogues: Catalogues, event: Event) -> Screen:
    """The invitation as people of a language get it; its buttons do nothing here."""
    shown = event_parts.invitation(there, catalogues, event)
    other = Button(f"🌐 {t('Another language')}", action("event.look", event.id))
    return Screen(shown.blocks, ((other,), (_event(t, event),)), rtl=there.rtl)


def check(  # noqa: PLR0913 - everything that is looked at before it goes
    t: Translator,
    catalogues: Catalogues,
    event: Event,
    people: Mapping[str, int],
    held_back: int,
    remark: str = "",
    *,
    leads: bool,
) -> Screen:
    """The last look: the invitation, how many people get it in which language, and what they would miss."""
    shown = event_parts.invitation(t, catalogues, event)
    head = [note(remark)] if remark else []
    notes = [_held_back(t, held_back)] if held_back else []
    missing = [code for code in people if code in catalogues.codes and _lacks(event, code)]
    if missing:
        names = t.listed(catalogues.own_name(code) for code in sorted(missing))
        words = t(
            "Texts are missing in: {languages}. These people see another language there.", languages=names
        )
        notes.append(note(words))
    if not leads:
        notes.append(note(t("Somebody who leads the team announces it.")))
    yes = ((Button(f"📣 {t('Announce it')}", action("event.announce", event.id)),),) if leads else ()
    wanted = any(lacking(shown_words(event), code) for code in missing)
    want = ((ask_helpers(t, "event.want", event.id),),) if wanted else ()
    look_at = (Button(f"👁 {t('See it as others do')}", action("event.look", event.id)),)
    blocks = (*head, *shown.blocks, *_people(t, catalogues, people), *notes)
    return Screen(blocks, (*want, *yes, look_at, (_event(t, event),)))


def _people(t: Translator, catalogues: Catalogues, people: Mapping[str, int]) -> Iterator[Block]:
    total = sum(people.values())
    yield para(
        t.plural("At present {n} person would get it.", "At present {n} people would get it.", total)
    )
    for code, n in sorted(people.items()):
        name = catalogues.own_name(code) if code in catalogues.codes else code
        yield item(f"• {isolate(name, t.rtl)}: {t.number(n)}")


def _held_back(t: Translator, n: int) -> Block:
    words = t.plural(
        "{n} of them has had three messages this week, and will read of it in the weekly letter.",
        "{n} of them have had three messages this week, and will read of it in the weekly letter.",
        n,
    )
    return note(words)


def _lacks(event: Event, code: str) -> bool:
    return any(texts and not texts.get(code) for texts in (event.title, event.words))


def _head(t: Translator, event: Event) -> Block:
    return title(event_parts.short(t, event))


def _event(t: Translator, event: Event) -> Button:
    return Button(f"↩️ {t('Back')}", action("event", event.id))


def _list(t: Translator) -> Button:
    return Button(f"↩️ {t('Back')}", action("event.list"))
