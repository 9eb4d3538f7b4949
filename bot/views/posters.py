"""Posters: making them on the desk, and the page itself with a sentence in each of its languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.definition import pick
from bot.core.goals import GOALS
from bot.core.months import moved
from bot.core.posters import MOST_LANGUAGES, SIZES, printed
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, shorten, title
from bot.i18n import Translator
from bot.services import posters as service
from bot.services.posters import Subject
from bot.services.world import World
from bot.views import event_parts
from bot.views.desk import desk_button
from bot.views.goals import named
from bot.views.home import home_button
from bot.views.offers import turning
from db import areas, posters, staff
from db.areas import Place
from db.events import Event
from db.people import Known
from db.posters import Poster
from db.published import Published
from db.session import Tx

Made = tuple[str, str, dict[str, Any], str]
"""(file name, what the child process is asked for, its arguments, the words under it)."""

KINDS: dict[str, tuple[str, str, str]] = {
    "area": (
        "📍",
        N_("The neighbourhood"),
        N_("What does your neighbourhood need? Tell us, in your language."),
    ),
    "goal": (
        "🎯",
        N_("One of the nine goals"),
        N_("{about}: what should change here? Tell us, in your language."),
    ),
    "idea": (
        "💡",
        N_("An idea of a neighbour"),
        N_("A neighbour has an idea. Do you want the same? Tell us, in your language."),
    ),
    "survey": (
        "📋",
        N_("A survey"),
        N_("{about}: we ask for your opinion. You can answer in your language."),
    ),
    "event": ("📅", N_("An event"), N_("You are invited! {about}")),
}
"""What a new poster can lead to: a sign, its name on a button, the sentence on the poster."""

HOW = N_("Scan the square with your phone, or write {code} to {bot} in Telegram.")


# --- the page --------------------------------------------------------------------------------------


def page(world: World, poster: Poster, area: Place, subject: Subject, size: str) -> dict[str, Any]:
    """What the template takes. The languages stand in the order in which they were chosen."""
    translators = [world.catalogues.translator(code) for code in poster.languages]
    code = printed(poster.code)
    return {
        "size": size,
        "language": translators[0].code.partition("_")[0],
        "area": area.name,
        "title": isolate(about(translators[0], poster, subject), translators[0].rtl),
        "bot": world.bot_username,
        "code": code,
        "link": service.address(world, poster),
        "foot": " · ".join(filter(None, (world.operator, _plain(world.imprint_url)))),
        "lines": [
            {
                "language": t.code.partition("_")[0],
                "rtl": t.rtl,
                "text": _sentence(t, poster, subject),
                "how": t(HOW, code=code, bot=f"@{world.bot_username}"),
            }
            for t in translators
        ],
    }


def _plain(address: str) -> str:
    """A web address as people type it."""
    return address.partition("://")[2].rstrip("/") or address


def _sentence(t: Translator, poster: Poster, subject: Subject) -> str:
    sentence = KINDS.get(poster.kind, KINDS["area"])[2]
    words = about(t, poster, subject)
    return t(sentence, about=words) if words else t(KINDS["area"][2])


def about(t: Translator, poster: Poster, subject: Subject) -> str:
    """What it leads to, beyond the area; empty if there is nothing more, or it is not there any more."""
    if poster.kind == "goal" and poster.target in GOALS:
        return t(GOALS[poster.target].name)
    if isinstance(subject, Event):
        return f"{event_parts.named(t, subject)} · {event_parts.span(t, subject)}"
    if isinstance(subject, Published):
        return shorten(subject.text, 90)
    return pick(subject, t.code)[0] if subject else ""


def print_(tx: Tx, world: World, t: Translator, person: Known, content: dict[str, Any]) -> Made | None:
    """The PDF, for who may still have it: roles end at once."""
    held = [post.area_id for post in staff.posts(tx, person.id) if post.may("team")]
    scope = None if None in held else frozenset(area for area in held if area is not None)
    poster = posters.within(tx, content["poster"], scope)
    area = areas.by_id(tx, poster.area_id) if poster else None
    if poster is None or area is None:
        return None
    size = content["size"]
    data = page(world, poster, area, service.subject(tx, poster), size)
    words = t("Your poster. Print it as it is, without margins if the printer can do that.")
    return f"poster-{poster.code}-{size}.pdf", "typeset", {"template": "poster", "data": data}, words


# --- the desk --------------------------------------------------------------------------------------


def choose(t: Translator, mine: Sequence[Place]) -> Screen:
    """For those who look after several areas."""
    buttons = [Button(f"📍 {area.name}", action("poster.of", area.id)) for area in mine]
    blocks = (title(t("Posters")), para(t("Of which neighbourhood?")))
    return Screen(blocks, (*rows(buttons, 2), (desk_button(t), home_button(t))))


def listed(  # noqa: PLR0913 - which posters, and what is known of them
    t: Translator,
    area: Place,
    found: Sequence[tuple[Poster, Subject]],
    opened: Mapping[int, Mapping[str, int]],
    month: str,
    page: int,
    pages: int,
) -> Screen:
    """A page of the posters, counted from 0, the newest first, and how often each was scanned or typed."""
    blocks: list[Block] = [title(f"🪧 {t('Posters')}"), item(f"📍 {area.name}")]
    if not found:
        blocks.append(
            para(
                t("A poster carries a square to scan and a code to type. Whoever uses it is here at once.")
            )
        )
    for poster, subject in found:
        blocks.append(item(f"{_label(t, poster, subject)}\n{_opened(t, opened[poster.id], month)}"))
    if found:
        blocks.append(note(t("Only the number is kept, nothing about who it was.")))
    buttons = [
        (Button(_label(t, poster, subject), action("poster", poster.id)),) for poster, subject in found
    ]
    new = Button(f"➕ {t('New poster')}", action("poster.new", area.id))
    turn = turning(t, ("poster.of", area.id), page, pages)
    return Screen(tuple(blocks), ((new,), *buttons, *turn, (desk_button(t), home_button(t))))


def _label(t: Translator, poster: Poster, subject: Subject) -> str:
    sign, name, _ = KINDS.get(poster.kind, KINDS["area"])
    return f"{sign} {printed(poster.code)} · {shorten(about(t, poster, subject) or t(name), 30)}"


def _opened(t: Translator, by_month: Mapping[str, int], month: str) -> str:
    now, before = by_month.get(month, 0), by_month.get(moved(month, -1), 0)
    return t(
        "Opened: {now} this month, {before} last month, {all} in all.",
        now=t.number(now),
        before=t.number(before),
        all=t.number(sum(by_month.values())),
    )


def new(t: Translator, area: Place) -> Screen:
    """What it shall lead to."""
    buttons = [
        Button(
            f"{sign} {t(name)}",
            action("poster.make", area.id, kind)
            if kind == "area"
            else action("poster.pick", area.id, kind),
        )
        for kind, (sign, name, _) in KINDS.items()
    ]
    blocks = (title(t("New poster")), item(f"📍 {area.name}"), para(t("What should it lead to?")))
    return Screen(blocks, (*rows(buttons, 1), (_back(t, area.id), home_button(t))))


def choices(t: Translator, area: Place, kind: str, found: Sequence[tuple[int, Subject]]) -> Screen:
    """Which goal, survey or event."""
    blocks: list[Block] = [title(t("New poster")), item(f"📍 {area.name}")]
    blocks.append(
        para(t("What should it lead to?") if found else t("There is nothing of that kind here yet."))
    )
    buttons = []
    for target, subject in found:
        words = (
            named(t, target) if kind == "goal" else about(t, Poster(0, "", 0, kind, target, []), subject)
        )
        buttons.append(Button(shorten(words, 40), action("poster.make", area.id, kind, target)))
    back = Button(f"↩️ {t('Back')}", action("poster.new", area.id))
    return Screen(tuple(blocks), (*rows(buttons, 2 if kind == "goal" else 1), (back, home_button(t))))


def one(
    t: Translator,
    poster: Poster,
    subject: Subject,
    by_month: Mapping[str, int],
    month: str,
    remark: str = "",
) -> Screen:
    """A poster: its code, how often it was opened, and the ways to paper."""
    blocks: list[Block] = [note(remark)] if remark else []
    blocks += [title(f"🪧 {_label(t, poster, subject)}")]
    if words := about(t, poster, subject):
        blocks.append(para(words))
    blocks += [
        item(t("Languages: {languages}", languages=t.listed(map(t.language, poster.languages)))),
        item(_opened(t, by_month, month)),
    ]
    sizes = tuple(
        Button(f"🖨️ {t('PDF, {size}', size=size.upper())}", action("poster.print", poster.id, size))
        for size in SIZES
    )
    speak = (Button(f"🌐 {t('Choose languages')}", action("poster.languages", poster.id)),)
    return Screen(tuple(blocks), (sizes, speak, (_back(t, poster.area_id), home_button(t))))


def languages(t: Translator, poster: Poster, codes: Sequence[str], own: Mapping[str, str]) -> Screen:
    """Which sentences stand on it."""
    most = t("Up to {n} languages have room on it.", n=t.number(MOST_LANGUAGES))
    buttons = [
        Button(
            f"{'☑️' if code in poster.languages else '⬜'} {own[code]}",
            action("poster.language", poster.id, code, int(code not in poster.languages)),
        )
        for code in codes
    ]
    done: Row = (Button(f"✅ {t('Done')}", action("poster", poster.id)), home_button(t))
    return Screen((title(t("Languages of the poster")), para(most)), (*rows(buttons, 2), done))


def _back(t: Translator, area_id: int) -> Button:
    return Button(f"🪧 {t('Posters')}", action("poster.of", area_id))
