"""What the proofs against leaks rely on: no write goes unnoticed, whichever way it takes."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, update

from db.prepared import plain
from db.session import Database, Tx
from db.tables import Area, Idea
from tests.chat import Bot
from tests.hostile_kiez import Kiez, Raw
from tests.writes import ANYTHING, Writes, table_of

_LEAKS = plain(update(Idea).where(Idea.id == bindparam("idea")).values(number="X"))
_CLOSES = plain(update(Area).where(Area.id == bindparam("area")).values(name="x"))


def test_a_write_is_noticed_also_past_sqlalchemy_and_if_it_is_taken_back(database: Database) -> None:
    with database.begin() as tx:
        writes = Writes(tx)
        tx.exec_driver_sql("SELECT * FROM areas")
        assert writes.since() == set()
        _CLOSES.run(tx, area=1)
        assert (writes.since(), writes.since()) == ({"areas"}, set())
        with tx.begin_nested() as step:
            tx.execute(update(Area).where(Area.id == 1).values(name="y"))
            step.rollback()
        assert writes.since() == {"areas"}
        writes.close()


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("SELECT 1", None),
        ("SAVEPOINT one", None),
        ('INSERT INTO "ideas" (id) VALUES (1)', "ideas"),
        ("insert or ignore into ideas VALUES (1)", "ideas"),
        ("UPDATE OR REPLACE ideas SET id = 1", "ideas"),
        ("DELETE FROM ideas", "ideas"),
        ("WITH one AS (SELECT 1) DELETE FROM ideas", ANYTHING),
        ("-- a trigger", ANYTHING),
        ("DROP TABLE ideas", ANYTHING),
    ],
)
def test_what_is_not_understood_may_have_written_anywhere(sql: str, table: str | None) -> None:
    assert table_of(sql) == table


class Leaky(Kiez):
    """Answers as the bot does, but changes somebody's idea on the way, past SQLAlchemy."""

    def works(self, tx: Tx, raw: Raw) -> None:
        super().works(tx, raw)
        _LEAKS.run(tx, idea=self.idea)


def test_an_attack_that_changes_something_is_found(bot: Bot) -> None:
    kiez = Leaky(bot)
    with kiez.attacks() as attack, pytest.raises(AssertionError, match="ideas"):
        attack(kiez.press(kiez.me, "no.such.verb"))
