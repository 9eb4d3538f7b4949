"""The report as the team asks for it, and what it adds to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.actions import action
from bot.core.goals import GOALS
from bot.core.months import Period
from bot.core.screen import Button, Row, Screen, rows
from bot.core.statuses import STATUSES
from bot.core.text import N_, Block, item, note, para, title
from bot.i18n import Translator
from bot.services.months import STEPS
from bot.services.reports import Report
from bot.views.desk import desk_button
from bot.views.goals import named
from bot.views.home import home_button
from bot.views.report_parts import months
from db.areas import Place

PRESETS = {
    "month": N_("This month"),
    "last month": N_("Last month"),
    "quarter": N_("This quarter"),
    "last quarter": N_("Last quarter"),
    "year": N_("This year"),
    "last year": N_("Last year"),
}
FORMS = {"pdf": "📄 PDF", "xlsx": "📊 XLSX", "json": "🧾 JSON"}


def choose(t: Translator, mine: Sequence[Place]) -> Screen:
    """For those who look after several areas."""
    buttons = [Button(f"📍 {area.name}", action("reports.of", area.id)) for area in mine]
    blocks = (title(t("Report")), para(t("Of which neighbourhood?")))
    return Screen(blocks, (*rows(buttons, 2), (desk_button(t), home_button(t))))


def overview(
    t: Translator, area: Place, presets: Mapping[str, Period], *, leads: bool, wants: bool, remark: str = ""
) -> Screen:
    """Which months; and for whoever leads the team what only they decide."""
    blocks: list[Block] = [note(remark)] if remark else []
    blocks += [
        title(f"🧾 {t('Report')}"),
        item(f"📍 {area.name}"),
        para(t("For which time? A report is made of whole months.")),
    ]
    buttons = [
        Button(t(PRESETS[name]), action("reports.show", area.id, period.name))
        for name, period in presets.items()
    ]
    ask = (Button(f"✍️ {t('Another time')}", action("reports.ask", area.id)),)
    return Screen(
        tuple(blocks),
        (
            *rows(buttons, 2),
            ask,
            *(_leading(t, area, wants) if leads else ()),
            (desk_button(t), home_button(t)),
        ),
    )


def _leading(t: Translator, area: Place, wants: bool) -> tuple[Row, ...]:
    monthly = f"🔕 {t('No longer every month')}" if wants else f"🔔 {t('Send it to me every month')}"
    return (
        (Button(f"🌐 {t('Languages of the neighbourhood')}", action("reports.reference", area.id)),),
        (Button(monthly, action("reports.monthly", area.id, int(not wants))),),
    )


def ask_period(t: Translator, area: Place, *, again: bool = False) -> Screen:
    blocks: list[Block] = [note(t("I could not read that."))] if again else []
    blocks.append(title(t("Which months?")))
    blocks.append(
        para(t("Write the first and the last one, such as 01.2026 - 06.2026. A year alone will do, too."))
    )
    return Screen(tuple(blocks), (_back(t, area.id),))


def show(t: Translator, report: Report, *, leads: bool, remark: str = "") -> Screen:
    """The figures on a phone, and the ways to a file."""
    blocks: list[Block] = [note(remark)] if remark else []
    blocks += [title(f"🧾 {report.area.name}, {months(report.period)}"), *_figures(t, report)]
    if report.running:
        blocks.append(note(t("The last month is not over yet.")))
    where = (report.area.id, report.period.name)
    files = tuple(Button(label, action("reports.file", *where, form)) for form, label in FORMS.items())
    money = (
        ((Button(f"💶 {t('Enter the Aktionsfonds')}", action("reports.money", *where)),),) if leads else ()
    )
    return Screen(tuple(blocks), (files, *money, _back(t, report.area.id)))


def _figures(t: Translator, report: Report) -> list[Block]:
    blocks: list[Block] = [para(t.plural("{n} idea came in.", "{n} ideas came in.", report.ideas))]
    blocks += [
        item(f"{GOALS[goal].code} {named(t, goal)}: {t.number(report.goals[goal])}")
        for goal in GOALS
        if report.goals.get(goal)
    ]
    steps = [
        f"{t(STATUSES[step])}: {t.number(report.steps[step])}" for step in STEPS if report.steps.get(step)
    ]
    if steps:
        blocks.append(para(t("What they became: {steps}", steps=t.listed(steps))))
    if report.middle is not None:
        share = round(100 * report.in_time / report.answered)
        days = t.number(report.middle)
        blocks.append(
            para(
                t(
                    "Days until the first answer (median): {days}. Within the team's own time: {share} %.",
                    days=days,
                    share=t.number(share),
                )
            )
        )
    blocks.append(item(_people(t, report.people.get("subscribed", 0))))
    blocks.append(
        item(
            t(
                "Surveys: {surveys}, events: {events}",
                surveys=t.number(len(report.surveys)),
                events=t.number(len(report.events)),
            )
        )
    )
    if report.euros is not None:
        blocks.append(item(t("Aktionsfonds: {euros} euros", euros=t.number(report.euros))))
    return blocks


def _people(t: Translator, people: int | None) -> str:
    if people is None:
        return t("Fewer than five people get news.")
    return t("About {n} people get news.", n=t.number(people)) if people else t("Nobody gets news yet.")


def ask_money(t: Translator, report: Report, *, again: bool = False) -> Screen:
    blocks: list[Block] = [note(t("I could not read that."))] if again else []
    blocks += [
        title(f"💶 {report.area.name}, {months(report.period)}"),
        para(t("How many euros did the Aktionsfonds give in this time? Write the number.")),
    ]
    back = Button(f"↩️ {t('Back')}", action("reports.show", report.area.id, report.period.name))
    return Screen(tuple(blocks), ((back, home_button(t)),))


def reference(t: Translator, area: Place, found: Sequence[tuple[str, float]], remark: str = "") -> Screen:
    """Which languages are spoken there, as the team knows it; writing it anew replaces all of it."""
    blocks: list[Block] = [note(remark)] if remark else []
    blocks += [
        title(t("Languages of the neighbourhood")),
        para(
            t(
                "The report sets these beside the languages of those who get news: so it shows whom you do not reach yet."
            )
        ),
    ]
    blocks += [item(f"{t.language(code)}: {t.number(share)} %") for code, share in found]
    blocks.append(para(t("Write a line for each language, such as:")))
    blocks.append(item(f"{t.language('tr')} 18 %\n{t.language('ar')} 12,5 %"))
    blocks.append(note(t("What you write takes the place of all that is there.")))
    return Screen(tuple(blocks), (_back(t, area.id),))


def _back(t: Translator, area_id: int) -> Row:
    return (Button(f"🧾 {t('Report')}", action("reports.of", area_id)), home_button(t))
