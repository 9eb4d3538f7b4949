"""Years of answers and ideas in seconds: the same statements for both databases."""

from __future__ import annotations

from typing import Any

from db.session import Database, Tx

ANSWERS_OF_ONE = 5
ANSWERS_OF_A_ROUND = 500
"""Twenty rounds for 10^4 answers."""

_WORDS = {
    "sqlite": {"bytes": "BLOB", "json": "TEXT", "moment": "TEXT"},
    "postgresql": {"bytes": "BYTEA", "json": "JSON", "moment": "TIMESTAMPTZ"},
}
_FAST = {
    "sqlite": ("PRAGMA cache_size = -500000",),
    "postgresql": ("SET LOCAL session_replication_role = replica", "SET LOCAL statement_timeout = 0"),
}
"""PostgreSQL would look up every foreign key by itself; its statements end after five seconds otherwise."""
_AS_BEFORE = "PRAGMA cache_size = -2000"
"""SQLite's own default."""
_SERIES = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})"

_PEOPLE = """INSERT INTO people (id, telegram_hash, telegram_sealed, language, area_id, asked_to_subscribe, created_at)
    {people} SELECT i, CAST('hash ' || i AS {bytes}), CAST('sealed ' || i AS {bytes}),
    CASE i % 5 WHEN 0 THEN 'de' WHEN 1 THEN 'en' WHEN 2 THEN 'tr' WHEN 3 THEN 'ar' ELSE 'de' END,
    {area}, TRUE, {then} FROM n"""
_CONSENTS = """INSERT INTO consents (person_id, version, language, given_at) {people} SELECT i, '1', 'de', {then} FROM n"""
_DIALOGS = """INSERT INTO dialogs (person_id, asked, updated_at) {people} SELECT i, '', {then} FROM n"""
_SUBSCRIPTIONS = """INSERT INTO subscriptions (person_id, topic, rhythm, since)
    {people} SELECT i, 'events', 'at_once', {then} FROM n"""
_ROUNDS = """INSERT INTO rounds (survey_id, version_id, occurrence, opens_at, closes_at)
    {rounds} SELECT v.survey_id, v.id, 'past ' || i, {then}, {later} FROM n CROSS JOIN survey_versions v"""
_SESSIONS = """INSERT INTO sessions (round_id, person_id, area_id, state, step, started_at, finished_at)
    SELECT r.id, p.id, p.area_id, 'finished', 6, {then}, {then} FROM people p
    JOIN rounds r ON r.occurrence = 'past ' || (p.id % {round_count} + 1)"""
_ANSWERS = """INSERT INTO answers (session_id, round_id, question, state, value, goal, area_id, language, at)
    SELECT s.id, s.round_id, q.name, 'given', CAST(q.value AS {json}), 7, s.area_id, 'de', {then} FROM sessions s
    CROSS JOIN (SELECT 'day' AS name, '"4"' AS value UNION ALL SELECT 'dark', '"3"' UNION ALL SELECT 'avoid', '"yes"'
    UNION ALL SELECT 'would_help', '["light", "clean"]' UNION ALL SELECT 'place', '"At the passage"') q"""
_IDEAS = """INSERT INTO ideas (number, author_id, area_id, goal, language, text, status, created_at, updated_at)
    {ideas} SELECT 'OLD-2025-' || i, (i * 7) % {person_count} + 1, {area}, (i / {areas}) % 9 + 1, 'de',
    'A bench under the plane tree, so that older people can rest on their way home.',
    CASE WHEN (i / {areas}) % {per_area} < 40 THEN 'new' WHEN i % 3 = 0 THEN 'seen' WHEN i % 3 = 1 THEN 'answered'
    ELSE 'done' END, {then}, {then} FROM n"""
_STATUSES = """INSERT INTO idea_statuses (idea_id, status, at) SELECT id, status, {then} FROM ideas"""
_INBOX = """INSERT INTO inbox (update_id, state, attempts, next_at, received_at)
    {ideas} SELECT 1000000000000 + i, 'done', 1, {then}, {then} FROM n"""
_OUTBOX = """INSERT INTO outbox (lane, person_id, kind, policy, state, attempts, not_before, created_at, done_at, message_id)
    {ideas} SELECT 0, (i * 7) % {person_count} + 1, 'request', 'resend_once', 'sent', 1, {then}, {then}, {then}, i FROM n"""

STATEMENTS = (
    *(_PEOPLE, _CONSENTS, _DIALOGS, _SUBSCRIPTIONS, _ROUNDS, _SESSIONS),
    *(_ANSWERS, _IDEAS, _STATUSES, _INBOX, _OUTBOX),
)


def fill(database: Database, answers: int) -> None:
    """`answers` answers and as many ideas over all areas, with their people, rounds and what was received and sent.

    A survey has to be there. Of the ideas 40 an area are new, a third was seen: a team keeps up with what comes in.
    """
    with database.begin() as tx:
        for setting in _FAST[tx.dialect.name]:
            tx.exec_driver_sql(setting)
        words = _words(tx, tx.dialect.name, answers)
        for statement in STATEMENTS:
            sql = statement.format(**words)
            tx.exec_driver_sql(sql if database.is_sqlite else sql.replace("%", "%%"))
    engine = database.writer.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")
    database.checkpoint()
    if database.is_sqlite:
        with database.begin() as tx:
            tx.exec_driver_sql(_AS_BEFORE)


def _words(tx: Tx, dialect: str, answers: int) -> dict[str, Any]:
    first, areas = tx.exec_driver_sql("SELECT min(id), count(*) FROM areas").one()
    people, rounds = answers // ANSWERS_OF_ONE, answers // ANSWERS_OF_A_ROUND
    return {
        **_WORDS[dialect],
        "area": f"i % {areas} + {first}",
        "areas": areas,
        "per_area": max(1, answers // areas),
        "person_count": people,
        "round_count": rounds,
        "people": _SERIES.format(many=people),
        "rounds": _SERIES.format(many=rounds),
        "ideas": _SERIES.format(many=answers),
        "then": f"CAST('2026-10-20 09:00:00.000000' AS {_WORDS[dialect]['moment']})",
        "later": f"CAST('2026-11-02 09:00:00.000000' AS {_WORDS[dialect]['moment']})",
    }
