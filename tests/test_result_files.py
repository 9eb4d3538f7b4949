"""Results taken out of the chat: as files and pictures, each only for who may have them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import openpyxl
import pytest
from sqlalchemy import update

from bot.core.refused import Refused
from bot.paper import pictures, result_sheets
from bot.services import single_answers
from bot.views import result_files, result_pictures
from db.tables import Audit, Outbox, Person, Plan
from tests.chat import Bot, Resident
from tests.questionnaire import asked, choices, publish, publish_questions
from tests.test_result_views import again, many
from tests.test_results import BAD, ROLL, answer

BIRTHDAYS = [asked("single", "it", options=choices("Bench", "Wall")), asked("text", "wish")]


def content(bot: Bot, round_: int, **more: Any) -> dict[str, Any]:
    return {
        "round": round_,
        "area": 0,
        "what": "counts",
        "form": "csv",
        "now": bot.clock().isoformat(),
        **more,
    }


def made(bot: Bot, person: Resident, work: Any, asked_for: dict[str, Any]) -> Any:
    """What is made when the message is sent."""
    known, t = person.known, bot.world.catalogues.translator("en")
    return bot.does(lambda tx: work(tx, bot.world, t, known, asked_for))


def unpacked(file: tuple[str, bytes, str]) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(file[1])) as packed:
        return {
            name: list(
                csv.reader(io.StringIO(packed.read(name).decode("utf-8-sig"), newline=""), delimiter=";")
            )
            for name in packed.namelist()
        }


# --- numbers --------------------------------------------------------------------------------------


def test_numbers_come_with_what_their_ids_mean(bot: Bot) -> None:
    round_ = publish(bot, "where")
    answer(bot, round_, ROLL, "de", ["bench", "wall"] * 5, "where")
    found = unpacked(made(bot, bot.staff("viewer"), result_files.file, content(bot, round_)))
    assert found["results.csv"][1][:3] == ["probe", "1", "2026-11-23"]
    assert found["results.csv"][1][-5:] == ["bench", "5", "10", "beantwortet", ""]
    columns, title, *rest = found["codebook.csv"]
    assert columns == ["Umfrage", "Frage", "Art", "Antwort", "de", "en"]
    assert title[-1] == "The probe"
    assert ["probe", "where", "single", "bench", "DE Bench", "Bench"] in rest


def test_a_workbook_holds_numbers_and_no_formula(bot: Bot) -> None:
    round_ = publish(bot, "where")
    answer(bot, round_, ROLL, "de", ["bench", "wall"] * 5, "where")
    name, work, args, _ = made(bot, bot.staff(), result_files.sheet, content(bot, round_, form="xlsx"))
    assert (name.endswith(".xlsx"), work) == (True, "workbook")
    book = openpyxl.load_workbook(
        io.BytesIO(result_sheets.workbook(json.loads(json.dumps(args["tables"]))))
    )
    assert book.sheetnames == ["Ergebnisse", "Codebook"]
    assert [cell.value for cell in book["Ergebnisse"][2]][9:12] == ["bench", 5, 10]


def test_a_formula_in_a_text_of_the_team_stays_a_text() -> None:
    sheet = {"name": "x", "columns": ["=1"], "rows": [["=HYPERLINK(1)"], ["\x0b@a"], [None], [2.5]]}
    book = openpyxl.load_workbook(io.BytesIO(result_sheets.workbook({"sheets": [sheet]})))
    assert [cell.value for (cell,) in book["x"].iter_rows()] == ["'=1", "'=HYPERLINK(1)", "'@a", None, 2.5]


def test_json_says_the_same_with_the_definition(bot: Bot) -> None:
    round_ = publish(bot, "where")
    answer(bot, round_, ROLL, "de", ["bench", "wall"] * 5, "where")
    name, raw, _ = made(bot, bot.staff(), result_files.file, content(bot, round_, form="json"))
    data = json.loads(raw)
    assert name.endswith(".json")
    assert data["codebook"]["probe"]["questions"][0]["options"][0]["id"] == "bench"
    assert {(row["option"], row["people"]) for row in data["results"]} == {("bench", 5), ("wall", 5)}


def test_all_rounds_and_one_round_and_one_area(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    answer(bot, round_, ROLL, "de", ["yes", "no"] * 5)
    answer(bot, publish(bot, "safe", slug="other", area=BAD), BAD, "de", ["yes", "no"] * 5)
    admin = bot.staff("admin", None)
    for one, area, surveys in (
        (0, 0, {"probe", "other"}),
        (round_, 0, {"probe"}),
        (0, bot.area(BAD), {"probe", "other"}),
    ):
        found = unpacked(made(bot, admin, result_files.file, content(bot, one, area=area)))["results.csv"]
        assert {row[0] for row in found[1:]} == surveys


def test_a_role_that_ended_meanwhile_gets_no_file(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    viewer, resident = bot.staff("viewer"), bot.resident()
    assert made(bot, resident, result_files.file, content(bot, round_)) is None
    assert made(bot, viewer, result_files.file, content(bot, round_, area=bot.area(BAD))) is None
    assert made(bot, viewer, result_files.file, content(bot, round_, what="singles")) is None
    assert made(bot, viewer, result_files.sheet, content(bot, round_, area=bot.area(BAD))) is None
    assert made(bot, resident, result_files.picture, content(bot, round_, index=0, by="all")) is None


# --- single answers -------------------------------------------------------------------------------


def singles(bot: Bot, round_: int, area: str | None = ROLL) -> single_answers.Sheet:
    areas = frozenset({bot.area(area)}) if area else None
    found = bot.does(lambda tx: single_answers.sheet(tx, bot.world.keys, round_, areas, bot.clock()))
    assert isinstance(found, single_answers.Sheet)
    return found


def test_single_answers_stand_under_a_pseudonym_without_time_and_words(bot: Bot) -> None:
    round_ = publish_questions(bot, BIRTHDAYS)
    many(bot, round_, ROLL, "de", 6, {"it": "bench", "wish": "My name is Ayşe"})
    many(bot, round_, ROLL, "de", 2, {"it": "private"})
    found = singles(bot, round_)
    assert found.columns == ("Person", "Runde", "Gebiet", "Sprache", "it", "wish")
    assert {row[1:] for row in found.rows} == {
        ("1", ROLL, "de", "bench", "(given)"),
        ("1", ROLL, "de", "(private)", ""),
    }
    text = "".join(single_answers.singles_csv(found))
    assert "Ayşe" not in text
    assert "2026" not in text
    assert not any(str(row.id) in text for row in bot.rows(Person))


def test_rounds_of_a_person_can_be_joined_within_a_survey_only(bot: Bot) -> None:
    first, other = publish(bot, "safe"), publish(bot, "safe", slug="other")
    second = again(bot, first, "2")
    people = [bot.resident() for _ in range(5)]
    for round_ in (first, second, other):
        for person in people:
            person.presses(f"survey.start:{round_}").taps("Yes")
    joined, apart = singles(bot, first), singles(bot, other)
    assert len({row[0] for row in joined.rows}) == 5
    assert sorted(row[1] for row in joined.rows) == ["1"] * 5 + ["2"] * 5
    assert not {row[0] for row in joined.rows} & {row[0] for row in apart.rows}


def test_the_order_of_single_answers_says_nothing_about_time(bot: Bot) -> None:
    round_ = publish(bot, "wish", "dark")
    answer(bot, round_, ROLL, "de", [str(n % 5 + 1) for n in range(40)], "dark")
    rows = singles(bot, round_).rows
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert [row[-2] for row in rows] != [str(n % 5 + 1) for n in range(40)]


def test_rare_languages_and_areas_are_folded(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    for area, language, people in ((ROLL, "de", 9), (ROLL, "tr", 3), (ROLL, "ar", 2), (BAD, "de", 3)):
        many(bot, round_, area, language, people, {"safe": "yes"})
    found = singles(bot, round_, None)
    groups = [tuple(row[2:4]) for row in found.rows]
    assert all(groups.count(one) >= 5 for one in groups)
    assert "tr" not in {language for _, language in groups}


def test_fewer_than_five_people_are_no_file(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    many(bot, round_, ROLL, "de", 4, {"safe": "yes"})
    with pytest.raises(Refused, match="Fewer than five"):
        singles(bot, round_)


def test_an_anonymous_survey_has_no_single_answers(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    many(bot, round_, ROLL, "de", 8, {"safe": "yes"})
    bot.does(lambda tx: tx.execute(update(Plan).values(mode="anonymous")))
    with pytest.raises(Refused, match="anonymous"):
        singles(bot, round_)
    assert "Single answers" not in str(bot.staff("lead").presses(f"results.files:{round_}:0").buttons)


def test_only_leads_may_have_single_answers(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    many(bot, round_, ROLL, "de", 8, {"safe": "yes"})
    team = bot.staff("team").presses(f"results.files:{round_}:{bot.area(ROLL)}")
    assert "Single answers" not in str(team.buttons)
    assert "out of date" in team.presses(f"results.file:{round_}:{bot.area(ROLL)}:singles:csv").screen
    assert bot.rows(Audit) == []


# --- from the chat --------------------------------------------------------------------------------


def test_a_download_comes_once_however_often_it_is_pressed(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    answer(bot, round_, ROLL, "de", ["yes", "no"] * 5)
    viewer = bot.staff("viewer").says("/results").taps("The probe").taps("Download")
    for _ in range(3):
        viewer.presses(f"results.file:{round_}:{bot.area(ROLL)}:counts:csv")
    assert [row.state for row in bot.rows(Outbox) if row.kind == "results"] == ["sent"]


def test_taking_single_answers_is_recorded(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    many(bot, round_, ROLL, "de", 8, {"safe": "yes"})
    lead = bot.staff("lead").says("/results").taps("The probe").taps("Download").taps("👤 CSV")
    assert "on the way" in lead.screen or lead.chat
    (line,) = bot.rows(Audit)
    assert (line.action, line.object[:7]) == ("took single answers", "survey:")


def test_a_workbook_and_a_picture_are_made_in_the_child_process(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    answer(bot, round_, ROLL, "de", ["yes", "no"] * 5)
    here = f"{round_}:{bot.area(ROLL)}"
    viewer = bot.staff("viewer").presses(f"results.file:{here}:counts:xlsx")
    viewer.presses(f"results.ask:{here}:0").taps("As a picture")
    kinds = {row.kind: row.state for row in bot.rows(Outbox) if row.kind.startswith("result_")}
    assert kinds == {"result_sheet": "sent", "result_picture": "sent"}


# --- pictures -------------------------------------------------------------------------------------

KINDS: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "yes_no": ({}, ["yes", "no"]),
    "single": ({"options": choices("Bench", "Wall")}, ["bench", "wall"]),
    "several": ({"options": choices("Bench", "Wall")}, [["bench"], ["bench", "wall"]]),
    "scale": ({"low": {"en": "bad"}, "high": {"en": "good"}}, ["1", "5"]),
    "smileys": ({}, ["2", "4"]),
    "ranking": ({"options": choices("Bench", "Wall")}, [["bench", "wall"], ["wall", "bench"]]),
    "whole": ({}, [12, 40]),
    "decimal": ({}, [0.5, 2000.0]),
    "date": ({}, ["2026-11-02", "1984-01-01"]),
    "time": ({}, ["08:15", "22:00"]),
    "text": ({}, ["Trees", "Light"]),
    "photo": ({}, ["photo"]),
    "place": ({}, [[52.4712, 13.4301], [52.4713, 13.4302]]),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_question_can_be_drawn_in_every_view(bot: Bot, kind: str) -> None:
    more, values = KINDS[kind]
    round_ = publish_questions(bot, [asked(kind, **more), asked("yes_no", "safe")])
    for area in (ROLL, BAD):
        for language in ("de", "tr"):
            answer(bot, round_, area, language, values * 3, "it")
    answer(bot, again(bot, round_, "2"), ROLL, "de", values * 4, "it")
    for by in ("all", "language", "area", "round"):
        wanted = content(bot, round_, index=0, by=by)
        for t in (bot.world.catalogues.translator("en"), bot.world.catalogues.translator("ar")):
            drawn = bot.does(lambda tx, w=wanted, t=t: result_files.picture_of(tx, t, None, w))
            assert drawn is not None
            assert drawn["rtl"] == t.rtl
            assert _is_whole(drawn)
    assert pictures.draw(drawn).startswith(b"\x89PNG")


def _is_whole(drawn: result_pictures.Picture) -> bool:
    """As `bot.paper.pictures.draw` wants it."""
    assert {"kind", "title", "note", "rtl", "language"} <= drawn.keys()
    if drawn["kind"] == "trend":
        return all(
            low <= (point["value"] or low) <= high
            for point in drawn["points"]
            for low, high in [drawn["axis"]]
        )
    if drawn["kind"] == "bars":
        return all(0 <= row["share"] <= 1 and row["number"] for row in drawn["rows"])
    width = len(drawn["legend"])
    return 2 <= width <= 11 and all("hidden" in row or len(row["shares"]) == width for row in drawn["rows"])


def test_a_picture_of_two_questions_hides_what_its_page_hides(bot: Bot) -> None:
    round_, place = publish(bot, "safe", "where"), bot.area(ROLL)
    for people, safe, where in (
        (9, "yes", "bench"),
        (9, "yes", "wall"),
        (9, "no", "wall"),
        (9, "no", "bench"),
    ):
        many(bot, round_, ROLL, "de", people, {"safe": safe, "where": where})
    wanted = content(bot, round_, index=0, by="cross", other=1, area=place)
    t = bot.world.catalogues.translator("en")
    drawn = bot.does(lambda tx: result_files.picture_of(tx, t, frozenset({place}), wanted))
    assert drawn is not None
    assert [row.get("shares") for row in drawn["rows"]] == [[0.5, 0.5], [0.5, 0.5]]
    assert pictures.draw(drawn).startswith(b"\x89PNG")


def test_too_few_answers_are_no_picture(bot: Bot) -> None:
    round_ = publish(bot, "safe")
    answer(bot, round_, ROLL, "de", ["yes"] * 4)
    t = bot.world.catalogues.translator("en")
    for by in ("all", "language", "area", "round"):
        wanted = content(bot, round_, index=0, by=by)
        assert bot.does(lambda tx, w=wanted: result_files.picture_of(tx, t, None, w)) is None


def test_many_answers_share_the_last_colour(bot: Bot) -> None:
    options = choices(*(f"Place {n}" for n in range(15)))
    round_ = publish_questions(bot, [asked("single", options=options)])
    for language in ("de", "tr"):
        answer(bot, round_, ROLL, language, [f"place_{n % 15}" for n in range(40)], "it")
    wanted, t = content(bot, round_, index=0, by="language"), bot.world.catalogues.translator("en")
    drawn = bot.does(lambda tx: result_files.picture_of(tx, t, None, wanted))
    assert drawn is not None
    assert drawn["legend"][-1] == "Other answers"
    assert all(round(sum(row["shares"]), 6) == 1 for row in drawn["rows"])
