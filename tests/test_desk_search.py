"""Finding ideas: what waits, lists that are narrowed, a number, words in any script."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot import jobs
from bot.core.clean import clean
from db import desk, idea_steps, schema, staff
from db.desk import Wanted
from db.reach import Reach
from db.search import fold, read
from db.session import Database
from db.tables import Area, Audit, Dialog, Idea
from tests.chat import BEGIN, Bot, Resident
from tests.test_desk import NOT_HERE, OTHER, suggests


def looks_for(person: Resident, text: str) -> Resident:
    return person.says("/desk").taps("Search").says(text)


def numbers(person: Resident) -> list[str]:
    """The ideas that can be opened from the screen."""
    return [label for label in person.buttons if "-2026-" in label]


def change(bot: Bot, idea: int, **values: Any) -> None:
    bot.does(lambda tx: tx.execute(update(Idea).where(Idea.id == idea).values(**values)))


def number_of(person: Resident) -> int:
    known = person.known
    assert known is not None
    posts = person.bot.does(lambda tx: staff.posts(tx, known.id))
    return int(posts[0].staff_id)


def test_the_first_page_counts_what_waits(bot: Bot) -> None:
    resident, team = bot.resident(), bot.staff()
    old, mine, _ = (suggests(resident, text) for text in ("A bench", "A tree", "A lamp"))
    change(bot, old, created_at=bot.clock() - timedelta(days=15))
    change(bot, mine, assigned_to=number_of(team), status="seen")
    suggests(resident, "Something", goal=None)
    shown = set(team.says("/desk").buttons)
    assert {"📥 All new ideas · 3", "⏰ Overdue · 1", "🙋 Assigned to me · 1"} < shown
    assert {"❔ Still to be sorted · 1", "👁️ Seen · 1"} < shown


def test_each_number_leads_to_its_list(bot: Bot) -> None:
    resident, team = bot.resident(), bot.staff()
    old, mine = suggests(resident, "A bench"), suggests(resident, "A tree")
    change(bot, old, created_at=bot.clock() - timedelta(days=15))
    change(bot, mine, assigned_to=number_of(team))
    assert numbers(team.says("/desk").taps("Overdue")) == ["ROLL-2026-1"]
    assert numbers(team.says("/desk").taps("Assigned to me")) == ["ROLL-2026-2"]


def test_what_is_assigned_to_somebody_else_is_not_assigned_to_me(bot: Bot) -> None:
    one, two = bot.staff(), bot.staff()
    change(bot, suggests(bot.resident(), "A bench"), assigned_to=number_of(one))
    assert "🙋 Assigned to me · 1" in one.says("/desk").buttons
    assert "🙋 Assigned to me · 0" in two.says("/desk").buttons


def test_a_list_can_be_gone_through_one_by_one(bot: Bot) -> None:
    resident, team = bot.resident(), bot.staff()
    for text in ("First", "Second"):
        suggests(resident, text)
    team.says("/desk").taps("Go through them one by one")
    assert "First" in team.screen
    assert "Second" in team.taps("➡️").screen
    assert "Second" in team.presses("desk.first:all").screen


def test_a_stack_that_has_run_empty_says_so(bot: Bot) -> None:
    assert "There is nothing here" in bot.staff().says("/desk").presses("desk.first:late").screen


def test_a_list_is_narrowed_by_goal_language_and_status(bot: Bot) -> None:
    turk, team = bot.resident("tr"), bot.staff()
    suggests(turk, "Bank"), suggests(bot.resident(), "A bench"), suggests(turk, "İş", goal=1)
    team.says("/desk").taps("Filter").taps("Choose the goal").taps("Streets and green")
    team.taps("Choose the language").taps("Turkish")
    assert "👉 Show the ideas · 1" in team.buttons
    assert numbers(team.taps("Show the ideas")) == ["ROLL-2026-1"]
    team.presses(f"desk.seen:{bot.rows(Idea)[0].id}:new")
    team.presses("desk.filter:new.g3.ltr").taps("Choose the status").taps("Seen")
    assert "List: All ideas" in team.screen
    assert numbers(team.taps("Show the ideas")) == ["ROLL-2026-1"]


def test_narrowing_can_be_taken_back_and_another_list_chosen(bot: Bot) -> None:
    suggests(bot.resident("tr"), "Bank")
    team = bot.staff().says("/desk").presses("desk.filter:new.g1.lde")
    assert "👉 Show the ideas · 0" in team.buttons
    team.taps("Choose the goal").taps("Any goal").taps("Choose the language").taps("Any language")
    assert "👉 Show the ideas · 1" in team.buttons
    assert "List: Ideas you have seen" in team.taps("Other list").taps("Ideas you have seen").screen


NO_LIST = (
    *("desk.list:new.g0:0", "desk.list:new.lxx:0", "desk.list:new.s1:0", "desk.list:all.s10:0"),
    *("desk.list:all.s99:0", "desk.filter:rm", "desk.by:new:rm", "desk.by:new", "desk.first:new.x3"),
    *("desk.idea:1:new.lzz", "desk.hears:always", "desk.promise:1:3", "desk.promise:999:7"),
)


def test_a_list_that_there_is_not_is_answered_kindly(bot: Bot) -> None:
    suggests(bot.resident(), "A bench")
    lead = bot.staff("lead")
    for data in NO_LIST:
        assert "out of date" in lead.says("/desk").presses(data).screen, data


def test_a_number_opens_its_idea(bot: Bot) -> None:
    resident, team = bot.resident(), bot.staff()
    suggests(resident, "A bench for 2"), suggests(resident, "A tree")
    for typed in ("ROLL-2026-2", "roll-2026-2", "Roll 2026–2", "2", "#2", "Nr. 2", "٢", "0002"):
        assert "A tree" in looks_for(team, typed).screen, typed
        assert "A bench" not in team.screen, typed


def test_a_short_number_is_one_of_this_year(bot: Bot) -> None:
    idea, team = suggests(bot.resident(), "A bench"), bot.staff()
    change(bot, idea, number="ROLL-2025-1")
    assert "Nothing was found." in looks_for(team, "1").screen
    assert "A bench" in team.says("ROLL-2025-1").screen


def test_an_idea_that_came_without_an_area_is_found_by_its_short_number(bot: Bot) -> None:
    suggests(bot.resident(area=None), "A bench somewhere")
    assert "A bench somewhere" in looks_for(bot.staff(), "1").screen
    assert "Nothing was found." in looks_for(bot.staff("viewer"), "1").screen


def test_a_postcode_is_looked_for_in_the_texts(bot: Bot) -> None:
    suggests(bot.resident(), "Mehr Bäume in 12053")
    assert "Mehr Bäume in 12053" in looks_for(bot.staff(), "12053").screen


WRITTEN = {
    "Mehr Bäume im STRASSENRAUM": "baume straßen",
    "Otobüs durağına ışık": "ISIK duragı",
    "İYİ BİR FİKİR": "iyi fikir",
    "مَقْعَد تحت الشّجرة": "مقعد الشجره",
    "أطفال وعائلات": "اطفال",
    "نیمکت برای کودکان": "نيمكت كودكان",
    "Лавочка біля будинку": "ЛАВОЧКА будинку",
    "Ławka pod drzewem": "lawka DRZEWEM",
    "Ghế đá dưới cây": "ghe da cay",
    "100 % less noise_here": "100 % noise_",
    "Ein Weg\n\nmit  Licht": "weg licht mit",
}
"""Ideas, and the words that somebody looks for."""


def test_words_are_found_however_they_are_written(bot: Bot) -> None:
    team = bot.staff()
    for at, written in enumerate(WRITTEN):
        if at % 3 == 0:  # three ideas and their photo are all that one person sends at a time
            resident = bot.resident()
        suggests(resident, written)
    for at, typed in enumerate(WRITTEN.values()):
        assert numbers(looks_for(team, typed)) == [f"ROLL-2026-{at + 1}"], typed


def test_what_does_not_occur_is_not_found(bot: Bot) -> None:
    suggests(bot.resident(), "A bench under the tree")
    team = bot.staff()
    for typed in ("bench plane", "be%ch", "b_nch", "' OR 1=1 --", "bench\\"):
        assert "Nothing was found." in looks_for(team, typed).screen, typed
        assert numbers(team) == [], typed


def test_each_search_stays_in_the_reach_of_the_reader(bot: Bot) -> None:
    suggests(bot.resident(), "A bench here"), suggests(bot.resident(area=OTHER), "A bench there")
    assert "A bench there" not in looks_for(bot.staff(), "bench").screen
    assert "Nothing was found." in looks_for(bot.staff(area=OTHER), "ROLL-2026-1").screen
    assert len(numbers(looks_for(bot.staff("admin", None), "bench"))) == 2


def test_what_was_withdrawn_is_found_no_more(bot: Bot) -> None:
    resident, team = bot.resident(), bot.staff()
    idea = suggests(resident, "A bench")
    assert numbers(looks_for(team, "bench")) == ["ROLL-2026-1"]
    resident.presses(f"idea.withdrawn:{idea}")
    assert "Nothing was found." in team.says("bench").screen
    assert "Nothing was found." in team.says("ROLL-2026-1").screen
    assert bot.rows(Idea)[0].folded == ""


def test_what_was_found_has_pages_and_is_narrowed_too(bot: Bot) -> None:
    resident, team = bot.resident(), bot.staff()
    for number in range(7):
        suggests(resident, f"Bench {number}", goal=1 if number else 3)
    assert "Page 1 of 2" in looks_for(team, "bench").screen
    assert numbers(team.taps("Next page")) == ["ROLL-2026-1"]
    assert numbers(team.presses("desk.list:found.g3:0")) == ["ROLL-2026-1"]


def test_another_search_needs_no_button_and_other_ways_end_it(bot: Bot) -> None:
    resident, team = bot.resident(), bot.staff()
    suggests(resident, "A bench"), suggests(resident, "A tree")
    assert numbers(looks_for(team, "bench")) == ["ROLL-2026-1"]
    assert numbers(team.says("tree")) == ["ROLL-2026-2"]
    team.taps("ROLL-2026-2").taps("To the list")
    assert numbers(team) == ["ROLL-2026-2"]
    team.says("/goals").presses("desk.list:found:0")
    assert "what you are looking for" in team.screen


def test_a_search_of_nothing_or_of_a_photo_asks_again(bot: Bot) -> None:
    team = bot.staff().says("/desk").taps("Search")
    assert "what you are looking for" in team.sends_photo().screen
    assert "what you are looking for" in team.says("\u2800 \u200d").screen


def test_a_long_and_hostile_search_is_cut_and_shown_as_it_is(bot: Bot) -> None:
    suggests(bot.resident(), "A bench")
    team = looks_for(bot.staff(), "<b>%_\\' \u202e:" + "x " * 2000)
    assert "<b>%_" in team.screen
    assert max(len(row.asked) for row in bot.rows(Dialog)) <= 64


def test_the_draft_of_somebody_who_searches_stays(bot: Bot) -> None:
    team = bot.staff().says("/idea").says("My own bench")
    assert "Nothing was found." in looks_for(team, "tree").screen
    assert team.known is not None
    assert team.known.draft


def test_a_resident_cannot_search(bot: Bot) -> None:
    resident = bot.resident()
    suggests(resident, "A bench")
    unknown = resident.presses("nonsense").screen
    for data in ("desk.search", "desk.list:found:0", "desk.filter:new", "desk.hear", "desk.target"):
        assert resident.presses(data).screen == unknown


def test_the_words_of_an_idea_go_with_its_text(bot: Bot) -> None:
    idea = suggests(bot.resident(), "A bench")
    change(bot, idea, status="not_possible")
    bot.passes(days=91)
    jobs.tick(bot.database, bot.world, bot.clock())
    assert [(row.text, row.folded) for row in bot.rows(Idea)] == [("", "")]


def test_ideas_of_before_are_found_after_the_upgrade(database: Database) -> None:
    schema.downgrade(database, "0010")
    old = "INSERT INTO ideas (number, goal, language, text, status, created_at, updated_at, area_id)"
    then, many = "'2026-11-01 10:00:00.000000'", 1100
    with database.begin() as tx:
        for at in range(many):
            text = f"Bäume {at}"
            tx.exec_driver_sql(f"{old} VALUES ('N-{at}', 3, 'de', '{text}', 'new', {then}, {then}, 1)")
    schema.upgrade(database)
    with database.begin() as tx:
        found = list(tx.execute(select(Idea.folded).order_by(Idea.id)).scalars())
    assert found == [f"baume {at}" for at in range(many)]


def test_an_area_chooses_within_how_many_days_it_wants_to_answer(bot: Bot) -> None:
    idea, lead = suggests(bot.resident(), "A bench"), bot.staff("lead")
    change(bot, idea, created_at=bot.clock() - timedelta(days=8))
    assert "⏰ Overdue · 0" in lead.says("/desk").buttons
    lead.taps("Time to answer").taps("7 days")
    assert "✔️ 7 days" in lead.buttons
    assert "⏰ Overdue · 1" in lead.says("/desk").buttons
    assert [row.action for row in bot.rows(Audit)] == ["answer_days:7"]


def test_a_lead_sets_the_time_of_their_own_area_alone(bot: Bot) -> None:
    lead, other = bot.staff("lead"), bot.area(OTHER)
    assert "out of date" in lead.presses(f"desk.promise:{other}:7").screen
    assert "Rollbergsiedlung" in lead.presses(f"desk.target:{other}").screen
    unknown = lead.presses("nonsense").screen
    assert bot.staff().presses(f"desk.promise:{bot.area('rollbergsiedlung')}:7").screen == unknown
    assert {row.answer_days for row in bot.rows(Area)} == {14}


def test_an_admin_finds_an_area_by_its_district(bot: Bot) -> None:
    admin = bot.staff("admin", None).says("/desk").taps("Time to answer").taps("Neukölln")
    admin.taps("Rollbergsiedlung").taps("28 days")
    assert {row.slug for row in bot.rows(Area) if row.answer_days == 28} == {"rollbergsiedlung"}


def test_an_idea_of_another_area_is_not_opened_from_any_list(bot: Bot) -> None:
    idea, other = suggests(bot.resident(), "A bench"), bot.staff(area=OTHER)
    for name in ("late", "mine", "all", "found", "all.g3.lde.s0"):
        assert NOT_HERE in other.presses(f"desk.idea:{idea}:{name}").screen


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60).map(clean)


@given(TEXTS)
def test_a_folded_text_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("aäAÄßıIİi ğçşéñøđłאبأآةىی٣3-'’", max_size=20))
def test_case_makes_no_difference(text: str) -> None:
    assert fold(text) == fold(text.lower()) == fold(text.casefold())


WORD = st.text("abäIıİßآىک%_/\\'", min_size=1, max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    texts=st.lists(st.lists(WORD, min_size=1, max_size=4), max_size=6), sought=st.lists(WORD, max_size=2)
)
def test_both_databases_find_what_holds_all_words(
    database: Database, texts: list[list[str]], sought: list[str]
) -> None:
    words = fold(" ".join(sought)).split()
    with database.begin() as tx:
        fixed: dict[str, Any] = {"author_id": None, "area_id": 1, "goal": 3, "language": "de"}
        ids = {
            idea_steps.add(tx, BEGIN, number=f"N-{at}", text=" ".join(text), **fixed): fold(" ".join(text))
            for at, text in enumerate(texts)
        }
        reach = Reach(None, None, sought=read(tx, " ".join(sought), 2026))
        found = {line.id for line in desk.page(tx, reach, Wanted("found").name, 0, 99)}
        tx.rollback()
    assert found == {one for one, text in ids.items() if words and all(word in text for word in words)}
