"""A message to many that is being written: its page, how others see it, and the last look before it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core import topics
from bot.core.actions import action
from bot.core.bidi import isolate
from bot.core.notices import READY, lacking
from bot.core.screen import Button, Row, Screen, rows
from bot.core.text import N_, Block, item, note, para, quote, shorten, title
from bot.i18n import Catalogues, Translator
from bot.views import broadcasts
from bot.views.words import ask_helpers
from db.composed import Composed
from db.corrections import Readers

FIELDS = {
    "date": (N_("Date"), N_("On which day? For example 24.12.2026.")),
    "until": (N_("Until"), N_("Until which day? For example 31.12.2026.")),
    "time": (N_("Time"), N_("At what time? For example 15:30.")),
    "place": (N_("Place"), N_("Where? Please write the place as people find it.")),
}
"""What a ready notice has to be told: the name of the field, and the question."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside a draft: for how many people it is, by language; the names of its areas; whether its writer leads
    several."""

    people: Mapping[str, int]
    areas: Sequence[str]
    has_areas: bool = False
    later: int = 0
    """How many of them read it in their weekly letter only."""


NOBODY = Readers()


@dataclass(frozen=True, slots=True)
class Prospect:
    """The last look: people by language, how many of them would read it in their weekly letter only, and the languages in
    which nothing is written, with what their people see instead."""

    people: Mapping[str, int]
    held_back: int
    gaps: Mapping[str, str]
    readers: Readers = NOBODY
    """Of a correction: who has no copy of their own."""

    @property
    def total(self) -> int:
        return sum(self.people.values())

    @property
    def missing(self) -> dict[str, str]:
        """The gaps that somebody would notice."""
        return {code: shown for code, shown in self.gaps.items() if self.people.get(code)}


def page(t: Translator, draft: Composed, around: Around, remark: str = "") -> Screen:
    """The draft; each line is a button to change it."""
    blocks: list[Block] = [note(remark)] if remark else []
    head = (
        t("Correction of message no. {number}", number=draft.corrects)
        if draft.corrects
        else t("New message to many")
    )
    blocks += [title(head), *_words(t, draft), *_facts(t, draft, around)]
    if draft.state == "waiting" and draft.send_at is not None:
        blocks.append(para(t("It goes out on {moment}.", moment=t.moment(draft.send_at))))
        stop = (Button(f"✋ {t('Do not send it yet')}", action("compose.hold", draft.id)),)
        return Screen(tuple(blocks), (stop, (_look(t, draft),), (every(t),)))
    return Screen(tuple(blocks), (*_changes(t, draft, around), *_going_on(t, draft)))


def _words(t: Translator, draft: Composed) -> Iterator[Block]:
    if draft.ready is None:
        text = draft.texts.get(t.code) or next(iter(draft.texts.values()), "")
        yield quote(shorten(text, 700)) if text else para(t("Nothing is written yet."))
        return
    notice = READY[draft.ready]
    yield para(f"{notice.sign} {t(notice.name)}")
    for name in notice.fields:
        value = draft.fields.get(name)
        shown = isolate(broadcasts.shown_field(t, name, value), t.rtl) if value else "…"
        yield item(f"• {t(FIELDS[name][0])}: {shown}")


def _facts(t: Translator, draft: Composed, around: Around) -> Iterator[Block]:
    if draft.file:
        yield item(f"• {t('With a photo.') if draft.file['kind'] == 'photo' else t('With a file.')}")
    total = sum(around.people.values())
    if draft.corrects:
        yield item(f"• {t.plural('{n} person has it.', '{n} people have it.', total)}")
        return
    yield item(f"• {t('Where: {areas}', areas=', '.join(around.areas) or '–')}")
    yield item(f"• {t('For: {topic}', topic=whom(t, draft.topic))}")
    yield para(
        t.plural("At present {n} person would get it.", "At present {n} people would get it.", total)
    )
    yield from _people(t, around.people)
    yield from _when(t, total, around.later)
    if draft.urgent:
        yield para(t("Urgent: {reason}", reason=draft.urgent))


def _people(t: Translator, people: Mapping[str, int]) -> Iterator[Block]:
    for code, n in sorted(people.items()):
        yield item(f"• {isolate(t.language(code), t.rtl)}: {t.number(n)}")


def whom(t: Translator, topic: str | None) -> str:
    return f"{topics.TOPICS[topic].sign} {t(topics.TOPICS[topic].name)}" if topic else t("Everybody")


def _changes(t: Translator, draft: Composed, around: Around) -> Iterator[Row]:
    def press(label: str, verb: str, *more: object) -> Button:
        return Button(label, action(f"compose.{verb}", draft.id, *more))

    if draft.ready is None:
        yield (press(f"✏️ {t('Words')}", "texts"),)
    else:
        fields = [press(f"✏️ {t(FIELDS[one][0])}", "field", one) for one in READY[draft.ready].fields]
        yield from rows(fields, 2)
    link = press(f"🔗 {t('Button')}", "links")
    if draft.corrects:
        yield (link,)
        return
    yield (press(f"📎 {t('Photo or file')}", "file"), link)
    yield (press(f"👥 {t('For whom')}", "whom"), press(f"🌐 {t('Languages')}", "languages"))
    urgent = press(f"🚨 {t('Urgent')}", "urgent")
    yield (press(f"📍 {t('Neighbourhood')}", "areas"), urgent) if around.has_areas else (urgent,)


def _going_on(t: Translator, draft: Composed) -> Iterator[Row]:
    ready = draft.texts if draft.ready is None else not lacking(READY[draft.ready], draft.fields)
    if ready:
        yield (_look(t, draft), Button(f"✅ {t('Check')}", action("compose.check", draft.id)))
    yield (Button(f"🗑 {t('Throw it away')}", action("compose.drop", draft.id)), every(t))


def languages(t: Translator, draft: Composed, catalogues: Catalogues) -> Screen:
    buttons = [
        Button(catalogues.own_name(code), action("compose.look", draft.id, code))
        for code in catalogues.codes
    ]
    words = para(t("In which language do you want to see it?"))
    return Screen((title(t("Preview")), words), (*rows(buttons, 2), (back(t, draft),)))


def look(t: Translator, shown: Screen, draft: Composed, code: str, *, rtl: bool) -> Screen:
    """As people of a language get it; its buttons stand here as words."""
    under = [item(f"[{button.label}]") for row in shown.buttons for button in row]
    test = Button(f"📨 {t('Send it to me alone')}", action("compose.test", draft.id, code))
    other = Button(f"🌐 {t('Another language')}", action("compose.look", draft.id))
    return Screen((*shown.blocks, *under), ((test,), (other, back(t, draft))), rtl=rtl)


def check(
    t: Translator, catalogues: Catalogues, draft: Composed, seen: Prospect, remark: str = ""
) -> Screen:
    """The last look: how many people in which language, and what of them would see another one."""
    blocks: list[Block] = [note(remark)] if remark else []
    blocks += [title(t("Is this right?")), *_words(t, draft)]
    if draft.corrects:
        line = t.plural(
            "{n} person has it and gets the new words.",
            "{n} people have it and get the new words.",
            seen.total,
        )
        blocks += [para(line), *_without_copy(t, seen.readers)]
    else:
        line = t.plural(
            "At present {n} person would get it.", "At present {n} people would get it.", seen.total
        )
        blocks.append(para(line))
        blocks += [*_people(t, seen.people), *_when(t, seen.total, seen.held_back)]
    blocks += _gaps(t, catalogues, seen)
    return Screen(tuple(blocks), tuple(_decisions(t, draft, seen)))


def _when(t: Translator, total: int, later: int) -> Iterator[Block]:
    if later:
        yield note(
            t(
                "At once: {now}. In their weekly letter: {later}, because they chose that or have had three messages this week.",
                now=total - later,
                later=later,
            )
        )


def _without_copy(t: Translator, readers: Readers) -> Iterator[Block]:
    if readers.letter:
        words = t.plural(
            "{n} person has read of it in the weekly letter. What stands there stays; the button under it shows the new words.",
            "{n} people have read of it in the weekly letter. What stands there stays; the button under it shows the new words.",
            readers.letter,
        )
        yield para(words)
    if readers.waits:
        yield para(
            t("Still wait for it or for their weekly letter, and get the new words: {n}", n=readers.waits)
        )


def _gaps(t: Translator, catalogues: Catalogues, seen: Prospect) -> Iterator[Block]:
    if seen.missing:
        yield note(t("Nothing is written in these languages yet:"))
    for code, shown in sorted(seen.missing.items()):
        n = seen.people[code]
        instead = catalogues.own_name(shown) if shown in catalogues.codes else shown
        words = t.plural(
            "{language}: {n} person would see it in another language: {instead}",
            "{language}: {n} people would see it in another language: {instead}",
            n,
            language=t.language(code),
            instead=instead,
        )
        yield item(f"• {words}")


def _decisions(t: Translator, draft: Composed, seen: Prospect) -> Iterator[Row]:
    incomplete = int(bool(seen.missing))
    if incomplete:
        yield (ask_helpers(t, "compose.want", draft.id),)
    now = t("Send without these words") if incomplete else t("Send now")
    verb = "compose.correct" if draft.corrects else "compose.send"
    yield (Button(f"📣 {now}", action(verb, draft.id, draft.revision, incomplete)),)
    if not draft.corrects:
        later = t("Later, without these words") if incomplete else t("Send later")
        yield (Button(f"🕐 {later}", action("compose.later", draft.id, draft.revision, incomplete)),)
    yield (_look(t, draft), back(t, draft))


def _look(t: Translator, draft: Composed) -> Button:
    return Button(f"👁 {t('Preview')}", action("compose.look", draft.id))


def back(t: Translator, draft: Composed) -> Button:
    return Button(f"↩️ {t('Back')}", action("compose", draft.id))


def every(t: Translator) -> Button:
    return Button(f"↩️ {t('All messages')}", action("broadcast.list"))


def open_fields(draft: Composed) -> tuple[str, ...]:
    """What a ready notice still has to be told."""
    return lacking(READY[draft.ready], draft.fields) if draft.ready else ()
