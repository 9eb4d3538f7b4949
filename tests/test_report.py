"""The report of an area: what it counts, what it hides, what stays whoever is erased, and what residents see of it."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import count
from statistics import median
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import jobs
from bot.core import months as rules
from bot.core import report_entries
from bot.core.months import Period
from bot.core.statuses import CHOICE
from bot.i18n.names import code_of
from bot.paper.result_sheets import workbook
from bot.paper.typesetting import typeset
from bot.services import erasure, months, reports
from bot.services.reports import Report
from bot.views import report_files, told
from bot.views.report_parts import number
from db import areas, events
from db import reports as rows
from db.session import Tx
from db.tables import Audit, FundSum, Month, Outbox, Reference, ReportWish
from tests.chat import Bot, Resident
from tests.planted import put
from tests.questionnaire import publish
from tests.test_invites import staff_id
from tests.test_pictures import SAME, difference, pixels, reference
from tests.test_posters import sheets
from tests.test_results import answer

HOME = "rollbergsiedlung"
NOVEMBER = Period("2026-11", "2026-11")
NUMBERS = count(1)
NASTY = '=1+1 #read("/etc/passwd") *x* $y$ \\ @a <b> ]'


def idea(
    bot: Bot, goal: int | None = 3, language: str = "de", after: int | None = None, **more: Any
) -> int:
    """An idea sent now; `after` so many days the team has answered it."""
    now = bot.clock()
    values: dict[str, Any] = {
        "area_id": bot.area(HOME),
        "goal": goal,
        "language": language,
        "text": "A bench.",
        "status": "new",
    }
    values |= {"created_at": now, "updated_at": now, **more}

    def write(tx: Tx) -> int:
        one = int(put(tx, "ideas", number=f"ROLL-{next(NUMBERS)}", **values))
        put(tx, "idea_statuses", idea_id=one, status="new", at=now)
        if after is not None:
            put(tx, "idea_statuses", idea_id=one, status="answered", at=now + timedelta(days=after))
        return one

    return int(bot.does(write))


def follower(bot: Bot, people: int, language: str = "tr") -> None:
    """People who get news."""
    area = bot.area(HOME)

    def write(tx: Tx) -> None:
        for at in range(people):
            key = f"{language}{at}{bot.clock()}".encode()
            plain = {"language": language, "area_id": area, "asked_to_subscribe": True}
            person = put(
                tx, "people", telegram_hash=key, telegram_sealed=key, created_at=bot.clock(), **plain
            )
            put(tx, "subscriptions", person_id=person, topic="surveys", rhythm="at_once", since=bot.clock())

    bot.does(write)


def report(bot: Bot, period: Period = NOVEMBER) -> Report:
    def make(tx: Tx) -> Report:
        area = areas.by_slug(tx, HOME)
        assert area
        return reports.make(tx, area, period, bot.world, bot.clock())

    made: Report = bot.does(make)
    return made


def closes(bot: Bot) -> None:
    """It is the second of the next month, and the clock has done what is due."""
    bot.clock.now = datetime.fromisoformat("2026-12-02T10:30:00+00:00")
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()


def sent(bot: Bot) -> dict[str, bytes]:
    """The files that were sent, by name."""
    requests = bot.telegram.called("sendDocument")
    return {file.name: file.content for one in requests for file in one.files.values()}


# --- what is counted -------------------------------------------------------------------------------


def test_ideas_are_counted_by_goal_and_by_today_s_field_of_action(bot: Bot) -> None:
    for goal in (1, 3, 3, 7, None):
        idea(bot, goal)
    idea(bot, 5, status="withdrawn", text="")
    found = report(bot)
    assert found.goals == {1: 1, 3: 2, 7: 1, 0: 1}
    assert found.fields == {"HF5": 1, "HF3": 3, "": 1}


def test_answers_count_when_they_came_and_whether_in_the_team_s_own_time(bot: Bot) -> None:
    for after in (0, 2, 4, 20, None):
        bot.clock.now = datetime.fromisoformat("2026-11-02T10:00:00+00:00")
        idea(bot, after=after)
    found = report(bot)
    assert (found.answered, found.middle, found.in_time, found.waiting) == (4, 3.0, 3, 1)
    assert found.steps == {"answered": 4}


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_the_middle_is_the_median(days: list[int]) -> None:
    assert reports.middle(Counter(days)) == median(days)


def test_an_idea_counts_in_the_month_in_which_it_was_here_in_berlin(bot: Bot) -> None:
    bot.clock.now = datetime.fromisoformat("2026-10-31T23:30:00+00:00")
    idea(bot)
    assert report(bot).ideas == 1
    assert report(bot, Period("2026-10", "2026-10")).ideas == 0


def test_surveys_count_from_five_people_on(bot: Bot) -> None:
    for people in (4, 5):
        number_ = publish(bot, "safe", slug=f"s{people}", closes_at=bot.clock() + timedelta(days=2))
        answer(bot, number_, HOME, "de", ["yes"] * people)
    idea(bot)
    bot.clock.now += timedelta(days=3)
    assert sorted(people for _, people in report(bot).surveys) == [0, 5]


def test_events_count_once_they_have_begun(bot: Bot) -> None:
    idea(bot)
    empty: dict[str, Any] = {
        "marks": [],
        "languages": [],
        "words": {},
        "title": {},
        "cost": 0,
        "whom": "all",
    }
    area = bot.area(HOME)
    for days in (-1, 1):
        begins = bot.clock() + timedelta(days=days)
        when = {"starts_at": begins, "ends_at": begins + timedelta(hours=1), "goal": 5, "sort": "film"}
        number_ = bot.does(
            lambda tx, when=when: events.add(tx, area, bot.clock(), place="x", **empty, **when)
        )
        bot.does(lambda tx, it=number_: events.note(tx, it, state="announced"))
    assert [came for *_, came in report(bot).events] == [0]


def test_who_hears_only_answers_gets_no_messages(bot: Bot) -> None:
    for _ in range(5):
        bot.resident().presses("me.hear:all")
        bot.resident().presses("me.hear:all").presses("me.rhythm:answers")
        bot.resident().presses("me.hear:answers")
        bot.resident()
    found = report(bot)
    assert (found.people["subscribed"], found.speak, found.people["known"]) == (5, {"en": 5}, 20)


def test_ideas_of_a_month_are_quoted_however_many_were_published_since(bot: Bot) -> None:
    shown: dict[str, Any] = {"state": "shown", "language": "de", "spans": [], "photos": []}
    for text in ("A lamp", *["A bench"] * 101):
        one, now = idea(bot), bot.clock()
        edition = {"text": text, "letter": text, "published_at": now, **shown}
        bot.does(lambda tx, it=one, edition=edition: put(tx, "publications", idea_id=it, **edition))
        bot.clock.now = datetime.fromisoformat("2026-12-03T10:00:00+00:00")
    assert report(bot).quotes == ((3, "A lamp", None),)


# --- what is hidden --------------------------------------------------------------------------------


def test_fewer_than_five_people_are_never_said(bot: Bot) -> None:
    follower(bot, 4)
    found = report(bot)
    assert set(found.people.values()) <= {None, 0}
    assert found.speak == {}


def test_a_language_that_few_speak_cannot_be_worked_out_from_the_others(bot: Bot) -> None:
    for language, people in (("de", 9), ("tr", 6), ("vi", 2)):
        for _ in range(people):
            idea(bot, language=language)
    assert report(bot).languages == {"de": 9, "": 8}


@given(st.dictionaries(st.sampled_from(["de", "tr", "ar", "vi", "pl"]), st.integers(0, 30)))
def test_no_language_stands_for_fewer_than_five(found: dict[str, int]) -> None:
    shown = months.by_language(found)
    assert all(n >= 5 for n in shown.values())
    hidden = sum(found.values()) - sum(shown.values())
    assert hidden == 0 or not shown


@given(st.integers(0, 10_000))
def test_numbers_of_people_are_rounded_to_five(people: int) -> None:
    shown = months.people(people)
    assert shown is None if 0 < people < 5 else shown is not None and abs(shown - people) <= 2


def test_goals_are_counted_however_few(bot: Bot) -> None:
    idea(bot, 8)
    lead = bot.staff("viewer").says("/report").taps("This month")
    assert "1 idea came in." in lead.screen
    assert "Z8" in lead.screen


# --- what stays ------------------------------------------------------------------------------------


def test_a_month_that_has_closed_stays_whoever_is_erased(bot: Bot) -> None:
    author = bot.resident()
    assert author.known
    idea(bot, author_id=author.known.id)
    follower(bot, 7)
    before = report(bot)
    closes(bot)
    gone, chat = author.known.id, bot.world.keys.hash(author.user.id)
    bot.does(lambda tx: erasure.leave(tx, bot.world, gone, chat, bot.clock(), keep_ideas=False))
    assert author.known is None
    assert bot.rows(Month)
    after = report(bot)
    assert (after.goals, after.speak) == (before.goals, before.speak)
    assert not after.running


def test_months_are_frozen_once_and_not_before_the_second(bot: Bot) -> None:
    idea(bot)
    bot.clock.now = datetime.fromisoformat("2026-12-01T11:00:00+00:00")
    jobs.tick(bot.database, bot.world, bot.clock())
    assert bot.count(Month) == 0
    closes(bot)
    (kept,) = bot.rows(Month)
    idea(bot, created_at=datetime.fromisoformat("2026-11-20T10:00:00+00:00"))
    bot.clock.now += timedelta(days=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    assert [row.figures for row in bot.rows(Month)] == [kept.figures]


def test_a_clock_that_stood_still_makes_up_for_all_months(bot: Bot) -> None:
    bot.clock.now = datetime.fromisoformat("2026-08-05T10:00:00+00:00")
    idea(bot)
    closes(bot)
    assert [row.month for row in bot.rows(Month)] == ["2026-08", "2026-09", "2026-10", "2026-11"]
    assert report(bot, Period("2026-07", "2026-12")).goals == {3: 1}


def test_frozen_and_running_months_are_added_up(bot: Bot) -> None:
    idea(bot)
    closes(bot)
    idea(bot, 8)
    found = report(bot, Period("2026-11", "2026-12"))
    assert found.goals == {3: 1, 8: 1}
    assert found.running
    assert [month for month, _ in found.growth] == ["2026-11", "2026-12"]


def test_a_frozen_month_holds_no_number_of_people_under_five(bot: Bot) -> None:
    follower(bot, 3)
    idea(bot, language="vi")
    closes(bot)
    (row,) = bot.rows(Month)
    assert row.figures["languages"] == row.figures["speak"] == {}
    assert set(row.figures["people"].values()) <= {None, 0}


# --- in the chat -----------------------------------------------------------------------------------


def test_a_lead_has_the_report_in_all_its_forms(bot: Bot) -> None:
    idea(bot)
    lead = bot.staff("lead").says("/report").taps("This month")
    for form in ("PDF", "XLSX", "JSON", "PDF"):
        lead.taps(form)
    made = sent(bot)
    assert sorted(name.rpartition(".")[2] for name in made) == ["json", "pdf", "xlsx"]
    assert len(bot.telegram.called("sendDocument")) == 3
    assert [row.action for row in bot.rows(Audit)].count("took a report") == 4


def test_whoever_enters_a_sum_has_it_in_the_next_file(bot: Bot) -> None:
    idea(bot)
    lead = bot.staff("lead").says("/report").taps("This month").taps("JSON").taps("JSON")
    lead.taps("Aktionsfonds").says("1500").taps("JSON")
    made = [next(iter(one.files.values())).content for one in bot.telegram.called("sendDocument")]
    assert [json.loads(content)["aktionsfonds_euros"] for content in made] == [None, 1500]


@pytest.mark.parametrize("typed", ["01.11.2026 - 30.11.2026", "11.2026", "2026-11 2026-11"])
def test_any_months_are_typed_as_people_write_them(bot: Bot, typed: str) -> None:
    idea(bot)
    viewer = bot.staff("viewer").says("/report").taps("Another time").says("soon")
    assert "I could not read that." in viewer.screen
    viewer.says(typed)
    assert "11/2026" in viewer.screen


def test_the_lead_types_what_the_aktionsfonds_gave(bot: Bot) -> None:
    idea(bot)
    lead = bot.staff("lead").says("/report").taps("This month").taps("Aktionsfonds").says("a lot")
    assert "I could not read that." in lead.screen
    lead.says("1.500,00 €")
    assert "Aktionsfonds: 1,500 euros" in lead.screen
    area = bot.area(HOME)
    bot.does(lambda tx: rows.set_euros(tx, area, "2026-10", "2026-10", 300))
    assert report(bot, Period("2026-01", "2026-12")).euros == 1800
    assert bot.count(FundSum) == 2


def test_languages_of_the_area_are_typed_line_by_line_or_not_at_all(bot: Bot) -> None:
    lead = bot.staff("lead").says("/report").taps("Languages of").says("Türkisch 18 %\nElbisch 3")
    assert "Elbisch" in lead.screen
    assert bot.count(Reference) == 0
    lead.says("Türkisch 18 %\nArabic: 12,5\nBosnisch 1\nSerbisch 2")
    found = {row.language: row.share for row in bot.rows(Reference)}
    assert found == {"tr": 18.0, "ar": 12.5, "sr_Latn": 3.0}


def test_a_viewer_reads_and_enters_nothing(bot: Bot) -> None:
    viewer = bot.staff("viewer").says("/report")
    assert "every month" not in str(viewer.buttons)
    for data in ("monthly:{}:1", "reference:{}", "money:{}:202611-202611"):
        viewer.presses(f"reports.{data.format(bot.area(HOME))}")
    assert bot.count(ReportWish) == 0
    assert viewer.known
    assert viewer.known.asked == ""


def test_the_report_of_each_month_comes_by_itself_if_wanted(bot: Bot) -> None:
    idea(bot)
    lead = bot.staff("lead").says("/report").taps("every month")
    closes(bot)
    bot.passes(days=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()
    assert list(sent(bot)) == ["report-rollbergsiedlung-202611-202611.pdf"]
    lead.says("/report").taps("No longer")
    assert bot.count(ReportWish) == 0


def test_whoever_leads_no_more_gets_no_report(bot: Bot) -> None:
    from sqlalchemy import delete

    from db.tables import Staff

    idea(bot)
    bot.staff("lead").says("/report").taps("every month")
    bot.does(lambda tx: tx.execute(delete(Staff)))
    closes(bot)
    assert sent(bot) == {}
    assert {row.state for row in bot.rows(Outbox) if row.kind == "report"} == {"cancelled"}


def test_the_monthly_report_ends_with_the_role(bot: Bot) -> None:
    admin, one, other = bot.staff("admin", None), bot.staff("lead"), bot.staff("lead")
    for someone in (admin, one, other):
        someone.presses(f"reports.monthly:{bot.area(HOME)}:1")
    assert bot.count(ReportWish) == 3
    admin.presses(f"team.set:{staff_id(bot, one)}:viewer")
    admin.presses(f"team.removed:{staff_id(bot, other)}")
    assert admin.known
    assert [row.person_id for row in bot.rows(ReportWish)] == [admin.known.id]


def test_another_area_s_report_is_as_if_it_were_not_there(bot: Bot) -> None:
    other = bot.staff("lead", "badstrasse")
    for data in ("of:{}", "show:{}:202611-202611", "file:{}:202611-202611:pdf", "reference:{}"):
        other.presses(f"reports.{data.format(bot.area(HOME))}")
        assert "out of date" in other.screen
    assert sent(bot) == {}


# --- on paper and in tables -------------------------------------------------------------------------


def figures(**more: Any) -> Report:
    """A report with something in every part."""
    area = areas._place(
        1, "rollbergsiedlung", "ROLL", "Rollbergsiedlung", "Neukölln", (), 52.4, 13.4, *[None] * 5
    )
    goals = {1: 4, 3: 21, 4: 9, 7: 12, 8: 6, 0: 2}
    people = {"known": 130, "subscribed": 95, "active": 60, "new": None, "hands": 10, "unreachable": 5}
    begins = datetime.fromisoformat("2026-08-03T15:00:00+00:00")
    values: dict[str, Any] = {
        "area": area,
        "period": Period("2026-07", "2026-09"),
        "running": False,
        "goals": goals,
        "fields": reports._fields(goals),
        "languages": {"de": 20, "tr": 14, "ar": 9, "": 11},
        "steps": {"answered": 30, "aktionsfonds": 3, "done": 6},
        "waiting": 7,
        "answered": 41,
        "in_time": 35,
        "middle": 4.5,
        "people": people,
        "speak": {"de": 40, "tr": 30, "ar": 20, "": 5},
        "growth": tuple((month, people) for month in ("2026-07", "2026-08", "2026-09")),
        "surveys": (("Wie sicher fühlen Sie sich?", 37), ("Kiezfest", 0)),
        "ended": 2,
        "jury": (("Mitreden", 12, 37),),
        "events": ((begins, "film", "Sommerkino", 23), (begins, "film", "Lesung", None)),
        "quotes": ((3, "Mehr Bänke am Spielplatz", 12), (8, "مقهى لغات للنساء في الحي", None)),
        "reference": (("tr", 28.0), ("ar", 22.5), ("ku", 4.0)),
        "euros": 4350,
        "openings": 57,
    }
    return Report(**{**values, **more})


def page(bot: Bot, made: Report) -> dict[str, Any]:
    return report_files.page(bot.world.catalogues.translator("de"), made)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("sheet", "name"), [(1, "report_de"), (2, "report_de_2"), (3, "report_de_3")])
def test_every_sheet_looks_as_it_did_when_somebody_looked_at_it(bot: Bot, sheet: int, name: str) -> None:
    """With what neighbours wrote in Arabic on the second one."""
    drawn = pixels(typeset("report", page(bot, figures()), "png", sheet))
    assert difference(drawn, reference(name)) < SAME
    other = page(bot, figures(goals={3: 21, 4: 9}, quotes=(), growth=()))
    assert difference(pixels(typeset("report", other, "png", min(sheet, 2))), reference(name)) > SAME


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("code", ["de", "ar"])
def test_the_page_of_the_residents_looks_as_it_did_when_somebody_looked_at_it(bot: Bot, code: str) -> None:
    made = told.page(bot.world.catalogues.translator(code), figures())
    drawn = pixels(typeset("report", made, "png"))
    assert difference(drawn, reference(f"told_{code}")) < SAME
    turned = pixels(typeset("report", {**made, "rtl": not made["rtl"]}, "png"))
    assert difference(turned, reference(f"told_{code}")) > SAME


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_page_of_the_residents_is_one_sheet_however_much_was_done(bot: Bot) -> None:
    whole = figures(goals=dict.fromkeys(range(1, 10), 3), steps=dict.fromkeys(CHOICE, 3))
    for code in bot.world.catalogues.codes:
        made = told.page(bot.world.catalogues.translator(code), whole)
        assert sheets(typeset("report", made)) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_report_is_said_in_german_with_every_part(bot: Bot) -> None:
    said = json.dumps(page(bot, figures()), ensure_ascii=False)
    for part in (
        "Handlungsfeld",
        "HF3 Öffentlicher Raum",
        "85 %",
        "4.350 Euro",
        "unter 5",
        "Wen wir nicht erreicht",
    ):
        assert part in said
    assert "zu wenige" in said


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_whatever_people_wrote_stays_a_text(bot: Bot) -> None:
    begins = bot.clock()
    hostile = figures(
        surveys=((NASTY, 37),),
        events=((begins, "film", NASTY, 9),),
        quotes=((3, NASTY, 9),),
        jury=((NASTY, 5, 9),),
    )
    t = bot.world.catalogues.translator("de")
    assert sheets(typeset("report", page(bot, hostile))) == sheets(typeset("report", page(bot, figures())))
    book = openpyxl.load_workbook(io.BytesIO(workbook({"sheets": report_files.sheets(t, hostile)})))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert any(str(cell.value) == f"'{NASTY}" for cell in cells)
    assert NASTY in json.loads(json.dumps(report_files.figures(hostile)))["surveys"][0]["title"]


@pytest.mark.parametrize(
    ("value", "text"), [(None, "unter 5"), (1234, "1.234"), (4.5, "4,5"), (3.0, "3"), (0, "0")]
)
def test_numbers_are_written_in_german(value: float | None, text: str) -> None:
    assert number(value) == text


# --- what is typed ----------------------------------------------------------------------------------


@given(st.dates(date(2020, 1, 1), date(2090, 12, 31)), st.integers(0, 60))
def test_every_period_in_a_button_is_read_back(day: date, length: int) -> None:
    first = rules.month_of(day)
    period = Period(first, rules.moved(first, length))
    assert rules.read(period.name) == period
    assert len(period.months) == length + 1
    assert rules.moved(period.last, -length) == first


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    period, amount, lines = rules.typed(text), report_entries.euros(text), report_entries.shares(text)
    assert period is None or period.first <= period.last
    assert amount is None or 0 <= amount <= report_entries.MOST_EUROS
    assert lines is None or sum(share for _, share in lines) <= 100.5


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Türkisch", "tr"),
        ("farsi", "fa"),
        ("Kurdisch", "ku"),
        ("العربية", "ar"),
        ("Polish", "pl"),
        ("Klingonisch!", None),
    ],
)
def test_languages_are_known_by_their_names(name: str, code: str | None) -> None:
    assert code_of(name) == code


# --- for everybody there -----------------------------------------------------------------------------


def test_residents_read_what_was_said_and_done(bot: Bot) -> None:
    bot.clock.now = datetime.fromisoformat("2026-11-02T10:00:00+00:00")
    for after in (1, 3, 5):
        idea(bot, 8, after=after)
    bot.clock.now += timedelta(days=10)
    someone: Resident = bot.resident().says("/ideas").taps("What was done")
    assert "3 ideas came from your neighbourhood." in someone.screen
    assert "Answered: 3" in someone.screen
    assert "within 3 days" in someone.screen
    someone.taps("As a page to print")
    assert list(sent(bot)) == ["rollbergsiedlung.pdf"]


def test_where_nobody_has_said_anything_it_says_so_kindly(bot: Bot) -> None:
    assert "Yours can be the first!" in bot.resident().presses("told").screen
    assert "choose your neighbourhood" in bot.resident(area=None).presses("told.paper").screen
    assert sent(bot) == {}


def test_residents_read_of_surveys_that_are_over_and_of_no_others(bot: Bot) -> None:
    idea(bot)
    for slug, days in (("over", 2), ("open", 6)):
        publish(bot, "safe", slug=slug, closes_at=bot.clock() + timedelta(days=days))
    publish(bot, "safe", slug="without end")
    someone = bot.resident().presses("told")
    assert "ended" not in someone.screen
    bot.clock.now += timedelta(days=3)
    assert "1 survey has ended." in someone.presses("told").screen
    assert len(report(bot).surveys) == 3


def test_the_page_in_another_language_is_another_page(bot: Bot) -> None:
    idea(bot)
    someone = bot.resident("de").presses("told.paper").presses("told.paper")
    someone.presses("language.set:tr").presses("told.paper")
    assert len(bot.telegram.called("sendDocument")) == 2


def test_the_page_is_there_in_every_language_and_direction(bot: Bot) -> None:
    idea(bot)
    someone = bot.resident("ar").presses("told")
    assert bot.world.catalogues.translator("ar")("Start page") in str(someone.buttons)
    someone.presses("told.paper")
    assert re.match(rb"%PDF", sent(bot)["rollbergsiedlung.pdf"])
