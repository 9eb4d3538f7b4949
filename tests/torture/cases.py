"""The use cases whose every point is tried: what was there before, and what people then do step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bot import jobs
from bot.delivery import bulk
from bot.views.notice import NOTICE_VERSION
from db.audience import Audience
from db.tables import Round, Survey
from tests.chat import Bot, Resident
from tests.forms import workbook
from tests.forms.easy import MARKET
from tests.questionnaire import QUESTIONS, asked, begun, publish, publish_questions
from tests.test_forms import XLSX
from tests.test_results import answer

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Case:
    """`prepare` says who is there; `acts` is what they do, each once the bot has done all it could. `jobs`: those that the
    clock wakes, all if none are named."""

    name: str
    prepare: Callable[[Bot], list[Resident]]
    acts: Callable[[Bot, list[Resident]], Iterator[Act]]
    jobs: tuple[str, ...] = ()


def _consents(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    someone = cast[0]
    yield someone.starts
    yield lambda: someone.presses("start.language:en")
    yield lambda: someone.presses(f"start.agree:{NOTICE_VERSION}~en")


def _suggests(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    someone = cast[0]
    yield lambda: someone.presses("idea.new:3")
    yield lambda: someone.says("A bench")
    yield lambda: someone.sends_photo("at the bus stop")
    yield lambda: someone.taps("Send")


def _in_survey(bot: Bot) -> list[Resident]:
    publish(bot, "safe", "wish", order=("safe", "wish"))
    return [begun(bot.resident())]


def _answers(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    yield lambda: cast[0].taps("Yes")
    yield lambda: cast[0].says("More light")


def _subscribes(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    yield lambda: cast[0].presses("me.topic:events:1")
    yield lambda: cast[0].presses("me.topic:events:0")


def _with_idea(bot: Bot) -> list[Resident]:
    someone = bot.resident()
    someone.presses("idea.new:3").says("A bench").sends_photo("here").taps("Send")
    return [someone]


def _with_staff(bot: Bot) -> list[Resident]:
    return [*_with_idea(bot), bot.staff()]


def _marks(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    yield lambda: cast[1].presses("desk.seen:1:new")


def _leaves(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    yield lambda: cast[0].taps("Delete everything")


def _at_the_door(bot: Bot) -> list[Resident]:
    someone = _with_idea(bot)[0]
    return [someone.says("/me").taps("Delete me")]


def _sends_voices(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    yield lambda: [someone.taps("Send") for someone in cast]


def _about_to_send(bot: Bot) -> list[Resident]:
    return [bot.resident().presses("idea.new:3").sends_voice().sends_photo("here") for _ in range(2)]


def _a_month_passes(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    def pass_() -> None:
        bot.passes(days=31)

    yield pass_


def _busy(bot: Bot) -> list[Resident]:
    return [*_in_survey(bot), bot.resident().presses("idea.new:3").says("A tree")]


def _sends_to_many(bot: Bot) -> list[Resident]:
    readers = [bot.resident().presses("me.topic:events:1") for _ in range(3)]
    content = {"texts": {"en": "The garden opens on Friday.", "de": "Der Garten öffnet am Freitag."}}
    bot.does(lambda tx: bulk.start(tx, bot.world, "message", content, Audience("events"), bot.clock()))
    return readers


# --- surveys ------------------------------------------------------------------------------------


def _planned(bot: Bot, *choices: str) -> Resident:
    """Whoever leads, with the ready survey about safety published and not yet begun."""
    staff = bot.staff("lead").says("/survey").taps("New survey").taps("Feeling safe").taps("How safe")
    number = bot.rows(Survey)[0].id
    for choice in choices:
        staff.presses(f"plan.set:{number}:{choice}")
    return staff.presses(f"plan.publish:{number}")


def _followers(bot: Bot, many: int) -> list[Resident]:
    return [bot.resident().presses("me.topic:surveys:1") for _ in range(many)]


def _asked(bot: Bot, many: int, *choices: str) -> list[Resident]:
    """So many who were told of a round, and behind them whoever leads."""
    people = [*_followers(bot, many), _planned(bot, *choices)]
    bot.passes(minutes=1)
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()
    return people


def _answered(bot: Bot, many: int, *choices: str) -> list[Resident]:
    """So many have answered: of five or more the result is told. One more is on the way."""
    people = _asked(bot, many + 1, *choices)
    for someone in people[:many]:
        someone.taps("😀").taps("4").taps("No").taps("Skip").taps("Skip")
    people[many].taps("😀").taps("4")
    return people


def _votes(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    """To the end, and then once more on a button that is out of date."""
    for label in ("😀", "4", "No", "Skip", "Skip"):
        yield partial(cast[0].taps, label)
    yield lambda: cast[0].presses(f"survey.pick:r{bot.rows(Round)[0].id}:1:1")


def _time_passes(bot: Bot, *first: dict[str, float]) -> Iterator[Act]:
    """Until it has come, and as many minutes more as what began then may take."""
    soon: dict[str, float] = {"minutes": 1}
    for later in (*first, soon, soon):
        yield partial(bot.passes, **later)


def _with_outcome(bot: Bot) -> list[Resident]:
    staff = _answered(bot, 1)[-1]
    return [staff.presses(f"outcome.write:{bot.rows(Survey)[0].id}:en").says("The lamps are mended.")]


def _says_what_came_of_it(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    for _ in range(2):
        yield lambda: cast[0].presses(f"outcome.send:{bot.rows(Survey)[0].id}")


def _sends_a_form(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    yield lambda: cast[0].sends_file("umfrage.xlsx", XLSX, workbook(MARKET))


def _with_results(bot: Bot) -> list[Resident]:
    answer(bot, publish(bot, "safe"), "rollbergsiedlung", "de", ["yes", "no"] * 5)
    return [bot.staff("viewer")]


def _takes_results(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    here = f"{bot.rows(Round)[0].id}:{bot.area('rollbergsiedlung')}"
    for form in ("csv", "xlsx"):
        yield partial(cast[0].presses, f"results.file:{here}:counts:{form}")
        yield partial(cast[0].presses, f"results.files:{here}")


def _asked_for_a_photo(bot: Bot) -> list[Resident]:
    publish_questions(bot, [asked("photo"), QUESTIONS[0]])
    return [begun(bot.resident())]


def _shows_it(bot: Bot, cast: list[Resident]) -> Iterator[Act]:
    yield cast[0].sends_photo
    yield lambda: cast[0].taps("Back")
    yield cast[0].sends_photo
    yield lambda: cast[0].taps("Yes")


_ENDS = (
    "anonymous rounds that end",
    "results for those who took part",
    "surveys that end",
    "results that stay",
)

CASES = (
    Case("start and consent", lambda bot: [bot.visitor()], _consents),
    Case("idea with photo", lambda bot: [bot.resident()], _suggests),
    Case("survey answers", _in_survey, _answers),
    Case("subscriptions", lambda bot: [bot.resident()], _subscribes),
    Case("delete me", _at_the_door, _leaves),
    Case("marked as seen", _with_staff, _marks),
    Case("copies of media", _about_to_send, _sends_voices),
    Case("message to many", _sends_to_many, lambda _bot, _cast: iter(())),
    Case("the clock", _busy, _a_month_passes),
    Case("anonymous survey", lambda bot: _asked(bot, 1, "mode:anonymous"), _votes),
    Case(
        "round that opens",
        lambda bot: [*_followers(bot, 2), _planned(bot, "mode:anonymous")],
        lambda bot, _cast: _time_passes(bot, {"hours": 2}),
        ("rounds that begin",),
    ),
    Case(
        "anonymous round that ends",
        lambda bot: _answered(bot, 5, "mode:anonymous", "feedback:1"),
        lambda bot, _cast: _time_passes(bot, {"days": 16}),
        _ENDS,
    ),
    Case(
        "round after round",
        lambda bot: _answered(bot, 1, "every:weekly", "open:7", "remind:1"),
        lambda bot, _cast: _time_passes(bot, {"days": 6, "hours": 1}, {"days": 1}),
        (
            "rounds that begin",
            "rounds that are reminded of",
            "rounds that nobody answers",
            "surveys that end",
        ),
    ),
    Case("what came of a round", _with_outcome, _says_what_came_of_it),
    Case(
        "form of a survey",
        lambda bot: [bot.staff("lead").says("/survey").taps("New survey").taps("Culture")],
        _sends_a_form,
    ),
    Case("file of results", _with_results, _takes_results),
    Case("photo as an answer", _asked_for_a_photo, _shows_it),
)

NAMES = tuple(case.name for case in CASES)
