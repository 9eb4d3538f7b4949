"""A report as PDF, XLSX and JSON: made when it is sent, and only for who may still have it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bot.core import months
from bot.i18n import Translator
from bot.services import reports as service
from bot.services.reports import Report
from bot.services.world import World
from bot.views import report_parts as parts
from db import areas
from db.people import Known
from db.session import Tx

Made = tuple[str, str, dict[str, Any], str]
"""(file name, what the child process is asked for, its arguments, the words under it)."""


def of(tx: Tx, world: World, person: Known, content: dict[str, Any]) -> Report | None:
    """The report of `content`: area, period, now; None if this person may not have it (any more)."""
    area, period = areas.by_id(tx, content["area"]), months.read(content["period"])
    if area is None or period is None or not service.may_have(tx, person, area.id):
        return None
    return service.make(tx, area, period, world, datetime.fromisoformat(content["now"]))


def name(report: Report, form: str) -> str:
    return f"report-{report.area.slug}-{report.period.name}.{form}"


def pdf(tx: Tx, world: World, t: Translator, person: Known, content: dict[str, Any]) -> Made | None:
    report = of(tx, world, person, content)
    if report is None:
        return None
    data = page(world.catalogues.translator("de"), report)
    return name(report, "pdf"), "typeset", {"template": "report", "data": data}, _words(t, report)


def sheet(tx: Tx, world: World, t: Translator, person: Known, content: dict[str, Any]) -> Made | None:
    report = of(tx, world, person, content)
    if report is None:
        return None
    tables = {"sheets": sheets(world.catalogues.translator("de"), report)}
    return name(report, "xlsx"), "workbook", {"tables": tables}, _words(t, report)


def file(
    tx: Tx, world: World, t: Translator, person: Known, content: dict[str, Any]
) -> tuple[str, bytes, str] | None:
    """The figures as JSON."""
    report = of(tx, world, person, content)
    if report is None:
        return None
    whole = json.dumps(figures(report), ensure_ascii=False, indent=1)
    return name(report, "json"), whole.encode("utf-8", "replace"), _words(t, report)


def _words(t: Translator, report: Report) -> str:
    period = parts.months(report.period)
    return t("The report of {area}, {months}.", area=report.area.name, months=period)


def page(t: Translator, report: Report) -> dict[str, Any]:
    """What the template takes; `t` speaks German."""
    return {
        "language": "de",
        "rtl": False,
        "title": "Bericht des Quartiersmanagements",
        "area": report.area.name,
        "subtitle": parts.months(report.period),
        "foot": f"Kiezstimme · {report.area.name} · {parts.months(report.period)}",
        "parts": list(parts.pages(t, report)),
    }


def sheets(t: Translator, report: Report) -> list[dict[str, Any]]:
    """The tables of the workbook: names, columns, rows of texts and numbers."""
    whole = [
        ("Ideen", report.ideas),
        ("Zum ersten Mal beantwortet", report.answered),
        ("davon in der vorgenommenen Zeit", report.in_time),
        ("Tage bis zur Antwort (Median)", report.middle),
        ("Ohne Antwort am Ende", report.waiting),
        ("Aktionsfonds: Ideen", report.steps.get("aktionsfonds", 0)),
        ("Aktionsfonds: Euro", report.euros),
        ("Plakate geöffnet", report.openings),
    ]
    growth = [
        [parts.month(month), *(_cell(people.get(key, 0)) for key in parts.PEOPLE)]
        for month, people in report.growth
    ]
    spoken = [[parts.language(t, code), share, _cell(own)] for code, share, own in parts.reached(report)]
    return [
        _sheet("Überblick", ["", parts.months(report.period)], whole),
        _sheet("Ziele", ["Ziel", "Ideen"], parts.goals(report)),
        _sheet("Handlungsfelder", ["Handlungsfeld", "Ideen"], parts.fields(report)),
        _sheet("Stand", ["Stand", "Ideen"], parts.steps(t, report)),
        _sheet("Sprachen", ["Sprache", "Ideen"], parts.languages(t, report.languages)),
        _sheet("Stimmen", ["Ziel", "Idee", "unterstützt von"], _quotes(report)),
        _sheet("Umfragen", ["Umfrage", "Antworten"], [(a, _cell(n or None)) for a, n in report.surveys]),
        _sheet("Quartiersrat und Jury", ["Umfrage", "würden mitmachen", "von"], report.jury),
        _sheet(
            "Veranstaltungen",
            ["Tag", "Veranstaltung", "Zusagen"],
            [(a, b, _cell(n)) for a, b, n in parts.events(t, report)],
        ),
        _sheet("Reichweite", ["Monat", *parts.PEOPLE.values()], growth),
        _sheet("Sprachen im Gebiet", ["Sprache", "im Gebiet (%)", "unter Abonnierten (%)"], spoken),
    ]


def _sheet(name_: str, columns: list[str], rows: Any) -> dict[str, Any]:
    return {"name": name_, "columns": columns, "rows": [list(row) for row in rows]}


def _quotes(report: Report) -> list[tuple[str, str, float | str]]:
    return [(parts.goal(goal), text, _cell(support)) for goal, text, support in report.quotes]


def _cell(value: float | None) -> float | str:
    return parts.FEW if value is None else value


def figures(report: Report) -> dict[str, Any]:
    """As JSON; numbers of people are rounded to five, null is fewer than five."""
    return {
        "area": report.area.slug,
        "months": [report.period.first, report.period.last],
        "running": report.running,
        "ideas": {
            "all": report.ideas,
            "by_goal": {str(goal): n for goal, n in report.goals.items()},
            "by_field": dict(report.fields),
            "by_language": dict(report.languages),
            "came_to": dict(report.steps),
            "unanswered": report.waiting,
        },
        "answers": {
            "first": report.answered,
            "in_time": report.in_time,
            "median_days": report.middle,
        },
        "aktionsfonds_euros": report.euros,
        "people": dict(report.people),
        "subscribers_by_language": dict(report.speak),
        "by_month": [{"month": month, **people} for month, people in report.growth],
        "surveys": [{"title": title, "people": n or None} for title, n in report.surveys],
        "jury": [{"title": title, "would_join": yes, "people": n} for title, yes, n in report.jury],
        "events": [
            {"starts": starts.isoformat(), "kind": sort, "title": title, "people": came}
            for starts, sort, title, came in report.events
        ],
        "quotes": [{"goal": goal, "text": text, "support": n} for goal, text, n in report.quotes],
        "reference": dict(report.reference),
        "poster_openings": report.openings,
    }
