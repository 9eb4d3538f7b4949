"""Published ideas as the team makes them: what is covered, which photos are shown, when neighbours can read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zlib import crc32

from bot.core import blacken
from bot.core.clean import is_visible
from bot.core.refused import Outdated, Refused
from bot.core.text import N_
from bot.core.words import GERMAN, Mark, checked_text, seal, shown
from bot.services import similar
from bot.services.filing import acting
from bot.services.notices import notify
from bot.services.published import HANDS, PUBLISHED, SOURCE
from bot.services.sheets import Opened
from db import audit, published, sheets, supports, words
from db.people import Known
from db.published import Edition
from db.session import Tx
from db.sheets import Sheet
from db.staff import Post
from db.tables.published import STATES

LETTER = 1500
"""Characters of what is written to those who lend a hand."""

EDITED = ("draft", "down")
"""States in which an edition is worked on; nobody but the team sees it then."""


def mark_of(sheet: Sheet, edition: Edition) -> str:
    """Stands in the button that publishes: it never shows the neighbours what did not stand above it."""
    shown = f"{blacken.covered(sheet.text, edition.spans)}:{sorted(edition.photos)}"
    return f"{crc32(shown.encode()):08x}"


def told(tx: Tx, sheet: Sheet) -> tuple[Sheet, Mark | None]:
    """An idea with the words that neighbours can read: its author's own, or what a helper made of what was only spoken, and
    how (None: they are its author's). What its author says is not right stays out."""
    if sheet.text:
        return sheet, None
    versions = words.versions(tx, "idea", [sheet.id]).get(sheet.id, ())
    found = shown("", sheet.language, versions, GERMAN)
    return (replace(sheet, text=found.text, language=GERMAN), found.mark) if found.text else (sheet, None)


def read(tx: Tx, opened: Opened) -> Opened:
    """An idea on the desk with those words."""
    return replace(opened, sheet=told(tx, opened.sheet)[0])


def edition(tx: Tx, sheet: Sheet) -> Edition:
    """What is published of an idea, or would be: all of its words and none of its photos, until somebody says otherwise."""
    found = published.edition(tx, sheet.id) or Edition(
        "", sheet.language, None, [], [], "draft", None, None
    )
    return replace(found, how=told(tx, sheet)[1]) if found.state in EDITED else found


def edit(tx: Tx, sheet: Sheet) -> Edition:
    """The same, to be changed. Raises Outdated while neighbours can read it, or if its author does not want that."""
    found = published.begin(tx, sheet.id, sheet.language)
    if found.state not in EDITED:
        raise Outdated()
    return found


def cover(tx: Tx, sheet: Sheet, span: tuple[int, int], *, on: bool) -> None:
    """Covers a part that was found by itself, or shows it again. Raises Outdated for what is no such part."""
    found = edit(tx, sheet)
    if span not in [part.span for part in blacken.found(told(tx, sheet)[0].text)]:
        raise Outdated()
    spans = blacken.joined([*found.spans, span]) if on else blacken.uncovered(found.spans, span)
    published.change(tx, sheet.id, EDITED, spans=[list(one) for one in spans])


def cover_words(tx: Tx, sheet: Sheet, typed: str) -> bool:
    """Covers words wherever they stand; False if they are not there."""
    hits = blacken.words(told(tx, sheet)[0].text, typed)
    if not hits:
        return False
    spans = [list(one) for one in blacken.joined([*edit(tx, sheet).spans, *hits])]
    return published.change(tx, sheet.id, EDITED, spans=spans)


def uncover(tx: Tx, sheet: Sheet) -> None:
    edit(tx, sheet)
    published.change(tx, sheet.id, EDITED, spans=[])


def choose_photo(tx: Tx, sheet: Sheet, number: int, *, on: bool) -> None:
    """Raises Outdated for a photo that did not come with this idea."""
    found = edit(tx, sheet)
    if number not in dict(published.photos(tx, sheet.id)):
        raise Outdated()
    kept = sorted({*found.photos} - {number} | ({number} if on else set()))
    published.change(tx, sheet.id, EDITED, photos=kept)


def publish(tx: Tx, posts: Sequence[Post], sheet: Sheet, mark: str, now: datetime) -> bool:
    """Shows an idea to its neighbours as it stood above the button, and tells its author; False if it stands otherwise by
    now. Raises Refused for an idea of which nothing would be seen."""
    found = edit(tx, sheet)
    sheet, how = told(tx, sheet)
    text = blacken.covered(sheet.text, found.spans)
    if mark != mark_of(sheet, found) or sheet.goal is None or sheet.area_id is None:
        return False
    if not is_visible(text.replace(blacken.COVER, "")) and not found.photos:
        raise Refused(N_("There is nothing to show: please leave some words, or choose a photo."))
    if text != found.text:
        words.forget(tx, SOURCE, sheet.id)
    if how:
        similar.remember(tx, sheet.id, sheet.language, text)
    staff_id = acting(posts, sheet.area_id)
    values = {"text": text, "language": sheet.language, "how": how, "state": "shown", "published_at": now}
    published.change(tx, sheet.id, EDITED, **values, staff_id=staff_id)
    audit.record(tx, staff_id, "idea_published", f"idea:{sheet.id}", now)
    author = sheets.author(tx, sheet.id)
    if author is not None:
        job = f"{PUBLISHED}:{sheet.id}:{now:%Y%m%d%H%M%S}"
        notify(tx, author, PUBLISHED, {"idea": sheet.id}, now, job=job)
    return True


def unpublish(tx: Tx, posts: Sequence[Post], sheet: Sheet, now: datetime) -> bool:
    """Takes an idea down; False if it was not shown."""
    if not published.change(tx, sheet.id, ("shown", "hidden"), state="down"):
        return False
    words.forget(tx, SOURCE, sheet.id)
    published.looked(tx, sheet.id, now)
    audit.record(tx, acting(posts, sheet.area_id), "idea_unpublished", f"idea:{sheet.id}", now)
    return True


def stay(tx: Tx, posts: Sequence[Post], sheet: Sheet, now: datetime) -> bool:
    """The team has looked at what was reported: it may be shown. False if nothing was reported. It may be hidden without a
    report: those go with the people who made them."""
    reported = bool(published.reports(tx, sheet.id))
    published.looked(tx, sheet.id, now)
    if not published.change(tx, sheet.id, ("hidden",), state="shown") and not reported:
        return False
    audit.record(tx, acting(posts, sheet.area_id), "idea_reports_seen", f"idea:{sheet.id}", now)
    return True


def write_to_hands(tx: Tx, sheet: Sheet, text: str) -> None:
    """Keeps what will go to those who lend a hand. Raises Refused for what cannot be read, or is too long."""
    published.change(tx, sheet.id, STATES, letter=checked_text(text, LETTER))


def send_to_hands(  # noqa: PLR0913 - who sends what
    tx: Tx, posts: Sequence[Post], person: Known, sheet: Sheet, sealed: str, now: datetime
) -> int:
    """Sends it, once, and to those alone who said that they may be written to; to how many. Raises Outdated if somebody has
    written it anew since it was looked at (`sealed`, see `bot.core.words.seal`)."""
    letter = published.take_letter(tx, sheet.id)
    if letter and seal(letter) != sealed:
        raise Outdated()
    people = supports.hands(tx, sheet.id) if letter else []
    job = f"{HANDS}:{sheet.id}:{now:%Y%m%d%H%M%S}"
    for person_id in people:
        content = {"idea": sheet.id, "text": letter, "language": person.language}
        notify(tx, person_id, HANDS, content, now, job=job)
    if people:
        audit.record(tx, acting(posts, sheet.area_id), "hands_written", f"idea:{sheet.id}", now)
    return len(people)
