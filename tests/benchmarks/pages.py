"""What pages and files of results cost over many answers."""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from bot import log
from bot.paper import result_sheets
from bot.services import answer_table, freezing, publishing, single_answers
from db import rounds, surveys
from db.session import Database, Tx
from db.tables import Answer, Person, Round, Session
from tests.benchmarks.journey import Figure
from tests.chat import Bot

PEOPLE = 20_000
"""Each of them with five answers."""

ROUNDS = 24
"""Of one survey, over which the same number of answers is spread for a trend."""

VALUES: dict[str, list[Any]] = {
    "day": ["1", "2", "3", "4", "5"],
    "dark": ["1", "3", "4"],
    "avoid": ["yes", "no"],
    "would_help": [["light", "clean"], ["people"]],
    "place": ["At the passage"],
}
LANGUAGES = ("de", "de", "en", "tr", "ar")


def measure(database: Database) -> Iterator[Figure]:
    """Milliseconds for `/results`, for one survey of 100,000 answers and every way to look closer, for a trend over as many
    in 24 rounds, and for the files."""
    log.set_up("CRITICAL")
    bot = Bot(database, Path(tempfile.mkdtemp(prefix="bench")), io.StringIO())
    lead = bot.staff("lead")
    round_ = bot.does(lambda tx: publishing.publish(tx, bot.world, "safety", None, bot.clock()))
    area = bot.area("rollbergsiedlung")
    bot.does(lambda tx: _answers(tx, [round_], area, bot.clock(), 0))
    others = bot.does(lambda tx: _rounds(tx, round_, bot.clock()))
    for name, data in (
        ("/results", "results"),
        ("one survey", f"results.show:{round_}:{area}"),
        ("one question", f"results.ask:{round_}:{area}:0"),
        ("one question by language", f"results.lang:{round_}:{area}:0"),
        ("two questions", f"results.cross:{round_}:{area}:0:1"),
    ):
        began = time.perf_counter()
        lead.presses(data)
        yield f"{name} over 100,000 answers", "ms", (time.perf_counter() - began) * 1000
    bot.does(lambda tx: _answers(tx, others, area, bot.clock(), PEOPLE))
    began = time.perf_counter()
    lead.presses(f"results.rounds:{others[0]}:{area}:0")
    yield f"a trend over {ROUNDS} rounds of 100,000 answers", "ms", (time.perf_counter() - began) * 1000
    for name, work in _files(bot, round_, area).items():
        began = time.perf_counter()
        bot.does(work)
        whole = "200,000 answers in 24 rounds" if name.startswith("single") else "100,000 answers"
        yield f"{name} of {whole}", "ms", (time.perf_counter() - began) * 1000
    bot.close()


def _files(bot: Bot, round_: int, area: int) -> dict[str, Callable[[Tx], Any]]:
    """What is taken out of one round, as far as the database goes and as a finished file; and the round frozen."""
    t, here = bot.world.catalogues.translator("de"), frozenset({area})
    until = bot.clock() + timedelta(days=1)
    span = (here, None, until, t, round_)

    def frozen(tx: Tx) -> None:
        running = rounds.by_round(tx, round_)
        assert running is not None
        freezing.freeze_round(tx, running)

    def singles(tx: Tx) -> bytes:
        found = single_answers.sheet(tx, bot.world.keys, round_, here, bot.clock())
        return "".join(single_answers.singles_csv(found)).encode()

    return {
        "CSV": lambda tx: "".join(answer_table.answers_csv(tx, *span)),
        "JSON": lambda tx: "".join(answer_table.answers_json(tx, *span)),
        "XLSX": lambda tx: result_sheets.workbook(answer_table.answer_sheets(tx, *span)),
        "single answers (CSV)": singles,
        "freezing": frozen,
        "CSV, frozen": lambda tx: "".join(answer_table.answers_csv(tx, *span)),
    }


def _rounds(tx: Tx, round_: int, at: datetime) -> list[int]:
    """More rounds of the same survey, with the first one as many as `ROUNDS`, the newest first."""
    first = tx.execute(select(Round.survey_id, Round.version_id).where(Round.id == round_)).one()
    return [
        surveys.add_round(
            tx, first.survey_id, first.version_id, f"past {n}", at - timedelta(days=7 * n), at
        )
        for n in range(1, ROUNDS)
    ]


def _answers(tx: Tx, round_ids: list[int], area: int, at: datetime, start: int) -> None:
    many = range(start + 1, start + PEOPLE + 1)
    person = {"telegram_sealed": b"", "asked_to_subscribe": True, "created_at": at}
    tx.execute(
        insert(Person),
        [{"id": n, "telegram_hash": b"%d" % n, "language": LANGUAGES[n % 5], **person} for n in many],
    )
    way = {"area_id": area, "state": "finished", "step": 9, "started_at": at}
    homes = {n: round_ids[n % len(round_ids)] for n in many}
    tx.execute(
        insert(Session), [{"id": 10**6 + n, "person_id": n, "round_id": homes[n], **way} for n in many]
    )
    fixed = {"area_id": area, "goal": 7, "state": "given", "at": at}
    for place, (name, values) in enumerate(VALUES.items()):
        tx.execute(
            insert(Answer),
            [
                {
                    "session_id": 10**6 + n,
                    "round_id": homes[n],
                    "question": name,
                    "value": values[n * n // (place + 3) % len(values)],
                    "language": LANGUAGES[n % 5],
                    **fixed,
                }
                for n in many
            ],
        )
