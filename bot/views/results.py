"""The surveys whose results a team may see."""

from __future__ import annotations

from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.definition import pick
from bot.core.screen import Button, Screen, rows
from bot.core.text import Block, item, para, title
from bot.i18n import Translator
from bot.services import results as service
from bot.views.bars import answered
from bot.views.home import home_button
from db.areas import Place


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
    where = area.id if area else 0
    buttons = [
        (
            Button(
                f"📊 {pick(row.definition.title, t.code)[0]}", action("results.show", row.round.id, where)
            ),
        )
        for row in found
    ]
    back = ((Button(f"↩️ {t('Back')}", action("results")),),) if several else ()
    return Screen(tuple(blocks), (*buttons, *back, (home_button(t),)))
