"""How few taps the desk takes: an event in every language, and the twenty minutes of a week."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot import jobs
from bot.core import events as rules
from bot.core.templates import TEMPLATES
from db.tables import Event, Idea
from tests.chat import Bot, Resident
from tests.test_broadcasts import follower
from tests.test_desk import suggests, told
from tests.test_survey_life import follower as asked

HOME, PLACE = "rollbergsiedlung", "Falkstraße 25"

CAFE_LIMIT, WEEK_LIMIT = 10, 70
"""What an event, and a week, may take at most."""

CAFE, IDEAS, QUESTION = (7, 2), (49, 3), (6, 1)
"""What they take: (presses of buttons, sent messages)."""


@dataclass
class Counted(Resident):
    """Somebody whose presses and messages are counted; they press only what the newest screen offers."""

    pressed: int = 0
    sent: int = 0

    @property
    def count(self) -> tuple[int, int]:
        return self.pressed, self.sent

    def says(self, text: str) -> Counted:
        self.sent += 1
        super().says(text)
        return self

    def taps(self, label: str) -> Counted:
        self.pressed += 1
        self.bot.telegram.tap(self.user, self.message.message_id, label)
        self.bot.settle()
        return self

    def does(self, *steps: str) -> Counted:
        """Labels to be pressed; what begins with a pencil is typed."""
        for step in steps:
            self.says(step[1:]) if step.startswith("✎") else self.taps(step)
        return self


def lead(bot: Bot) -> Counted:
    return Counted(bot, bot.staff("lead").user)


def announces_a_cafe(someone: Counted) -> Counted:
    someone.does("✎/event", "New event", "Language café", "Tue 01/12", "16:00", "Place", f"✎{PLACE}")
    return someone.does("Check and announce", "Announce it")


def asks_the_question_of_the_week(someone: Counted) -> Counted:
    someone.does("✎/survey", "New survey", "Having a say", "One question this week")
    return someone.does("Plan and publish", "Check", "Publish")


# --- an event --------------------------------------------------------------------------------------


def test_a_language_cafe_is_announced_in_few_taps_and_complete_in_every_language(bot: Bot) -> None:
    bot.world = replace(bot.world, catalogues=bot.world.catalogues.with_pseudo())
    bot.restarts()
    people = {code: follower(bot, code, HOME) for code in bot.world.catalogues.codes}
    someone = announces_a_cafe(lead(bot))
    assert someone.count == CAFE
    assert sum(CAFE) <= CAFE_LIMIT
    english = lines(people["en"])
    assert {f"☕ {rules.SORTS['cafe'].name}", f"📍 {PLACE}"} < english
    for code, one in people.items():
        assert bot.world.catalogues.translator(code)(rules.SORTS["cafe"].about) in one.screen
        assert code == "en" or {shown for shown in lines(one) & english if PLACE not in shown} == set()


def lines(someone: Resident) -> set[str]:
    """What an invitation says, and its buttons."""
    return {line for line in (*someone.screen.split("\n"), *someone.buttons) if line}


# --- a week ----------------------------------------------------------------------------------------

THANKS = ("Answered", "Thank you, we keep it in mind")
SORTED = {"": (), "goal": ("💬 Answer", "Health"), "area": ("💬 Answer", "Rollbergsiedlung")}
"""What an idea lacks -> what is pressed before it can be answered."""

WEEK: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("tr", "", THANKS),
    ("ar", "goal", THANKS),
    ("de", "", ("In talks", "We talk with", "the BSR")),
    ("en", "", ("Passed on", "the Ordnungsamt", "Passed on")),
    ("tr", "area", ("Not possible", "Private land")),
    ("ar", "", ("Carried out", "It is done")),
    ("de", "", ("Aktionsfonds", "Please apply for money", f"✎{PLACE}")),
    ("en", "goal", ("Answered", "Already planned", "✎24.12.2026")),
    ("tr", "", ("Not possible", "Matter of the district")),
    ("de", "", ("Projektfonds", "Case for the Projektfonds")),
)
"""Ten ideas: the author's language, what is missing, and the answer."""


def arrive(bot: Bot) -> list[Resident]:
    """The ideas of a week; their authors."""
    authors = []
    for number, (code, lacks, _) in enumerate(WEEK, 1):
        author = bot.resident(code, None if lacks == "area" else HOME)
        suggests(author, f"{number}: a bench, a lamp, a tree", None if lacks == "goal" else 3)
        authors.append(author)
    return authors


def answers_all(someone: Counted) -> Counted:
    """One after the other: after each answer the next idea stands there by itself."""
    someone.does("✎/desk", "Go through them one by one")
    for number, (_, lacks, answer) in enumerate(WEEK, 1):
        assert f"{number}: a bench" in someone.screen
        someone.does(*SORTED[lacks], "💬 Answer", *answer, "Send it to the author")
    return someone


def test_ten_ideas_an_event_and_a_question_are_done_in_few_taps(bot: Bot) -> None:
    authors, neighbour, someone = arrive(bot), asked(bot), lead(bot)
    answers_all(someone)
    assert (someone.count, told(bot, "idea_message")) == (IDEAS, len(authors))
    assert {row.status for row in bot.rows(Idea)}.isdisjoint({"new", "seen"})
    assert all(row.goal and row.area_id for row in bot.rows(Idea))
    announces_a_cafe(someone)
    asks_the_question_of_the_week(someone)
    assert someone.count == tuple(map(sum, zip(IDEAS, CAFE, QUESTION, strict=True)))
    assert sum(someone.count) <= WEEK_LIMIT
    assert [row.state for row in bot.rows(Event)] == ["announced"]
    bot.passes(minutes=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()
    assert TEMPLATES["week"].questions[0].text in neighbour.screen


def test_who_goes_through_a_list_is_led_on_and_can_take_the_last_answer_back(bot: Bot) -> None:
    for words in ("A bench", "A tree"):
        suggests(bot.resident(), words)
    someone = lead(bot).does("✎/desk", "Go through them one by one", "💬 Answer", *THANKS)
    someone.taps("Send it to the author")
    assert "ROLL-2026-1: Sent." in someone.screen
    assert "A tree" in someone.screen
    someone.taps("Take it back · ROLL-2026-1")
    assert "Nobody was told." in someone.screen
    assert "A bench" in someone.screen


def test_an_idea_that_stays_in_its_list_stays_on_the_screen(bot: Bot) -> None:
    first = suggests(bot.resident(), "A bench")
    suggests(bot.resident(), "A tree")
    someone = lead(bot)
    someone.says("/desk").presses(f"desk.idea:{first}:all")
    someone.does("💬 Answer", *THANKS, "Send it to the author")
    assert "Status: Answered" in someone.screen
    assert "A bench" in someone.screen
