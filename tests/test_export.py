"""Tables that the office takes out."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from bot.services import answer_table, idea_table, tables
from db import results
from tests.chat import BEGIN, Bot
from tests.questionnaire import begun, publish
from tests.test_desk import OTHER, suggests


def taken_out(bot: Bot, area: str | None = None) -> list[dict[str, str]]:
    """The rows of the file, by heading."""
    ids = {bot.area(area)} if area else None
    t, until = bot.world.catalogues.translator("en"), bot.clock() + timedelta(days=1)
    pieces = bot.does(lambda tx: "".join(idea_table.ideas_csv(tx, ids, BEGIN, until, t)))
    return list(csv.DictReader(io.StringIO(pieces.removeprefix(tables.BOM), newline=""), delimiter=";"))


def test_an_idea_is_a_row_in_words_of_the_office(bot: Bot) -> None:
    suggests(bot.resident("tr"), "Daha çok ağaç", goal=3)
    assert taken_out(bot) == [
        {
            "Nummer": "ROLL-2026-1",
            "Gebiet": "Rollbergsiedlung",
            "Bezirk": "Neukölln",
            "Ziel": "Z3 Streets and green places",
            "Handlungsfeld": "HF3",
            "weitere Ziele": "",
            "Sprache": "tr",
            "Status": "New",
            "eingegangen": "2026-11-23",
            "Text": "Daha çok ağaç",
            "Fotos": "0",
            "Sprachnachrichten": "0",
            "Orte": "",
        }
    ]


def test_attachments_are_counted_and_places_named(bot: Bot) -> None:
    resident = bot.resident().presses("idea.new:3")
    resident.sends_photo().sends_voice().sends_place(52.47, 13.43).taps("Send")
    row = taken_out(bot)[0]
    assert (row["Fotos"], row["Sprachnachrichten"], row["Orte"]) == ("1", "1", "52.47000, 13.43000")


def test_a_formula_stays_a_text(bot: Bot) -> None:
    suggests(bot.resident(), '=HYPERLINK("http://example.org";"x")')
    assert taken_out(bot)[0]["Text"].startswith("'=")


def test_only_the_areas_asked_for_are_taken_out(bot: Bot) -> None:
    suggests(bot.resident(), "Here"), suggests(bot.resident(area=OTHER), "There")
    suggests(bot.resident(area=None), "Nowhere yet")
    assert [row["Text"] for row in taken_out(bot, OTHER)] == ["There"]
    assert len(taken_out(bot)) == 3


def test_what_was_withdrawn_and_what_came_later_is_left_out(bot: Bot) -> None:
    resident = bot.resident()
    suggests(resident, "A mistake")
    resident.presses("idea.withdrawn:1")
    bot.passes(days=1)
    t = bot.world.catalogues.translator("en")
    suggests(resident, "Too late for the report")
    until = bot.clock()
    pieces = bot.does(lambda tx: list(idea_table.ideas_csv(tx, None, BEGIN, until, t)))
    assert len(pieces) == 1


def test_many_ideas_come_in_their_order(bot: Bot) -> None:
    resident = bot.resident()
    for n in range(5):
        suggests(resident, f"Idea {n}")
    assert [row["Nummer"] for row in taken_out(bot)] == [f"ROLL-2026-{n}" for n in range(1, 6)]


def answers(bot: Bot) -> list[dict[str, str]]:
    t, until = bot.world.catalogues.translator("en"), bot.clock() + timedelta(days=1)
    bot.does(lambda tx: results.count_in(tx, bot.clock()))
    pieces = bot.does(lambda tx: "".join(answer_table.answers_csv(tx, None, BEGIN, until, t)))
    return list(csv.DictReader(io.StringIO(pieces.removeprefix(tables.BOM), newline=""), delimiter=";"))


def test_answers_are_counted_for_five_people_or_more(bot: Bot) -> None:
    publish(bot, "where")
    for _ in range(4):
        begun(bot.resident()).taps("Bench")
    assert {(row["Zustand"], row["Personen"]) for row in answers(bot)} == {("zu wenige Antworten", "")}
    begun(bot.resident()).taps("Bench")
    (row,) = [row for row in answers(bot) if row["Personen"] not in ("", "0")]
    assert (row["Umfrage"], row["Frage"], row["Antwort"]) == ("probe", "where", "bench")
    assert (row["Personen"], row["Ziel"]) == ("5", "Z3 Streets and green places")
