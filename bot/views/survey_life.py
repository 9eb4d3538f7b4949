"""A survey as staff see it: the list, its page, trying it out, and what is said about its rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.core.actions import action
from bot.core.definition import Definition, pick
from bot.core.kinds import kind
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, title
from bot.i18n import Catalogues, Translator
from bot.services.survey_life import Opened
from bot.views import goals, options
from bot.views.home import home_button
from db.areas import Place
from db.plans import Planned

STATES = {
    "draft": N_("Draft"),
    "checked": N_("Draft, checked"),
    "published": N_("Published"),
    "closed": N_("Closed"),
    "archived": N_("In the archive"),
}
SIGNS = {"draft": "✏️", "checked": "✏️", "published": "📣", "closed": "🔒", "archived": "🗄"}


def listed(
    t: Translator, found: Sequence[tuple[Planned, Mapping[str, str]]], *, archived: bool = False
) -> Screen:
    """The newest surveys of one's areas."""
    heading = title(t("Archive") if archived else t("Your surveys"))
    empty = () if found else (para(t("There is no survey here yet.")),)
    each = tuple(
        (Button(f"{SIGNS[plan.state]} {pick(texts, t.code)[0]}", action("form", plan.survey_id)),)
        for plan, texts in found
    )
    other = (
        Button(f"↩️ {t('Back')}", action("form.list"))
        if archived
        else Button(f"🗄 {t('Archive')}", action("form.old"))
    )
    new = () if archived else ((Button(f"➕ {t('New survey')}", action("form.new")),),)
    return Screen((heading, *empty), (*each, *new, (other, home_button(t))))


def page(t: Translator, here: Opened, area: Place | None, remark: str = "") -> Screen:
    """Where a survey stands and what can be done with it."""
    plan = here.plan
    asked = len([one for one in here.definition.questions if kind(one).asks])
    lines = [
        t("State: {state}", state=t(STATES[plan.state])),
        t("Goal: {goal}", goal=goals.named(t, plan.goal)),
        t("Neighbourhood: {area}", area=area.name if area else t("all")),
        t.plural("It has {n} question.", "It has {n} questions.", asked),
        t("Version: {number}", number=here.version),
        t("Rounds until now: {number}", number=here.rounds),
    ]
    blocks: list[Block] = [note(remark)] if remark else []
    blocks += [
        title(f"📋 {pick(here.definition.title, t.code)[0]}"),
        *(item(f"• {line}") for line in lines),
    ]
    if plan.state == "published" and here.is_draft:
        blocks.append(note(t("There is a newer version that is not asked yet.")))
    return Screen(
        tuple(blocks), (*_ways(t, here), (Button(f"↩️ {t('Back')}", action("form.list")), home_button(t)))
    )


def _ways(t: Translator, here: Opened) -> list[Row]:
    def way(sign: str, text: str, verb: str, *args: object) -> Button:
        return Button(f"{sign} {text}", action(verb, here.plan.survey_id, *args))

    look = (way("👁", t("Try it out"), "form.try"), way("⬇️", t("As a form (.xlsx)"), "form.file"))
    again = (way("⬆️", t("New version"), "form.again"),)
    files = [(way("🖼", t("Pictures and recordings"), "file.list"),)] if here.files else []
    came = [*files, *([(way("💬", t("What came of it"), "outcome"),)] if here.rounds else [])]
    if here.plan.state == "archived":
        return [look, *came, (way("↩️", t("Take out of the archive"), "form.back"),)]
    if here.plan.state == "published":
        renew = [(way("🆕", t("Ask the new version from now on"), "form.renew"),)] if here.is_draft else []
        return [look, *came, *renew, again, (way("🔒", t("Close"), "form.close"),)]
    publish = [(way("📣", t("Plan and publish"), "plan"),)] if here.plan.state != "draft" else []
    write = [(way("✍️", t("Go on writing"), "short"),)] if here.is_short else []
    return [look, *came, *publish, *write, again, (way("🗄", t("Put into the archive"), "form.archive"),)]


def sure_to_close(t: Translator, here: Opened) -> Screen:
    words = para(
        t("From then on nobody can answer, and what was still to be sent is not sent. The results stay.")
    )
    yes = Button(f"🔒 {t('Yes, close it')}", action("form.closed", here.plan.survey_id))
    no = Button(t("No, leave it open"), action("form", here.plan.survey_id))
    return Screen((title(t("Close this survey?")), words), ((yes,), (no,)))


def new(t: Translator) -> Screen:
    words = para(t("Which goal does the survey serve? Its answers are filed under it."))
    return Screen((title(t("A new survey")), words), (*goals.choices(t, "form.goal"), (_list(t),)))


def where(t: Translator, goal: int, areas: Sequence[Place]) -> Screen:
    """In which of one's areas? 0 is all of them."""
    buttons = [Button(f"📍 {area.name}", action("form.make", goal, area.id)) for area in areas]
    everywhere = (Button(f"🌍 {t('In all neighbourhoods')}", action("form.make", goal, 0)),)
    return Screen((title(t("Where shall it be asked?")),), (*rows(buttons, 1), everywhere, (_list(t),)))


def source(t: Translator, goal: int, area_id: int, ready: Sequence[tuple[str, str]]) -> Screen:
    """Where its questions come from: (key, title) of ready surveys, or a form that is sent now."""
    words = (
        title(t("Where do the questions come from?")),
        para(t("Send me the form as a file now (XLSForm, .xlsx, as KoboToolbox and ODK use it).")),
        para(t("Or take a survey that is ready in all languages:")),
    )
    buttons = tuple(
        (Button(f"📋 {t(name)}", action("form.ready", goal, area_id, key)),) for key, name in ready
    )
    write = (Button(f"✍️ {t('Write a short one here')}", action("short.new", goal, area_id)),)
    return Screen(words, (*buttons, write, (_list(t),)))


def send_again(t: Translator, here: Opened) -> Screen:
    words = para(
        t("Send me the changed form as a file now (.xlsx). What has been asked until now stays as it is.")
    )
    back = Button(f"↩️ {t('Back')}", action("form", here.plan.survey_id))
    return Screen((title(t("New version")), words), ((back,),))


def reading(t: Translator) -> Screen:
    return Screen(
        (para(t("Thank you. I am reading the form and will tell you what I find.")),), ((_list(t),),)
    )


def no_form(t: Translator) -> Screen:
    return Screen(
        (para(t("This is no form that I can read. Please send a file that ends in .xlsx.")),),
        ((_list(t),),),
    )


def languages(t: Translator, here: Opened, catalogues: Catalogues, gaps: Mapping[str, int]) -> Screen:
    """In which language shall it be tried out?"""
    buttons = [
        Button(
            f"{'⚠️ ' if code in gaps else ''}{catalogues.own_name(code)}",
            action("form.try", here.plan.survey_id, code, 0),
        )
        for code in catalogues.codes
    ]
    back = Button(f"↩️ {t('Back')}", action("form", here.plan.survey_id))
    words = [title(t("Try it out")), para(t("In which language? Nothing of it is saved."))]
    if gaps:
        words.append(
            note(t("Texts are missing in the languages with ⚠️. Those people see another language there."))
        )
    return Screen(tuple(words), (*rows(buttons, 2), (back,)))


def trial(t: Translator, there: Translator, definition: Definition, survey_id: int, at: int) -> Screen:
    """One question as people see it; every answer leads on. `there` is the language in which it is tried out."""
    question, last = definition.questions[at], len(definition.questions) - 1
    on = action("form.try", survey_id, there.code, at + 1) if at < last else action("form", survey_id)
    labels = [options.label(there, option) for option in kind(question).options(question)]
    hints = [pick(texts, there.code)[0] for texts in (question.low, question.high, question.hint)]
    blocks = [
        note(t("Trying it out: question {number} of {total}", number=at + 1, total=last + 1)),
        title(pick(question.text, there.code)[0]),
        *(item(hint) for hint in hints if hint),
        *([para(there(kind(question).hint))] if kind(question).hint else []),
    ]
    if question.relevant:
        blocks.append(note(t("It is asked only if: {rule}", rule=question.relevant)))
    go_on = () if labels else ((Button(f"▶️ {there('Go on')}", on),),)
    back = (Button(f"↩️ {t('Back')}", action("form", survey_id)),)
    return Screen(
        tuple(blocks),
        (*rows([Button(text, on) for text in labels], options.width(labels)), *go_on, back),
        rtl=there.rtl,
    )


SHOWN = 20
"""Problems of a form that one message shows."""

REASONS = {
    "unreadable": N_("I could not read this file. Please save it as .xlsx once more and send it again."),
    "too_large": N_("This file is too large. A form may have at most 4 MB."),
    "gone": N_("I could not get this file from Telegram. Please send it again."),
}


def form_read(t: Translator, survey_id: int, name: str) -> Screen:
    """A form without fault has become a draft."""
    blocks = (
        title(f"✅ {name}"),
        para(t("The form is in order. Please try the survey out before you publish it.")),
    )
    go_on = Button(f"📋 {t('See the survey')}", action("form", survey_id))
    return Screen(blocks, ((go_on,),))


def form_wrong(t: Translator, found: Mapping[str, Any]) -> Screen:
    """Everything that is wrong with a form, and how to mend it."""
    if found.get("refused"):
        words = [para(t(found["refused"], **found.get("values", {})))]
    elif found.get("problems"):
        words = [item(f"• {_problem(t, one)}") for one in found["problems"][:SHOWN]]
    else:
        words = [para(t(REASONS[found.get("reason") or "unreadable"]))]
    more = len(found.get("problems") or ()) - SHOWN
    if more > 0:
        words.append(note(t.plural("And {n} more of them.", "And {n} more of them.", more)))
    return Screen((title(t("This form cannot be used yet")), *words), ((_list(t),),))


def _problem(t: Translator, one: Mapping[str, Any]) -> str:
    """Where it is, what it is, how to mend it."""
    place = t(
        "Sheet {sheet}, row {row}, column {column}:",
        sheet=one["sheet"],
        row=one["row"] or "–",
        column=one["column"] or "–",
    )
    said = " ".join(t(text, **one.get("values", {})) for text in (one["text"], one["mend"]) if text)
    return f"{place} {said}" if one["sheet"] else said


def skipped(t: Translator, name: str, day: date) -> Screen:
    words = t(
        "The round of “{survey}” that was due on {day} was not sent: it would have come too late. The next one comes as planned.",
        survey=name,
        day=t.day(day),
    )
    return Screen((para(words),), ((_list(t),),))


def failed(t: Translator, name: str, day: date) -> Screen:
    words = t(
        "The round of “{survey}” that was due on {day} could not be sent. Please look at its texts: one of them may be too long.",
        survey=name,
        day=t.day(day),
    )
    return Screen((para(words),), ((_list(t),),))


def _list(t: Translator) -> Button:
    return Button(f"↩️ {t('Back')}", action("form.list"))
