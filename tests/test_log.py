"""What the operator reads, and what never gets into it."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot import log

TOKEN = "123456789:AAH_abcdefghijklmnopqrstuvwxyz-0123"
PERSON = "4815162342"
WORDS = "the lamp in our street is broken"


LIBRARIES = ("", *log.QUIET, "telegram.ext.Application", "asyncio", "sqlalchemy.engine")


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    hooks = root.handlers, logging.raiseExceptions, sys.excepthook, threading.excepthook
    levels = {name: logging.getLogger(name).level for name in (*LIBRARIES, *log.OWN)}
    yield
    root.handlers, logging.raiseExceptions, sys.excepthook, threading.excepthook = hooks
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture
def written() -> Callable[[], str]:
    """Everything on the operator's screen, with every logger at its most talkative."""
    stream = io.StringIO()
    log.set_up("DEBUG", json=True, stream=stream)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.DEBUG)
    return stream.getvalue


def fail(error: BaseException) -> None:
    raise error


def caught(error: BaseException) -> BaseException:
    try:
        fail(error)
    except BaseException as raised:
        return raised
    raise AssertionError


def test_an_event_of_ours_is_one_line_with_its_values(written: Callable[[], str]) -> None:
    structlog.get_logger("bot.delivery").info("sent", lane="bulk", count=3)
    line = json.loads(written())
    assert (line["event"], line["lane"], line["count"]) == ("sent", "bulk", 3)
    assert (line["level"], line["logger"]) == ("info", "bot.delivery")


def test_the_console_is_for_people(written: Callable[[], str]) -> None:
    stream = io.StringIO()
    log.set_up("INFO", stream=stream)
    structlog.get_logger("bot.delivery").info("sent", lane="bulk")
    assert "sent" in stream.getvalue()
    assert "{" not in stream.getvalue()


@pytest.mark.parametrize(
    "name", ["httpx", "httpcore", "telegram", "aiohttp.access", "bot.delivery", "asyncio"]
)
def test_no_logger_lets_the_token_out(written: Callable[[], str], name: str) -> None:
    logging.getLogger(name).warning("POST %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    assert written()
    assert TOKEN not in written()


def test_no_value_of_an_event_lets_the_token_out(written: Callable[[], str]) -> None:
    structlog.get_logger("bot.delivery").info("calling", at={"url": [f"https://x/bot{TOKEN}/getMe"]})
    assert "bot[token]/getMe" in written()


def test_a_library_names_nobody(written: Callable[[], str]) -> None:
    logging.getLogger("httpx").warning("chat %s is gone", PERSON)
    assert json.loads(written())["event"] == "chat [number] is gone"


def test_an_update_is_never_written(written: Callable[[], str]) -> None:
    update = [{"update_id": 1, "message": {"text": WORDS, "from": {"id": int(PERSON)}}}]
    logging.getLogger("telegram.Bot").critical("Error while parsing updates! Received data was %r", update)
    logging.getLogger("telegram.ext.Application").debug("Processing update %s", update)
    assert "Error while parsing updates!" in written()
    assert WORDS not in written()
    assert PERSON not in written()


@pytest.mark.parametrize("name", ["asyncio", "sqlalchemy.pool", "telegram", "bot.services"])
def test_an_error_is_logged_by_its_places_and_without_its_text(
    written: Callable[[], str], name: str
) -> None:
    logging.getLogger(name).error("failed", exc_info=caught(ValueError(WORDS)))
    assert "ValueError" in written()
    assert "tests.test_log:" in written()
    assert WORDS not in written()


def test_an_error_of_ours_is_one_place_and_a_class(written: Callable[[], str]) -> None:
    try:
        fail(ValueError(WORDS))
    except ValueError:
        structlog.get_logger("bot.services").exception("failed")
    line = json.loads(written())
    assert line["error"].endswith(" ValueError")
    assert WORDS not in written()


def test_what_the_network_says_is_kept_and_cleaned(written: Callable[[], str]) -> None:
    logging.getLogger("aiohttp").error(
        "failed", exc_info=caught(ConnectionError(f"bot{TOKEN} for {PERSON} refused"))
    )
    assert "ConnectionError: bot[token] for [number] refused" in json.loads(written())["error"]


def test_the_values_of_variables_never_show(written: Callable[[], str]) -> None:
    def inner(secret: str) -> None:
        fail(ValueError(secret))

    try:
        inner(WORDS)
    except ValueError as error:
        logging.getLogger("sqlalchemy").error("failed", exc_info=error, stack_info=True)
    assert WORDS not in written()


@pytest.mark.parametrize("hook", [sys.__excepthook__.__name__, "thread"])
def test_an_error_nobody_caught_goes_the_same_way(written: Callable[[], str], hook: str) -> None:
    if hook == "thread":
        thread = threading.Thread(target=fail, args=(ValueError(WORDS),))
        thread.start()
        thread.join()
    else:
        sys.excepthook(ValueError, caught(ValueError(WORDS)), None)
    assert json.loads(written())["event"] == "an error nobody caught"
    assert WORDS not in written()


def test_an_interrupted_bot_says_nothing(written: Callable[[], str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert written() == ""


async def test_an_error_in_the_loop_goes_the_same_way(written: Callable[[], str]) -> None:
    loop = asyncio.get_running_loop()
    log.guard(loop)
    loop.call_soon(fail, ValueError(WORDS))
    await asyncio.sleep(0)
    assert "an error in the loop" in written()
    assert WORDS not in written()


def test_asyncio_describes_tasks_in_its_first_line_alone(written: Callable[[], str]) -> None:
    logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: ValueError({WORDS!r})")
    assert json.loads(written())["event"] == "Task exception was never retrieved"


def test_a_badly_written_message_is_neither_lost_nor_filled(
    written: Callable[[], str], capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("httpx").warning("%d people", WORDS)
    assert "%d people" in written()
    assert WORDS not in written() + capsys.readouterr().err


def test_libraries_are_heard_from_warnings_on() -> None:
    stream = io.StringIO()
    log.set_up("DEBUG", stream=stream)
    for name in LIBRARIES:
        logging.getLogger(name).info("hello")
    assert stream.getvalue() == ""


def test_a_place_is_a_line_of_ours_where_there_is_one() -> None:
    def call(work: Callable[[], Any]) -> BaseException:
        try:
            work()
        except Exception as error:
            return error
        raise AssertionError

    assert log.error_place(call(lambda: log.trace(None))).startswith("bot.log.places:")  # type: ignore[arg-type]
    assert log.error_place(ValueError(WORDS)) == "ValueError"


def test_the_cause_of_an_error_is_told_first() -> None:
    error = ValueError(WORDS)
    error.__cause__ = KeyError(PERSON)
    assert log.trace(error).splitlines() == ["KeyError", "ValueError"]


@given(
    st.text(alphabet="x :/", max_size=9), st.from_regex(r"[0-9]{6,12}:[A-Za-z0-9_-]{30,50}", fullmatch=True)
)
def test_a_token_is_found_in_any_text(around: str, token: str) -> None:
    assert token.split(":")[1] not in log.redacted(f"{around}{token} {around}")
