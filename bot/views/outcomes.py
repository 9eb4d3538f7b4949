"""“You said, we do”: writing what came of a round, and what people get of it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.definition import pick
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import Block, item, note, para, title
from bot.i18n import Catalogues, Translator
from bot.services.outcomes import Outcome
from bot.services.survey_life import Opened
from bot.services.words import lacking
from bot.views.words import SIGN, ask_helpers


def page(  # noqa: PLR0913 - what is said, and for whom
    t: Translator,
    here: Opened,
    found: Outcome,
    catalogues: Catalogues,
    people: Mapping[str, int],
    remark: str = "",
) -> Screen:
    """What is said until now; languages to write in; and, once something is said, the way to send it."""
    number = here.plan.survey_id
    blocks: list[Block] = [note(remark)] if remark else []
    blocks += [
        title(t("What came of it")),
        para(
            t(
                "Those who took part read it, and the next round begins with it. Please write it in every language you can."
            )
        ),
        *(
            item(f"• {isolate(_name(catalogues, found, code), t.rtl)}: {isolate(text, t.rtl)}")
            for code, text in found.texts.items()
            if code in catalogues.codes
        ),
    ]
    buttons = [
        Button(
            f"{'✅' if code in found.texts else '▫️'} {_name(catalogues, found, code)}",
            action("outcome.write", number, code),
        )
        for code in catalogues.codes
    ]
    send: tuple[Row, ...] = ()
    if found.texts and not found.sent:
        label = t.plural("Send it to {n} person", "Send it to {n} people", sum(people.values()))
        send = ((Button(f"📤 {label}", action("outcome.send", number)),),)
    if found.texts and any(lacking({"": found.texts}, code) for code in people):
        send = ((ask_helpers(t, "outcome.want", number),), *send)
    if found.sent:
        blocks.append(note(t("It has been sent to those who took part.")))
    return Screen(tuple(blocks), (*rows(buttons, 2), *send, _back(t, number)))


def _name(catalogues: Catalogues, found: Outcome, code: str) -> str:
    """With a sign where somebody else carried it."""
    return f"{catalogues.own_name(code)}{f' {SIGN}' if code in found.marks else ''}"


def ask(t: Translator, here: Opened, name: str) -> Screen:
    words = para(t("Please write in two or three sentences what came of it, in: {language}", language=name))
    return Screen((words,), ((Button(f"↩️ {t('Back')}", action("outcome", here.plan.survey_id)),),))


def outcome(t: Translator, name: str, texts: dict[str, str]) -> tuple[Block, ...]:
    """What people read."""
    return (title(f"📋 {name}"), para(t("You said, we do:")), para(pick(texts, t.code)[0]))


def _back(t: Translator, survey_id: int) -> Row:
    return (Button(f"↩️ {t('Back')}", action("form", survey_id)),)
