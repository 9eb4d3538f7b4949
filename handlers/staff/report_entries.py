"""What a team types for its report: other months, the euros of the Aktionsfonds, the languages of its area."""

from __future__ import annotations

from dataclasses import replace

from bot.core import months, report_entries
from bot.core.screen import Screen
from bot.i18n.names import code_of
from bot.services import reports as service
from bot.views import reports as views
from db import reports
from handlers.call import Call
from handlers.staff.reports import area_of, period_of, record, show_of


def answered(call: Call) -> Screen:
    """What was asked stands before the area: a period, a sum, or languages."""
    kind, call = call.arg(0), replace(call, args=call.args[1:])
    if kind == "money":
        return _typed_money(call)
    return _typed_reference(call) if kind == "reference" else _typed_period(call)


def _typed_period(call: Call) -> Screen:
    area, period = area_of(call), months.typed(call.text)
    if period is None:
        return views.ask_period(call.t, area, again=True)
    call.ask("")
    return show_of(call, area, period)


def _typed_money(call: Call) -> Screen:
    area, period, amount = area_of(call, "lead"), period_of(call), report_entries.euros(call.text)
    if amount is None:
        return views.ask_money(
            call.t, service.make(call.tx, area, period, call.world, call.now), again=True
        )
    reports.set_euros(call.tx, area.id, period.first, period.last, amount)
    record(call, "entered a sum", area)
    call.ask("")
    return show_of(call, area, period)


def _typed_reference(call: Call) -> Screen:
    """All lines, or none: what cannot be read is named, and what stands there stays."""
    area, found = area_of(call, "lead"), report_entries.shares(call.text)
    there = reports.reference(call.tx, area.id)
    if found is None:
        return views.reference(call.t, area, there, call.t("I could not read that."))
    codes = [(code_of(name, call.t.code), name, share) for name, share in found]
    unknown = [name for code, name, _ in codes if code is None]
    if unknown:
        words = call.t("I do not know this language: {language}", language=unknown[0][:40])
        return views.reference(call.t, area, there, words)
    shares: dict[str, float] = {}
    for code, _, share in codes:
        shares[code or ""] = shares.get(code or "", 0.0) + share
    reports.set_reference(call.tx, area.id, shares)
    record(call, "entered languages", area)
    return views.reference(call.t, area, reports.reference(call.tx, area.id), call.t("It is kept."))
