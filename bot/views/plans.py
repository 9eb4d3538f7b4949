"""When, how often and for whom a survey is asked: to choose, to check, to publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.core import plan_fields
from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.plan_fields import FIELDS
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import Block, item, note, para, quote, title
from bot.i18n import Catalogues, Translator
from bot.services.survey_life import Opened
from bot.views.words import ask_helpers
from db.plans import Planned


def plan(t: Translator, here: Opened, remark: str = "") -> Screen:
    """What is chosen until now; each line is a button to change it."""
    found = here.plan
    each = tuple(
        (Button(f"{t(field.name)}: {_value(t, found, key)}", action("plan.field", found.survey_id, key)),)
        for key, field in FIELDS.items()
        if _matters(found, key)
    )
    blocks: list[Block] = [note(remark)] if remark else []
    blocks += [title(t("Plan")), para(t("Tap on what you want to change. Then check it, and publish."))]
    chosen = found.audience.get("languages", ())
    spoken = t.plural("{n} language", "{n} languages", len(chosen)) if chosen else t("all")
    urgent = t("yes") if found.urgent else t("no")
    ways: tuple[Row, ...] = (
        (Button(f"{t('Languages')}: {spoken}", action("plan.languages", found.survey_id)),),
        (Button(f"{t('Urgent')}: {urgent}", action("plan.urgent", found.survey_id)),),
        (Button(f"✅ {t('Check')}", action("plan.check", found.survey_id)),),
        (Button(f"↩️ {t('Back')}", action("form", found.survey_id)),),
    )
    return Screen(tuple(blocks), (*each, *ways))


def field(t: Translator, here: Opened, key: str) -> Screen:
    """The choices for one line."""
    found = here.plan
    buttons = [
        Button(_label(t, key, choice), action("plan.set", found.survey_id, key, choice.replace(":", ".")))
        for choice in FIELDS[key].choices
    ]
    blocks: list[Block] = [title(t(FIELDS[key].name))]
    if key == "first":
        blocks.append(para(t("Or write the day, for example 24.12.2026.")))
    back = (Button(f"↩️ {t('Back')}", action("plan", found.survey_id)),)
    return Screen(tuple(blocks), (*rows(buttons, 2 if key == "at" else 1), back))


def languages(t: Translator, here: Opened, catalogues: Catalogues) -> Screen:
    """Only people of these languages; none chosen means all."""
    number, chosen = here.plan.survey_id, here.plan.audience.get("languages", ())
    buttons = [
        Button(
            f"{'☑️' if code in chosen else '⬜️'} {catalogues.own_name(code)}",
            action("plan.language", number, code, int(code not in chosen)),
        )
        for code in catalogues.codes
    ]
    words = para(
        t("Only people who use the bot in one of these languages get it. Choose none to ask everybody.")
    )
    back = (Button(f"↩️ {t('Back')}", action("plan", number)),)
    return Screen((title(t("Languages")), words), (*rows(buttons, 2), back))


def urgent(t: Translator, here: Opened) -> Screen:
    """Why may it come at night, and beyond three messages a week?"""
    number = here.plan.survey_id
    words = [
        para(
            t(
                "An urgent survey is sent at once, also at night, and also to people who had three messages this week."
            )
        ),
        para(t("If it has to be, please write the reason. It is kept on record.")),
        *([quote(here.plan.urgent)] if here.plan.urgent else []),
    ]
    no = (Button(t("It is not urgent"), action("plan.calm", number)),)
    return Screen((title(t("Urgent")), *words), (no, (Button(f"↩️ {t('Back')}", action("plan", number)),)))


@dataclass(frozen=True, slots=True)
class Prospect:
    """What publishing it now would come to: people by language, how many of them would read of it in their weekly letter
    only, missing texts by language, and when the first round opens (None: at once)."""

    people: Mapping[str, int]
    held_back: int
    gaps: Mapping[str, int]
    opens: datetime | None


def check(t: Translator, here: Opened, catalogues: Catalogues, seen: Prospect, remark: str = "") -> Screen:
    """The last look: how many people in which language, and what of them would see another one."""
    lacking = [code for code in seen.gaps if seen.people.get(code)]
    blocks = [
        *([note(remark)] if remark else []),
        title(t("Is this right?")),
        *(
            item(f"• {t(FIELDS[key].name)}: {_value(t, here.plan, key)}")
            for key in FIELDS
            if _matters(here.plan, key)
        ),
        para(_opening(t, seen.opens)),
        *_people(t, catalogues, seen),
    ]
    if lacking:
        names = t.listed(_language(catalogues, code) for code in lacking)
        words = t(
            "Texts are missing in: {languages}. These people see another language there.", languages=names
        )
        blocks.append(note(words))
    yes = t("Publish although texts are missing") if lacking else t("Publish")
    ways = (
        *(((ask_helpers(t, "plan.want", here.plan.survey_id),),) if lacking else ()),
        (Button(f"📣 {yes}", action("plan.publish", here.plan.survey_id)),),
        (Button(f"👁 {t('Try it out')}", action("form.try", here.plan.survey_id)),),
        (Button(f"↩️ {t('Back')}", action("plan", here.plan.survey_id)),),
    )
    return Screen(tuple(blocks), ways)


def _people(t: Translator, catalogues: Catalogues, seen: Prospect) -> Iterator[Block]:
    total = sum(seen.people.values())
    yield para(
        t.plural("At present {n} person would get it.", "At present {n} people would get it.", total)
    )
    for code, n in sorted(seen.people.items()):
        yield item(f"• {isolate(_language(catalogues, code), t.rtl)}: {t.number(n)}")
    if seen.held_back:
        words = t.plural(
            "{n} of them has had three messages this week, and will read of it in the weekly letter.",
            "{n} of them have had three messages this week, and will read of it in the weekly letter.",
            seen.held_back,
        )
        yield note(words)


def _opening(t: Translator, opens: datetime | None) -> str:
    if opens is None:
        return t("The round opens as soon as you publish it.")
    return t("The round opens on {moment}.", moment=t.moment(opens))


def _language(catalogues: Catalogues, code: str) -> str:
    return catalogues.own_name(code) if code in catalogues.codes else code


def _matters(found: Planned, key: str) -> bool:
    """What comes once has no number of times, and what stays open no reminder."""
    return not ((key == "times" and found.every == "once") or (key == "remind" and not found.days_open))


def _value(t: Translator, found: Planned, key: str) -> str:
    """What is chosen, as people read it."""
    wanted = found.audience
    if key == "first":
        return t.day(date.fromisoformat(found.first)) if found.first else t("Today")
    if key == "joined" and wanted.get("since"):
        return t.day(date.fromisoformat(wanted["since"]))
    chosen = {
        "mode": found.mode,
        "every": found.every,
        "at": found.at,
        "open": str(found.days_open),
        "times": str(found.count or 0),
        "remind": str(found.reminder),
        "took": {None: "all", True: "yes", False: "no"}[wanted.get("took_part")],
        "joined": "0",
        "follows": "goal" if wanted.get("goal") else "surveys",
        "feedback": str(int(found.feedback)),
    }
    return _label(t, key, chosen[key])


def _label(t: Translator, key: str, choice: str) -> str:
    if text := plan_fields.FIELDS[key].labels.get(choice):
        return t(text)
    if key in ("open", "joined"):
        return t.plural("{n} day", "{n} days", int(choice))
    if key == "remind":
        return t.plural("{n} day before the end", "{n} days before the end", int(choice))
    return t.plural("{n} time", "{n} times", int(choice)) if key == "times" else choice
