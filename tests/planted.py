"""A person with a marked word in every field that theirs can reach, and the search for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, text, update

from db.session import Database, Tx
from db.tables import Base, Dialog

MARK = "Quittengelee"
"""Says nothing that the bot says by itself."""

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PHOTO, VOICE = "a1b2.jpg", "c3d4.ogg"
HASH = f"hash {MARK}".encode()


def put(tx: Tx, table: str, /, **values: Any) -> Any:
    """Writes a row; returns its key where it has one of its own."""
    there = Base.metadata.tables[table]
    row = tx.execute(insert(there).values(**values))
    return row.inserted_primary_key[0] if row.inserted_primary_key else None


def _person(tx: Tx) -> int:
    plain = {"language": MARK, "area_id": 1, "asked_to_subscribe": True, "created_at": NOW}
    sealed = f"sealed {MARK}".encode()
    person: int = put(tx, "people", telegram_hash=HASH, telegram_sealed=sealed, **plain)
    put(tx, "consents", person_id=person, version=MARK, language="de", given_at=NOW)
    put(tx, "subscriptions", person_id=person, topic=MARK, rhythm="at_once", since=NOW)
    put(tx, "dialogs", person_id=person, asked=f"idea:{MARK}", draft={"text": MARK}, updated_at=NOW)
    post = put(tx, "staff", person_id=person, area_id=1, role="team", since=NOW, label=MARK)
    put(tx, "helpers", staff_id=post, languages=[MARK], at_once=True, promised_at=NOW)
    put(tx, "invite_guesses", person_id=person, at=NOW)
    put(tx, "report_wishes", person_id=person, area_id=1, since=NOW)
    return person


def neighbour(tx: Tx) -> int:
    """Somebody else."""
    plain = {"language": "tr", "asked_to_subscribe": False, "created_at": NOW}
    key: int = put(tx, "people", telegram_hash=b"other", telegram_sealed=b"other", **plain)
    return key


def idea(tx: Tx, person: int, number: str, words: str, *media: tuple[str, str], status: str = "new") -> int:
    """An idea with everything that hangs on it; media are kinds and names of copies."""
    plain = {"area_id": 1, "goal": 3, "language": "de", "created_at": NOW, "updated_at": NOW}
    said = {"text": words, "folded": words.lower()}
    key: int = put(tx, "ideas", number=number, author_id=person, status=status, **said, **plain)
    put(tx, "idea_goals", idea_id=key, goal=4)
    put(tx, "idea_places", idea_id=key, position=1, latitude=52.5, longitude=13.4)
    put(tx, "idea_statuses", idea_id=key, status=status, at=NOW)
    reply = {"kind": "reply", "text": words, "language": "de", "fields": {"place": words}, "at": NOW}
    put(tx, "idea_messages", idea_id=key, **reply)
    put(tx, "idea_notes", idea_id=key, text=words, at=NOW)
    put(tx, "pieces", source="idea", source_id=key, idea_id=key, **carried(words))
    shown = {"text": words, "letter": words, "language": "de", "spans": [], "photos": []}
    put(tx, "publications", idea_id=key, state="shown", published_at=NOW, **shown)
    put(tx, "signatures", idea_id=key, language="de", bits=bytes(128))
    for table, said in (("supports", {"kind": "support"}), ("publication_reports", {"reason": "other"})):
        put(tx, table, idea_id=key, person_id=person, at=NOW, **said)
    for position, (kind, name) in enumerate(media, 1):
        ids = {"file_id": f"f{MARK}", "unique_id": f"u{MARK}"}
        copy = {"kind": kind, "state": "stored", "stored_as": name, "attempts": 0}
        put(tx, "media", idea_id=key, position=position, **copy, **ids)
    return key


def carried(words: str) -> dict[str, Any]:
    """A text in another language, with all that was tried on the way."""
    made: dict[str, Any] = {"text": words, "how": "person", "draft": words, "said_back": words}
    made |= {"pending": {"text": words}, "earlier": [[words]], "version": 2, "tries": 1}
    made |= {"state": "delivered", "delivered_at": NOW}
    return {**made, "part": "", "source_language": "de", "language": "tr", "wanted_at": NOW}


def _answers(tx: Tx, person: int) -> None:
    survey = put(tx, "surveys", slug="noise", goal=3, created_at=NOW)
    version = put(tx, "survey_versions", survey_id=survey, version=1, definition={})
    run = put(tx, "rounds", survey_id=survey, version_id=version, occurrence="once", opens_at=NOW)
    where = {"round_id": run, "area_id": 1}
    state = {"state": "running", "question": MARK, "step": 1, "started_at": NOW}
    session = put(tx, "sessions", person_id=person, **where, **state)
    said = {"question": "why", "state": "given", "value": {"text": MARK}, "goal": 3, "language": "de"}
    put(tx, "answers", session_id=session, **where, **said, at=NOW)
    put(tx, "ballot_ways", person_id=person, round_id=run, step=1, sealed=f"sealed {MARK}".encode())
    put(tx, "silences", person_id=person, survey_id=survey, rounds=1)
    file = {"file_id": f"f{MARK}", "name": MARK, "attempts": 0}
    event = put(tx, "events", **_event())
    spoken = {"needs": [MARK], "brings": [MARK], "practises": [MARK], "answered_at": NOW}
    put(tx, "rsvps", event_id=event, person_id=person, answer="yes", people=2, turn=1, **spoken)
    put(tx, "uploads", person_id=person, goal=3, area_id=1, created_at=NOW, **file)


def _event() -> dict[str, Any]:
    """An event that anybody may be invited to."""
    plain = {
        "area_id": 1,
        "state": "announced",
        "sort": "film",
        "goal": 5,
        "place": "Street 1",
        "whom": "all",
    }
    empty: dict[str, Any] = {"marks": [], "languages": [], "title": {}, "words": {}, "cost": 0}
    told = {"revision": 0, "told": 0, "asked_after": False, "created_at": NOW, "changed_at": NOW}
    return {
        **plain,
        **empty,
        **told,
        "starts_at": NOW,
        "ends_at": NOW + timedelta(hours=2),
        "known_at": NOW,
    }


def _messages(tx: Tx, person: int) -> None:
    plain = {"lane": 0, "policy": "never", "attempts": 0, "not_before": NOW, "created_at": NOW}
    waiting = {"state": "queued", "chat": HASH, "address": MARK.encode(), "content": {"text": MARK}}
    told = {"person_id": person, "area_id": 1, "state": "open", "wish": "contact", "phone": MARK}
    concern = put(tx, "concerns", created_at=NOW, changed_at=NOW, **told)
    words = {"text": MARK, "voice": MARK, "language": "de", "at": NOW}
    put(tx, "concern_messages", concern_id=concern, **words)
    put(tx, "outbox", person_id=person, kind="request", **waiting, **plain)
    put(tx, "outbox", kind="request", **waiting, **plain)
    put(tx, "outbox", person_id=person, kind=MARK, state="sent", done_at=NOW, error=MARK, **plain)
    counts = {"attempts": 5, "next_at": NOW, "received_at": NOW}
    put(tx, "inbox", update_id=1, chat=HASH, payload=MARK, state="dead", error=MARK, **counts)
    put(tx, "inbox", update_id=2, chat=HASH, payload=MARK, state="new", **counts)


def person(tx: Tx) -> int:
    """Somebody who has used everything there is."""
    key = _person(tx)
    about = idea(tx, key, "ROLL-2026-1", MARK, ("photo", PHOTO), ("voice", VOICE))
    begun = {"key": MARK, "status": "done", "fields": {"place": MARK}, "text": MARK, "at": NOW}
    put(tx, "answer_drafts", person_id=key, idea_id=about, **begun)
    _answers(tx, key)
    _messages(tx, key)
    return key


def crowded(tx: Tx) -> int:
    """One of many whose drafts fill pages of SQLite. Some drafts then grow, so the pages are shared out, and some of the rows
    that move leave copies in the room that the pages do not use."""
    plain = {"language": "tr", "asked_to_subscribe": False, "created_at": NOW, "telegram_sealed": b"other"}
    ids = [
        put(tx, "people", id=1000 + number, telegram_hash=b"%d" % number, **plain) for number in range(66)
    ]
    for one in ids[1::2] + ids[::2]:
        put(tx, "dialogs", person_id=one, asked="x", draft={"text": MARK * 10}, updated_at=NOW)
    for one in ids[1::5]:
        tx.execute(update(Dialog).where(Dialog.person_id == one).values(draft={"text": "A bench" * 200}))
    return int(ids[10])


def everything(tx: Tx) -> Iterator[tuple[str, Any]]:
    """Every value of every row of every table, with the place where it stands."""
    for table in Base.metadata.sorted_tables:
        for row in tx.execute(select(table)):
            yield from ((f"{table.name}.{name}", value) for name, value in row._mapping.items())


def found(tx: Tx, word: str = MARK) -> list[str]:
    """Where a word stands in the database."""
    return sorted({where for where, value in everything(tx) if word in _text(value)})


def _text(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


_RELATIONS = """
    SELECT c.relname, pg_read_binary_file(pg_relation_filepath(c.oid))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'pg_toast') AND c.relkind IN ('r', 'i', 't')
"""


def in_files(database: Database, word: str = MARK) -> list[str]:
    """The files of a database in which a word can be read: after SQLite's log was emptied, PostgreSQL vacuumed.

    A plain VACUUM of PostgreSQL leaves the bytes of deleted rows where they were until others need the room.
    """
    if database.is_sqlite:
        assert database.checkpoint()
        path = database.path
        assert path is not None
        files = [(file.name, file.read_bytes()) for file in path.parent.glob(f"{path.name}*")]
        return [name for name, content in files if word.encode() in content]
    with database.writer.connect() as connection:
        tables = text(f"VACUUM FULL {', '.join(Base.metadata.tables)}")
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(tables)
    with database.begin() as tx:
        tx.execute(text("CHECKPOINT"))
        return [name for name, content in tx.execute(text(_RELATIONS)) if word.encode() in bytes(content)]
