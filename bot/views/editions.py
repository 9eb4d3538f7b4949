"""Publishing an idea, as the team sees it: exactly as it would be read, what can be covered, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core import blacken
from bot.core.actions import action
from bot.core.screen import Button, Row, Screen
from bot.core.text import N_, Block, item, note, para, quote, shorten, title
from bot.core.words import Shown, seal
from bot.i18n import Translator
from bot.services import editions as service
from bot.services.sheets import Opened
from bot.services.world import World
from bot.views.home import home_button
from bot.views.published import REASONS, marked, supported
from bot.views.sheets import back_button
from db import published, sheets, staff
from db import reach as reaches
from db.duplicates import Other
from db.people import Known
from db.published import Edition
from db.session import Tx
from db.supports import Behind

PARTS, SHORT = 8, 80
"""Parts that are offered to be covered, and characters of an idea in a list."""

STATES = {
    "draft": N_("Your neighbours cannot read it yet. This is what they would see:"),
    "shown": N_("Your neighbours can read it like this:"),
    "hidden": N_("It was reported, and nobody sees it until the team has decided:"),
    "down": N_("The team took it down. This is what your neighbours would see:"),
    "refused": N_("The author does not want it to be shown."),
}
"""How far it is; the keys are those of the database."""

_SIGNS = {"email": "✉️", "phone": "☎️", "house": "🏠"}


def page(
    t: Translator,
    opened: Opened,
    edition: Edition,
    photos: Sequence[tuple[int, str]],
    behind: Behind,
    reports: Sequence[str],
    remark: str = "",
) -> Screen:
    blocks: list[Block] = [note(remark)] if remark else []
    blocks += [title(f"👥 {opened.sheet.number}"), para(t(STATES[edition.state]))]
    if edition.state != "refused":
        blocks += _as_read(t, opened, edition)
    if reports:
        named = t.listed(t(REASONS[one]) for one in dict.fromkeys(reports))
        blocks.append(item(f"🚩 {t('Reported: {reasons}', reasons=named)}"))
    if line := supported(t, behind):
        blocks.append(item(f"👍 {line}"))
    if behind.hands:
        text = t.plural("{n} person would lend a hand.", "{n} people would lend a hand.", behind.hands)
        blocks.append(item(f"🤝 {text}"))
    rows = (
        _changes(t, opened, edition, photos)
        if edition.state in service.EDITED
        else _deeds(t, opened, reports, edition)
    )
    if behind.may_write and edition.state == "shown":
        rows = (*rows, (_button(opened, "✍️", t("Write to those who help"), "write"),))
    return Screen(tuple(blocks), (*rows, back_button(t, opened.sheet.id, opened.name)))


def _as_read(t: Translator, opened: Opened, edition: Edition) -> list[Block]:
    is_open = edition.state in service.EDITED
    text = blacken.covered(opened.sheet.text, edition.spans) if is_open else edition.text
    many = len(edition.photos)
    with_photos = t.plural("With {n} photo.", "With {n} photos.", many) if many else t("Without photos.")
    carried = marked(t, Shown(text, edition.language, edition.how)) if edition.how else []
    return [quote(text) if text else para(t("Without words.")), *carried, item(with_photos)]


def _button(opened: Opened, sign: str, label: str, verb: str, *args: object) -> Button:
    return Button(f"{sign} {label}", action(f"publish.{verb}", opened.sheet.id, *args, opened.name))


def _deeds(t: Translator, opened: Opened, reports: Sequence[str], edition: Edition) -> tuple[Row, ...]:
    """What can be done with one that neighbours read, or read until it was reported."""
    if edition.state == "refused":
        return ()
    down = (_button(opened, "🙈", t("Take it down"), "off"),)
    may_stay = (_button(opened, "👍", t("It may be shown"), "stay"),)
    return (may_stay, down) if reports or edition.state == "hidden" else (down,)


def _changes(
    t: Translator, opened: Opened, edition: Edition, photos: Sequence[tuple[int, str]]
) -> tuple[Row, ...]:
    """What can be covered and shown before it is published."""
    text, rows = opened.sheet.text, list[Row]()
    for part in blacken.found(text)[:PARTS]:
        on = blacken.is_covered(part.span, edition.spans)
        sign = f"✔️ {_SIGNS[part.kind]}" if on else _SIGNS[part.kind]
        label = t("Cover {part}", part=shorten(text[part.begin : part.end], 20))
        rows.append((_button(opened, sign, label, "hide", *part.span, int(not on)),))
    if text:
        cover = _button(opened, blacken.COVER[:1], t("Cover words"), "words")
        whole = (_button(opened, "↩️", t("Cover nothing"), "whole"),) if edition.spans else ()
        rows.append((cover, *whole))
    for place, (number, _) in enumerate(photos, 1):
        on = number in edition.photos
        label = t("Photo {n} is shown", n=place) if on else t("Show photo {n}", n=place)
        rows.append((_button(opened, "✔️" if on else "🖼️", label, "photo", number, int(not on)),))
    if photos:
        rows.append(
            (Button(f"📎 {t('Look at the photos')}", action("desk.media", opened.sheet.id, opened.name)),)
        )
    mark = service.mark_of(opened.sheet, edition)
    return (*rows, (_button(opened, "👥", t("Publish it like this"), "now", mark),))


def ask_words(t: Translator, opened: Opened) -> Screen:
    blocks = (
        title(f"{blacken.COVER} {opened.sheet.number}"),
        para(
            t("Which words shall be covered? Please write them as they stand in the text, such as a name.")
        ),
    )
    return Screen(blocks, (_back(t, opened),))


def ask_letter(t: Translator, opened: Opened) -> Screen:
    text = t(
        "Please write to those who would lend a hand. The bot takes it to them; you do not learn who they are."
    )
    return Screen((title(f"🤝 {opened.sheet.number}"), para(text)), (_back(t, opened),))


def look_at_letter(t: Translator, opened: Opened, letter: str, people: int) -> Screen:
    """Once more before it goes."""
    head = t.plural("This goes to {n} person:", "This goes to {n} people:", people)
    send = (_button(opened, "📤", t("Send it"), "send", seal(letter)),)
    anew = (_button(opened, "✏️", t("Write it anew"), "write"),)
    return Screen((para(head), quote(letter)), (send, anew, _back(t, opened)))


def _back(t: Translator, opened: Opened) -> Row:
    return (Button(f"↩️ {t('Back')}", action("publish", opened.sheet.id, opened.name)),)


def similar(t: Translator, opened: Opened, found: Sequence[Other]) -> Screen:
    """Ideas of the area that may be the same: candidates to be put together."""
    blocks: list[Block] = [title(f"🔍 {opened.sheet.number}")]
    blocks.append(
        para(t("These ideas are alike:") if found else t("No idea of your area is like this one."))
    )
    for one in found:
        blocks += [para(one.number), *([quote(shorten(one.text, SHORT))] if one.text else [])]
    rows = [
        (Button(f"🔗 {one.number}", action("same.with", opened.sheet.id, one.id, opened.name)),)
        for one in found
    ]
    return Screen(tuple(blocks), (*rows, back_button(t, opened.sheet.id, opened.name)))


def told_reported(
    tx: Tx, _world: World, t: Translator, person: Known, content: dict[str, Any]
) -> Screen | None:
    """For the team, as long as it has not decided; none of the words stand in it."""
    sheet = sheets.sheet(tx, reaches.of(staff.posts(tx, person.id)), content["idea"])
    if sheet is None or not published.reports(tx, sheet.id):
        return None
    text = t("Somebody says that {number} should not be shown. Please look at it.", number=sheet.number)
    look = Button(f"👥 {t('Look at it')}", action("publish", sheet.id, "seen"))
    return Screen((para(f"🚩 {text}"),), ((look, home_button(t)),))
