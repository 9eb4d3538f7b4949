"""The surveys whose results a team may see."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.definition import pick
from bot.core.goals import GOALS
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import Block, item, note, para, title
from bot.i18n import Translator
from bot.services import results as service
from bot.views.bars import answered
from bot.views.home import home_button
from db.areas import Place

FORMATS = ("csv", "xlsx", "json")


def choose(t: Translator, areas: list[Place]) -> Screen:
    """For those who look after several areas."""
    together = (Button(f"🏘 {t('All together')}", action("results.area", 0)),)
    buttons = [Button(f"📍 {area.name}", action("results.area", area.id)) for area in areas]
    blocks = (title(t("Results")), para(t("Of which neighbourhood?")))
    return Screen(blocks, (together, *rows(buttons, 2), (home_button(t),)))


def list_(t: Translator, found: list[service.Row], area: Place | None, *, several: bool) -> Screen:
    blocks: list[Block] = [title(t("Results of surveys"))]
    blocks.append(item(f"📍 {area.name}" if area else f"🏘 {t('All your neighbourhoods together')}"))
    if not found:
        blocks.append(para(t("There has been no survey here yet.")))
    for row in found:
        name = isolate(pick(row.definition.title, t.code)[0], t.rtl)
        blocks.append(para(f"📋 {name}\n{t.date(row.round.opens_at)} · {answered(t, row.people)}"))
    if found:
        blocks.append(note(t("While a survey is open, its numbers grow in steps of five people or more.")))
    where = area.id if area else 0
    buttons = [
        (
            Button(
                f"📊 {t.short_date(row.round.opens_at)} · {pick(row.definition.title, t.code)[0]}",
                action("results.show", row.round.id, where),
            ),
        )
        for row in found
    ]
    more = [(Button(f"🎯 {t('By goal')}", action("results.goals", where)),)] if found else []
    if found:
        more.append((Button(f"📥 {t('Download all')}", action("results.files", 0, where)),))
    back = ((Button(f"↩️ {t('Back')}", action("results")),),) if several else ()
    return Screen(tuple(blocks), (*buttons, *more, *back, (home_button(t),)))


def goals(t: Translator, found: Mapping[int, tuple[int, int]], area: Place | None) -> Screen:
    """How much was asked and answered under each goal."""
    blocks: list[Block] = [title(t("Surveys by goal"))]
    blocks.append(item(f"📍 {area.name}" if area else f"🏘 {t('All your neighbourhoods together')}"))
    for number, (rounds, people) in found.items():
        goal = GOALS[number]
        asked = t.plural("{n} round of questions", "{n} rounds of questions", rounds)
        took_part = (
            t.plural("answered {n} time", "answered {n} times", people) if people else t("too few answers")
        )
        blocks.append(para(f"{goal.code} {t(goal.name)}\n{asked} · {took_part}"))
    blocks.append(
        note(
            t(
                "Whoever answers in two rounds is counted twice. Rounds with fewer than five answers count as none."
            )
        )
    )
    back = (Button(f"↩️ {t('Back')}", action("results.area", area.id if area else 0)), home_button(t))
    return Screen(tuple(blocks), (back,))


def files(t: Translator, round_id: int, area: Place | None, *, singles: bool) -> Screen:
    """What can be downloaded: of a round, or of all."""
    where = area.id if area else 0
    blocks: list[Block] = [title(t("Download results"))]
    blocks.append(item(f"📍 {area.name}" if area else f"🏘 {t('All your neighbourhoods together')}"))
    numbers = t("The numbers of five people or more, with a list of all questions and answers.")
    blocks.append(para(f"📊 {numbers}"))
    buttons = [_formats(round_id, where, "counts", "📊")]
    if singles:
        blocks.append(
            para(
                "👤 "
                + t(
                    "You lead this team, so you can also have the single answers: without names and times, and without what people wrote. Keep them safe, and delete them when you are done. It is recorded that you took them."
                )
            )
        )
        buttons.append(_formats(round_id, where, "singles", "👤"))
    up = action("results.show", round_id, where) if round_id else action("results.area", where)
    return Screen(tuple(blocks), (*buttons, (Button(f"↩️ {t('Back')}", up), home_button(t))))


def _formats(round_id: int, where: int, what: str, sign: str) -> Row:
    """Short enough for three in a row on a phone: the sign says which."""
    return tuple(
        Button(f"{sign} {form.upper()}", action("results.file", round_id, where, what, form))
        for form in FORMATS
    )


def underway(t: Translator, round_id: int, area: Place | None) -> Screen:
    """After a file or a picture was asked for."""
    where = area.id if area else 0
    up = action("results.show", round_id, where) if round_id else action("results.area", where)
    blocks = (title(t("It is on the way")), para(t("You get it here in a moment.")))
    return Screen(blocks, ((Button(f"↩️ {t('Back')}", up), home_button(t)),))
