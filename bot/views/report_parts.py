"""What stands in a report, part by part. In German, as all tables for the office: see `bot.services.tables`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.core import events as event_rules
from bot.core.bidi import isolate
from bot.core.goals import GOALS
from bot.core.months import Period
from bot.core.statuses import STATUSES
from bot.core.text import shorten
from bot.i18n import Translator
from bot.services.months import STEPS
from bot.services.reports import UNSAID, Report

FIELDS = {
    "HF1": "Integration und Nachbarschaft",
    "HF2": "Bildung",
    "HF3": "Öffentlicher Raum",
    "HF4": "Gesundheit und Bewegung",
    "HF5": "Beteiligung, Vernetzung und Kooperation mit Partnern",
    "": "noch ohne Ziel",
}
"""Fields of action since 2021."""

FEW = "unter 5"
OTHERS = "andere Sprachen zusammen"

PEOPLE = {
    "known": "Angemeldet",
    "subscribed": "Bekommen Nachrichten",
    "active": "Haben mitgemacht",
    "new": "Neu dabei",
    "hands": "Würden mit anpacken",
    "unreachable": "Nicht mehr erreichbar",
}

PUBLISHED = (
    "Veröffentlichte Ideen dieses Zeitraums, die meistunterstützten zuerst; Unterstützung ab fünf Personen."
)

Part = dict[str, Any]
"""A heading and any of words, facts, bars, table, notes: what `bot/paper/pages/report.typ` takes."""


def month(name: str) -> str:
    return f"{name[5:]}/{name[:4]}"


def months(period: Period) -> str:
    return (
        month(period.first)
        if period.first == period.last
        else f"{month(period.first)} – {month(period.last)}"
    )


def number(value: float | None, most: int = 1) -> str:
    """As it is written in German; None is fewer than five people."""
    if value is None:
        return FEW
    text = f"{value:,.{most}f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return text.translate({ord(","): ".", ord("."): ","})


def goal(number_: int) -> str:
    return f"{GOALS[number_].code} {GOALS[number_].official}" if number_ else "noch ohne Ziel"


def language(t: Translator, code: str) -> str:
    name = t.language(code) if code != UNSAID else OTHERS
    return f"{name} (Einfache Sprache)" if code == "de_simple" else name


def goals(report: Report) -> list[tuple[str, int]]:
    named = [(goal(one), report.goals.get(one, 0)) for one in GOALS]
    return [*named, *([(goal(0), report.goals[0])] if report.goals.get(0) else [])]


def fields(report: Report) -> list[tuple[str, int]]:
    return [
        (f"{code} {name}".strip(), report.fields.get(code, 0))
        for code, name in FIELDS.items()
        if code or report.fields.get(code)
    ]


def steps(t: Translator, report: Report) -> list[tuple[str, int]]:
    return [(t(STATUSES[one]), report.steps.get(one, 0)) for one in STEPS]


def languages(t: Translator, found: Mapping[str, int]) -> list[tuple[str, int]]:
    order = sorted(found, key=lambda code: (code == UNSAID, -found[code], code))
    return [(language(t, code), found[code]) for code in order]


def events(t: Translator, report: Report) -> list[tuple[str, str, int | None]]:
    return [
        (f"{starts:%d.%m.%Y}", title or t(event_rules.SORTS[sort].name), came)
        for starts, sort, title, came in report.events
        if title or sort in event_rules.SORTS
    ]


def reached(report: Report) -> list[tuple[str, float, float | None]]:
    """The languages that the team entered: how many of a hundred speak them there, and how many of a hundred who get news use
    the bot in them; None if these are too few to say."""
    spoken: dict[str, int] = {}
    for code, people in report.speak.items():
        key = "de" if code == "de_simple" else code
        spoken[key] = spoken.get(key, 0) + people
    whole = sum(spoken.values())
    return [
        (code, share, round(100 * spoken[code] / whole, 1) if code in spoken else None)
        for code, share in report.reference
    ]


def answers(report: Report) -> list[str]:
    if not report.answered or report.middle is None:
        return ["In diesem Zeitraum wurde keine Idee zum ersten Mal beantwortet."]
    share = round(100 * report.in_time / report.answered)
    return [
        f"Zum ersten Mal beantwortet: {number(report.answered)} Ideen.",
        f"Die Hälfte der Antworten kam nach höchstens {number(report.middle)} Tagen (Median).",
        f"In der Zeit, die sich das Team vorgenommen hat: {share} %.",
    ]


def quote(goal_: int, text: str, support: int | None) -> str:
    behind = f", unterstützt von {number(support)}" if support else ""
    return f"„{isolate(shorten(text, 240), rtl=False)}“ ({GOALS[goal_].code}{behind})"


def money(report: Report) -> list[str]:
    ideas = f"Ideen, die in den Aktionsfonds gingen: {number(report.steps.get('aktionsfonds', 0))}."
    said = "nicht eingetragen" if report.euros is None else f"{number(report.euros)} Euro"
    return [ideas, f"Ausgegeben: {said}."]


# --- the printed page ------------------------------------------------------------------------------


def bars(rows: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    most = max((n for _, n in rows), default=0)
    return [{"label": name, "number": number(n), "share": n / most if most else 0.0} for name, n in rows]


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, even: bool = False) -> dict[str, Any]:
    """The first column takes the room there is, or all are equally wide."""
    wide = [even or at == 0 for at in range(len(columns))]
    return {"columns": list(columns), "rows": [list(row) for row in rows], "widths": wide}


def pages(t: Translator, report: Report) -> Iterator[Part]:
    """All parts in their order; those of which there is nothing are left out."""
    yield _glance(report)
    yield from _goals(report)
    yield {
        "heading": "Was aus Ideen wurde",
        "table": table(
            ("Stand, zu dem Ideen kamen", "Ideen"), [(a, number(n)) for a, n in steps(t, report)]
        ),
        "notes": [f"Am Ende des Zeitraums ohne Antwort: {number(report.waiting)}."],
    }
    yield {"heading": "Wie schnell geantwortet wurde", "words": answers(report)}
    if report.languages:
        few = "Sprachen mit weniger als fünf Ideen stehen zusammen."
        yield {
            "heading": "Ideen nach Sprachen",
            "bars": bars(languages(t, report.languages)),
            "notes": [few],
        }
    if report.quotes:
        heading = "Was Nachbarinnen und Nachbarn wichtig ist"
        yield {"heading": heading, "quotes": [quote(*one) for one in report.quotes], "notes": [PUBLISHED]}
    yield {"heading": "Aktionsfonds", "words": money(report)}
    yield from _asked(report)
    if report.events:
        rows = [(f"{day} · {name}", number(came)) for day, name, came in events(t, report)]
        yield {"heading": "Veranstaltungen", "table": table(("Wann und was", "Zusagen (Personen)"), rows)}
    yield from _reach(t, report)


def _goals(report: Report) -> Iterator[Part]:
    yield {
        "heading": "Ideen nach Zielen",
        "bars": bars(goals(report)),
        "notes": [
            "Die neun strategischen Ziele des Programms (Z1 bis Z9). Jede Idee zählt bei ihrem Hauptziel."
        ],
    }
    yield {
        "heading": "Ideen nach Handlungsfeldern",
        "bars": bars(fields(report)),
        "notes": [
            "Handlungsfelder seit 2021. Amtlich ist die Zuordnung nur für HF3 (Z3 und Z7); die übrige ist die Lesart dieses Projekts."
        ],
    }


def _glance(report: Report) -> Part:
    facts = [
        ("Ideen", number(report.ideas)),
        ("zum ersten Mal beantwortet", number(report.answered)),
        ("Tage bis zur Antwort (Median)", "–" if report.middle is None else number(report.middle)),
        ("bekommen Nachrichten", number(report.people.get("subscribed", 0))),
    ]
    note = ["Der letzte Monat läuft noch."] if report.running else []
    made = [{"label": label, "value": value} for label, value in facts]
    return {"heading": "Auf einen Blick", "facts": made, "notes": note}


def _asked(report: Report) -> Iterator[Part]:
    if report.surveys:
        rows = [(title, number(n or None)) for title, n in report.surveys]
        honest = "Wer antwortet, hat sich selbst dazu entschieden: Die Zahlen sind nicht repräsentativ."
        yield {"heading": "Umfragen", "table": table(("Umfrage", "Antworten"), rows), "notes": [honest]}
    if report.jury:
        said = [(title, number(yes), number(n)) for title, yes, n in report.jury]
        head = ("Frage nach Quartiersrat oder Jury", "würden mitmachen", "von")
        yield {"heading": "Quartiersrat und Jury", "table": table(head, said)}


def _reach(t: Translator, report: Report) -> Iterator[Part]:
    rows = [
        (month(name), *(number(people.get(key, 0)) for key in PEOPLE)) for name, people in report.growth
    ]
    rounded = "Personen auf fünf gerundet; weniger als fünf werden nicht genannt."
    more = [f"Plakate: {number(report.openings)} Mal gescannt oder eingetippt."] if report.openings else []
    yield {
        "heading": "Reichweite nach Monaten",
        "table": table(("Monat", *PEOPLE.values()), rows, even=True),
        "notes": [rounded, *more],
    }
    yield {"heading": "Wen wir nicht erreicht haben", **_missing(t, report)}


def _missing(t: Translator, report: Report) -> Part:
    """The languages of subscribers beside those of the area."""
    honest = "Erreicht wird nur, wer Telegram nutzt und sich angemeldet hat. Wer fehlt, fehlt auch in diesen Zahlen."
    if not report.reference:
        ask = "Zum Vergleich fehlt eine Tabelle, welche Sprachen im Gebiet gesprochen werden; das Team kann sie eintragen."
        return {"words": [honest], "notes": [ask]}
    rows = [
        (language(t, code), f"{number(share)} %", "zu wenige" if own is None else f"{number(own)} %")
        for code, share, own in reached(report)
    ]
    head = ("Sprache", "im Gebiet (laut Team)", "unter denen, die Nachrichten bekommen")
    return {"words": [honest], "table": table(head, rows)}
