"""Writing a message to many, one question after the other: words, file, button, whom it is for, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.actions import action
from bot.core.goals import GOALS
from bot.core.notices import READY
from bot.core.screen import Button, Screen, rows
from bot.core.text import Block, note, para, quote, shorten, title
from bot.i18n import Catalogues, Translator
from bot.services.broadcasts import MANY
from bot.services.composed_links import Targets
from bot.views import event_parts, goals
from bot.views.composing import FIELDS, back, every, whom
from bot.views.home import home_button
from db.areas import Place
from db.composed import Composed


def kinds(t: Translator, area_id: int) -> Screen:
    """What is it to be? A ready notice is there in every language."""
    ready = [
        Button(f"{one.sign} {t(one.name)}", action("compose.make", area_id, key))
        for key, one in READY.items()
    ]
    own = Button(f"✏️ {t('In our own words')}", action("compose.make", area_id, "own"))
    words = para(t("Ready notices are there in every language. Your own words somebody has to translate."))
    return Screen(
        (title(t("New message to many")), words), (*rows(ready, 2), (own,), (every(t), home_button(t)))
    )


def where(t: Translator, areas: Sequence[Place]) -> Screen:
    buttons = [Button(f"📍 {area.name}", action("compose.in", area.id)) for area in areas]
    return Screen((title(t("Which team is it from?")),), (*rows(buttons, 1), (every(t),)))


def texts(t: Translator, draft: Composed, catalogues: Catalogues, people: Mapping[str, int]) -> Screen:
    """In which language shall it be written?"""
    buttons = [
        Button(
            f"{'✅' if draft.texts.get(code) else '✏️'} {catalogues.own_name(code)} · {t.number(people.get(code, 0))}",
            action("compose.text", draft.id, code),
        )
        for code in catalogues.codes
    ]
    words = para(
        t("Choose a language to write in. The number says how many people read it in that language.")
    )
    return Screen((title(t("Words")), words), (*rows(buttons, 2), (back(t, draft),)))


def ask_text(t: Translator, draft: Composed, code: str, name: str, limit: int) -> Screen:
    blocks = [
        title(name),
        para(t("Please write the message in this language: {language}", language=name)),
        note(
            t(
                "At most {limit} characters. {placeholders} are filled in.",
                limit=limit,
                placeholders="{area}, {bot}",
            )
        ),
    ]
    there = draft.texts.get(code)
    if there:
        blocks.append(quote(there))
    without = (Button(f"🗑 {t('Do without it')}", action("compose.without", draft.id, code)),)
    return Screen(tuple(blocks), (*((without,) if there else ()), (back(t, draft),)))


def ask_field(t: Translator, draft: Composed, name: str) -> Screen:
    label, question = FIELDS[name]
    return Screen((title(t(label)), para(t(question))), ((back(t, draft),),))


def ask_file(t: Translator, draft: Composed) -> Screen:
    without = (Button(f"🗑 {t('Do without it')}", action("compose.nofile", draft.id)),)
    words = para(t("Please send a photo, or a PDF as a file. It must not show people who do not want it."))
    return Screen(
        (title(t("Photo or file")), words), (*((without,) if draft.file else ()), (back(t, draft),))
    )


def links(t: Translator, draft: Composed, there: Targets) -> Screen:
    """Where a button under it can lead."""

    def to(label: str, *where: object) -> Button:
        return Button(label, action("compose.link", draft.id, *where))

    found = [
        *(to(event_parts.short(t, one), "event", one.id) for one in there.events),
        *(to(f"📋 {shorten(name, 28)}", "survey", one) for one, name in there.surveys),
        *(to(f"💡 {shorten(one.text, 28)}", "idea", one.id) for one in there.ideas),
    ]
    each = [to(goals.named(t, one), "goal", one) for one in GOALS]
    none = (Button(t("No button"), action("compose.nolink", draft.id)), back(t, draft))
    words = para(t("Where shall a button under the message lead?"))
    return Screen((title(t("Button")), words), (*rows(found, 1), *rows(each, 2), none))


def for_whom(t: Translator, draft: Composed, keys: Sequence[str]) -> Screen:
    """Which topic is it about? Only who follows it gets it."""
    buttons = [
        Button(
            f"{'✓ ' if key == draft.topic else ''}{whom(t, key)}",
            action("compose.topic", draft.id, key.replace(":", ".")),
        )
        for key in keys
    ]
    everybody = Button(t("Everybody (only if urgent)"), action("compose.topic", draft.id, "all"))
    words = para(t("Who wants to hear about which topic gets it. What is it about?"))
    return Screen((title(t("For whom")), words), (*rows(buttons, 1), (everybody,), (back(t, draft),)))


def ticks(t: Translator, draft: Composed, which: str, there: Sequence[tuple[str, str]]) -> Screen:
    """Several areas or languages; there are (key, name)."""
    chosen = {str(one) for one in getattr(draft, which)}
    buttons = [
        Button(
            f"{'☑️' if key in chosen else '⬜️'} {name}",
            action("compose.tick", draft.id, which, key, int(key not in chosen)),
        )
        for key, name in there
    ]
    words = (
        t("To the people of which neighbourhoods does it go?")
        if which == "areas"
        else t("Only people who use the bot in one of these languages get it. Choose none to write to all.")
    )
    return Screen(
        (title(t("For whom")), para(words)),
        (*rows(buttons, 1 if which == "areas" else 2), (back(t, draft),)),
    )


def urgent(t: Translator, draft: Composed) -> Screen:
    words = [
        para(
            t(
                "An urgent message is sent at once, also at night, and also to people who had three messages this week."
            )
        ),
        para(t("If it has to be, please write the reason. It is kept on record.")),
        *([quote(draft.urgent)] if draft.urgent else []),
    ]
    no = (Button(t("It is not urgent"), action("compose.calm", draft.id)),)
    return Screen((title(t("Urgent")), *words), (no, (back(t, draft),)))


def ask_count(t: Translator, draft: Composed, total: int, remark: str = "") -> Screen:
    """More than a hundred people: somebody types how many."""
    blocks: list[Block] = [note(remark)] if remark else []
    words = t(
        "This goes to more than {many} people. To be sure, please write how many: {n}", many=MANY, n=total
    )
    return Screen((*blocks, title(t("Is this right?")), para(words)), ((back(t, draft),),))


def ask_time(
    t: Translator, draft: Composed, moments: Sequence[datetime], marks: tuple[object, ...]
) -> Screen:
    buttons = [
        Button(
            t.moment(one) if len(t.moment(one)) <= 34 else f"{t.short_date(one)} {t.time(one)}",
            action("compose.at", draft.id, *marks, f"{one:%Y%m%d%H%M}"),
        )
        for one in moments
    ]
    words = para(t("When shall it go out? Choose, or write the day and the time, such as 24.12. 15:00."))
    return Screen((title(t("Send later")), words), (*rows(buttons, 1), (back(t, draft),)))


def failed(t: Translator, number: int) -> Screen:
    """A notice: it could not go at its time."""
    words = para(
        t(
            "A message to many could not be sent at its time: something in it is missing or too long. It is a draft again."
        )
    )
    return Screen((words,), ((Button(f"✏️ {t('Look at it')}", action("compose", number)),),))


def held(t: Translator, number: int) -> Screen:
    """A notice: whoever put it off may not send it any more."""
    words = para(
        t(
            "A message to many was not sent at its time, because whoever planned it no longer leads the team. It is a draft again: please look at it and decide."
        )
    )
    return Screen((words,), ((Button(f"✏️ {t('Look at it')}", action("compose", number)),),))
