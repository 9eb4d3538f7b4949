"""What residents tell the team in private, and what the team answers. Notices to the team carry no word of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.clean import is_visible
from bot.core.content import Content
from bot.core.refused import Outdated, Refused
from bot.core.retention import CONCERN_DRAFTS, CONCERNS
from bot.core.text import N_
from bot.services.areas import served
from bot.services.notices import notify
from bot.services.world import World
from db import audit, concerns, people, staff
from db.areas import Place
from db.concerns import Found, Message
from db.people import Known
from db.session import Tx
from db.staff import Post

LIMIT = 1500
"""Characters of a message; more can follow. Two of them fit on a screen."""

PER_PAGE = 2
TOGETHER, OPEN, UNANSWERED = 5, 3, 10
"""Messages before it is sent, concerns that one person may have open, messages that may wait for an answer."""

PATIENCE = timedelta(days=3)
"""So long after the last word the team is reminded of what is open."""

WISHES = ("contact", "know")
NONE = ""
"""In place of a telephone number: it was asked for, and none was given."""

TEAM, ANSWER, CLOSED = "concern_team", "concern_answer", "concern_closed"
NOBODY, ALONE = "concern_nobody", "concern_alone"
"""The kinds of the notices."""

UNREAD = N_("Nobody reads private messages there at the moment. Please go to the office.")


@dataclass(frozen=True, slots=True)
class Thread:
    """A page of what was written, counted from 1, oldest message first. The last page is the newest."""

    messages: tuple[Message, ...]
    page: int
    pages: int


def paged(found: Sequence[Message], page: int) -> Thread:
    """A page; the newest without a number, or with one that is too high."""
    pages = max(1, -(-len(found) // PER_PAGE))
    number = min(page or pages, pages)
    return Thread(tuple(found[(number - 1) * PER_PAGE : number * PER_PAGE]), number, pages)


def words_of(content: Content) -> dict[str, str | None]:
    """A text or a voice message. Raises Refused for anything else, and for what is too long."""
    if content.kind == "voice":
        return {"text": content.text[:LIMIT], "voice": content.file_id}
    if content.kind != "text" or not is_visible(content.text):
        raise Refused(N_("Please write a text or send a voice message."))
    if len(content.text) > LIMIT:
        raise Refused(N_("This is too long: please use at most {limit} characters."), limit=LIMIT)
    return {"text": content.text, "voice": None}


def reached(tx: Tx, world: World) -> list[Place]:
    """Areas whose team reads what is private here: nobody writes to where nobody reads."""
    areas = concerns.areas_with_readers(tx)
    return [area for area in served(tx, world) if areas is None or area.id in areas]


# --- the person -----------------------------------------------------------------------------------


def write(tx: Tx, world: World, person: Known, content: Content, now: datetime) -> None:
    """Adds to the draft, or begins one in the person's own area."""
    words = words_of(content)
    found = concerns.draft(tx, person.id)
    if found is None:
        if sum(one.state == "open" for one in concerns.of_person(tx, person.id)) >= OPEN:
            raise Refused(N_("Several of your private messages are still open. Please add to one of them."))
        area = next((one.id for one in reached(tx, world) if one.id == person.area_id), None)
        number = concerns.begin(tx, person.id, area, now)
    elif len(concerns.messages(tx, found.id)) >= TOGETHER:
        raise Refused(N_("This is enough for now. Please send it, you can add more afterwards."))
    else:
        number = found.id
    concerns.say(tx, number, {**words, "language": person.language}, now)


def change(tx: Tx, person: Known, **values: object) -> None:
    """Sets something of the draft. Raises Outdated if there is none."""
    if not concerns.change_draft(tx, person.id, values):
        raise Outdated()


def next_step(found: Found) -> str:
    """What is asked for next."""
    if found.wish is None:
        return "wish"
    if found.wish == "contact" and found.phone is None:
        return "phone"
    return "area" if found.area_id is None else "review"


def send(tx: Tx, person: Known, concern_id: int, now: datetime) -> bool:
    """The draft goes to the team of its area; False if it has gone already, or is not complete."""
    found = concerns.draft(tx, person.id)
    if found is None or found.id != concern_id or next_step(found) != "review" or found.area_id is None:
        return False
    if not concerns.readers(tx, found.area_id):
        raise Refused(UNREAD)
    values = {"state": "open", "created_at": now, "changed_at": now}
    if not concerns.change_draft(tx, person.id, values):
        return False
    _tell_team(tx, found.id, found.area_id, "new", now, f"new:{found.id}")
    return True


def add(tx: Tx, person: Known, concern_id: int, content: Content, now: datetime) -> None:
    """One more message of the person to what is open."""
    found = concerns.own(tx, person.id, concern_id, hold=True)
    if found is None or found.state != "open" or found.area_id is None:
        raise Outdated(N_("This private message is closed. You can write a new one."))
    if is_alone(tx, found):
        raise Refused(UNREAD)
    written = concerns.messages(tx, found.id)
    last = next((at for at, one in enumerate(reversed(written)) if one.staff_id), len(written))
    if last >= UNANSWERED:
        raise Refused(N_("The team has not answered your last messages yet. Please wait for its answer."))
    number = concerns.say(tx, found.id, {**words_of(content), "language": person.language}, now)
    _tell_team(tx, found.id, found.area_id, "more", now, f"more:{number}")


def take_back(tx: Tx, person: Known, concern_id: int) -> bool:
    """Deletes it with all that was written; False if there is none."""
    return concerns.remove(tx, person.id, concern_id)


def is_alone(tx: Tx, found: Found) -> bool:
    """Whether it is open and nobody is left who reads it."""
    return found.state == "open" and not concerns.readers(tx, found.area_id or 0)


# --- the team -------------------------------------------------------------------------------------


def _tell_team(tx: Tx, concern_id: int, area_id: int, what: str, now: datetime, job: str) -> None:
    for person_id in concerns.readers(tx, area_id):
        notify(tx, person_id, TEAM, {"concern": concern_id, "what": what}, now, job=f"{TEAM}:{job}")


def staff_id(posts: Sequence[Post], area_id: int | None) -> int:
    """Under which internal number somebody of the team acts."""
    return next(
        post.staff_id for post in posts if post.role in concerns.READERS and post.area_id in (area_id, None)
    )


def is_reached(tx: Tx, found: Found) -> bool:
    """Whether an answer reaches the person, as far as is known."""
    person_id = concerns.person_of(tx, found.id)
    person = people.by_id(tx, person_id) if person_id is not None else None
    return person is not None and person.unreachable_since is None


def read(tx: Tx, posts: Sequence[Post], found: Found, now: datetime) -> None:
    audit.record(tx, staff_id(posts, found.area_id), "concern_read", f"concern:{found.id}", now)


def answer(  # noqa: PLR0913 - who answers what
    tx: Tx, posts: Sequence[Post], found: Found, content: Content, language: str, now: datetime
) -> None:
    """The team's words, which go to the person as a notice. Raises Outdated for what is closed."""
    if found.state != "open":
        raise Outdated(N_("This private message is closed."))
    words, who = words_of(content), staff_id(posts, found.area_id)
    number = concerns.say(tx, found.id, {**words, "staff_id": who, "language": language}, now)
    audit.record(tx, who, "concern_answered", f"concern:{found.id}", now)
    _tell_person(tx, found.id, ANSWER, {"message": number}, now, f"{ANSWER}:{number}")


def close(tx: Tx, posts: Sequence[Post], found: Found, now: datetime) -> None:
    """From now on it is kept for thirty days; the telephone number goes at once."""
    if concerns.close(tx, found.id, now):
        audit.record(tx, staff_id(posts, found.area_id), "concern_closed", f"concern:{found.id}", now)
        _tell_person(tx, found.id, CLOSED, {}, now, f"{CLOSED}:{found.id}")


def _tell_person(  # noqa: PLR0913 - who is told what
    tx: Tx, concern_id: int, kind: str, content: dict[str, int], now: datetime, job: str
) -> None:
    person_id = concerns.person_of(tx, concern_id)
    if person_id is not None:
        notify(tx, person_id, kind, {"concern": concern_id, **content}, now, job=job)


def for_team(tx: Tx, person_id: int, concern_id: int) -> Found | None:
    """What a notice is about, while its reader may read it and it is open."""
    found = concerns.opened(tx, concerns.scope(staff.posts(tx, person_id)), concern_id)
    return found if found and found.state == "open" else None


def said(tx: Tx, person_id: int, concern_id: int, message_id: int) -> Message | None:
    """The answer that a notice brings, while the concern is there."""
    if concerns.own(tx, person_id, concern_id) is None:
        return None
    found = concerns.messages(tx, concern_id)
    return next((one for one in found if one.id == message_id and one.staff_id), None)


# --- the clock ------------------------------------------------------------------------------------


def remind(tx: Tx, _world: World, now: datetime, limit: int) -> int:
    """Reminds the team of what is open and about which nobody wrote for three days."""
    due = concerns.waiting(tx, now - PATIENCE, limit)
    concerns.reminded(tx, [concern_id for concern_id, _ in due], now)
    for concern_id, area_id in due:
        _tell_team(tx, concern_id, area_id, "waits", now, f"waits:{concern_id}:{now:%Y%m%d}")
    return len(due)


def mind_readers(tx: Tx, _world: World, now: datetime, _limit: int) -> int:
    """Where whoever read it is gone: those who look after all areas hear of it, and whoever wrote does."""
    found = concerns.unread(tx)
    for concern_id, person_id, _ in found:
        notify(tx, person_id, ALONE, {"concern": concern_id}, now, job=f"{ALONE}:{concern_id}")
    for area_id in sorted({area_id for *_, area_id in found}):
        _tell_admins(tx, area_id, now)
    return len(found)


def reader_gone(tx: Tx, area_id: int | None, now: datetime) -> None:
    """Somebody lost a role there: if nobody else reads what is open, those who look after all areas hear of it."""
    if area_id is not None and area_id in {area for *_, area in concerns.unread(tx)}:
        _tell_admins(tx, area_id, now)


def _tell_admins(tx: Tx, area_id: int, now: datetime) -> None:
    """Once a week: leads would read it themselves, so these are the admins."""
    year, week, _ = now.isocalendar()
    for person_id in staff.leads(tx, area_id):
        notify(tx, person_id, NOBODY, {"area": area_id}, now, job=f"{NOBODY}:{area_id}:{year}{week:02}")


def waits_in(tx: Tx, area_id: int) -> int:
    """How many are open there that nobody can read."""
    return sum(area == area_id for *_, area in concerns.unread(tx))


def forget(tx: Tx, _world: World, now: datetime, limit: int) -> int:
    return concerns.forget(tx, now - CONCERNS, now - CONCERN_DRAFTS, limit)
