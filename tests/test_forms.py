"""A team sends a form from the tool it knows, gets a survey, and gets the form back."""

from __future__ import annotations

import pytest

from bot import jobs
from bot.paper.sheets_in import read_form
from db.tables import Survey, SurveyVersion, Upload
from tests.chat import Bot, Resident
from tests.forms import Book, workbook
from tests.forms.easy import FOUR_LANGUAGES, MARKET
from tests.forms.hard import CASCADE, PICTURES
from tests.forms.twelve import TWELVE, TWELVE_PLACES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sends(staff: Resident, form: Book | bytes, name: str = "umfrage.xlsx") -> Resident:
    content = form if isinstance(form, bytes) else workbook(form)
    return staff.sends_file(name, XLSX, content)


def asked(bot: Bot) -> Resident:
    """Whoever leads a team, asked for a form about culture."""
    return bot.staff("lead").says("/survey").taps("New survey").taps("Culture")


def survey(bot: Bot) -> int:
    return int(bot.rows(Survey)[-1].id)


def test_a_form_becomes_a_draft_as_it_was_written(bot: Bot) -> None:
    staff = sends(asked(bot), MARKET)
    assert "The form is in order." in staff.screen
    assert bot.rows(SurveyVersion)[-1].definition == read_form(workbook(MARKET))["definition"]
    assert bot.count(Upload) == 0


def test_twelve_errors_are_all_told_with_sheet_row_and_column(bot: Bot) -> None:
    staff = sends(asked(bot), TWELVE)
    for sheet, row, column in TWELVE_PLACES:
        assert f"Sheet {sheet}, row {row or '–'}, column {column or '–'}:" in staff.screen
    assert bot.count(Survey) == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("umfrage.xlsx", b"PK\x03\x04 nothing", "workbook"),
        ("plan.pdf", b"%PDF-1.7", "ends in .xlsx"),
        ("macros.xlsm", b"PK", "ends in .xlsx"),
    ],
)
def test_what_is_no_form_is_told_kindly(bot: Bot, name: str, content: bytes, words: str) -> None:
    assert words in sends(asked(bot), content, name).screen
    assert (bot.count(Survey), bot.count(Upload)) == (0, 0)


def test_a_form_sent_by_a_resident_is_no_form(bot: Bot) -> None:
    sends(bot.resident(), MARKET)
    assert (bot.count(Survey), bot.count(Upload)) == (0, 0)


def test_who_is_no_longer_staff_when_the_form_is_read_makes_nothing(bot: Bot) -> None:
    from sqlalchemy import delete

    from db.tables import Staff

    staff = asked(bot)
    staff.bot.telegram.document(staff.user, workbook(MARKET), "umfrage.xlsx", XLSX)
    bot.runner.run(bot.app.poller.once(bot.clock, 0))
    bot.runner.run(bot.app.drain_inbox())
    bot.does(lambda tx: tx.execute(delete(Staff)))
    bot.settle()
    assert (bot.count(Survey), bot.count(Upload)) == (0, 0)


def test_a_new_version_takes_the_place_of_a_draft_and_stands_beside_what_was_asked(bot: Bot) -> None:
    staff = sends(asked(bot), MARKET)
    number = survey(bot)
    sends(staff.presses(f"form.again:{number}"), CASCADE)
    assert [row.version for row in bot.rows(SurveyVersion)] == [1]
    staff.presses(f"plan.publish:{number}")
    jobs.tick(bot.database, bot.world, bot.clock())
    bot.settle()
    sends(staff.presses(f"form.again:{number}"), FOUR_LANGUAGES)
    assert [row.version for row in bot.rows(SurveyVersion)] == [1, 2]


def test_the_form_that_comes_back_is_the_same_survey(bot: Bot) -> None:
    staff = sends(asked(bot), CASCADE)
    before = bot.rows(SurveyVersion)[-1].definition
    staff.presses(f"form.file:{survey(bot)}")
    sends(staff.presses(f"form.again:{survey(bot)}"), sent_file(staff))
    assert bot.rows(SurveyVersion)[-1].definition == before


def sent_file(staff: Resident) -> bytes:
    """The content of the newest file that the bot has sent to somebody."""
    return next(one.document.content for one in reversed(staff.chat) if one.from_bot and one.document)


def test_pictures_that_a_form_names_are_sent_once_and_then_shown(bot: Bot) -> None:
    staff = sends(asked(bot), PICTURES)
    number = survey(bot)
    assert "still missing" in staff.presses(f"plan.publish:{number}").screen
    staff.presses(f"file.list:{number}")
    for label in [one for one in staff.buttons if "🖼" in one]:
        staff.taps(label).sends_photo()
    for label in [one for one in staff.buttons if "🎙" in one]:
        staff.taps(label).sends_voice()
    assert "It is published." in staff.presses(f"plan.publish:{number}").screen
